import type { WebhookError } from './webhook-error.ts';

/** What became of a message that was sent. */
export interface Status {
  id: string;
  status: 'sent' | 'delivered' | 'read' | 'failed' | 'played';
  /** Seconds since 1970, as text. */
  timestamp: string;
  recipient_id?: string;
  recipient_user_id?: string;
  biz_opaque_callback_data?: string;
  conversation?: Conversation;
  pricing?: Pricing;
  errors?: WebhookError[];
}

export interface Conversation {
  id: string;
  /** Seconds since 1970, as text; only with `sent`. */
  expiration_timestamp?: string;
  origin: { type: string };
}

export interface Pricing {
  billable: boolean;
  pricing_model: 'PMP' | 'CBP';
  type?: 'regular' | 'free_customer_service' | 'free_entry_point';
  category: 'service' | 'utility' | 'marketing' | 'authentication' | 'referral_conversion';
}

/** What `statusOf` is made of. */
export interface MessageStatus {
  id: string;
  status: Status['status'];
  /** Milliseconds. */
  at: number;
  recipientId?: string | undefined;
  recipientUserId?: string | undefined;
  callbackData?: string | undefined;
  conversation?: Conversation | undefined;
  pricing?: Pricing | undefined;
  errors?: WebhookError[] | undefined;
}

/**
 * A status, as since version 24 `conversation` only comes with free entry points.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function statusOf(status: MessageStatus): Status {
  return {
    id: status.id,
    status: status.status,
    timestamp: String(Math.floor(status.at / 1000)),
    ...(status.recipientId !== undefined && { recipient_id: status.recipientId }),
    ...(status.recipientUserId !== undefined && { recipient_user_id: status.recipientUserId }),
    ...(status.callbackData !== undefined && { biz_opaque_callback_data: status.callbackData }),
    ...(status.conversation && { conversation: status.conversation }),
    ...(status.pricing && { pricing: status.pricing }),
    ...(status.errors && { errors: status.errors }),
  };
}
