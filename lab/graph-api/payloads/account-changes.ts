import type { Change } from './envelope.ts';

/** Something happened to a WhatsApp Business account: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update */
export function accountUpdateChange(event: string, details: object = {}): Change {
  return { field: 'account_update', value: { event, ...details } };
}

/** The quality or throughput of a number: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update */
export function numberQualityChange(update: {
  displayPhoneNumber: string;
  event: 'FLAGGED' | 'UNFLAGGED' | 'ONBOARDING' | 'UPGRADE' | 'DOWNGRADE' | 'THROUGHPUT_UPGRADE';
  currentLimit: string;
  oldLimit?: string;
}): Change {
  const value = {
    display_phone_number: update.displayPhoneNumber,
    event: update.event,
    ...(update.oldLimit !== undefined && { old_limit: update.oldLimit }),
    current_limit: update.currentLimit,
    max_daily_conversations_per_business: update.currentLimit,
  };
  return { field: 'phone_number_quality_update', value };
}

/** How much an account may do: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/business_capability_update */
export function capabilityChange(maxDailyConversations: number, maxPhoneNumbers: number): Change {
  const value = {
    /** -1 without a limit. */
    max_daily_conversations_per_business: maxDailyConversations,
    max_phone_numbers_per_business: maxPhoneNumbers,
    max_phone_numbers_per_waba: maxPhoneNumbers,
  };
  return { field: 'business_capability_update', value };
}

export interface NamedTemplate {
  id: string;
  name: string;
  language: string;
  category: string;
}

/** Whether a template may be sent: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update */
export function templateStatusChange(template: NamedTemplate, event: string, reason = 'NONE'): Change {
  const value = { event, ...idsOf(template), reason, message_template_category: template.category };
  return { field: 'message_template_status_update', value };
}

/** How well a template is received: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_quality_update */
export function templateQualityChange(template: NamedTemplate, previous: string, now: string): Change {
  const value = { previous_quality_score: previous, new_quality_score: now, ...idsOf(template) };
  return { field: 'message_template_quality_update', value };
}

/** Ids of templates are numbers here, unlike elsewhere. */
function idsOf({ id, name, language }: NamedTemplate): object {
  return { message_template_id: Number(id), message_template_name: name, message_template_language: language };
}
