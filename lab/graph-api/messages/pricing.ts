import type { EntryPoint } from '../people/person-state.ts';
import type { Conversation, Pricing } from '../payloads/index.ts';

/** What a message costs: https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing */
export function pricingOf(category: string, window: 'open' | 'closed' | 'entry point'): Pricing {
  if (window === 'entry point') {
    return { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' };
  }
  const named = category.toLowerCase() as Pricing['category'];
  const isFree = named === 'service' || (named === 'utility' && window === 'open');
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category: named,
  };
}

/** Since version 24 only told of what began with an ad: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
export function conversationOf({ id, until }: EntryPoint, status: 'sent' | 'delivered'): Conversation {
  const expiration_timestamp = String(Math.floor(until / 1000));
  return { id, ...(status === 'sent' && { expiration_timestamp }), origin: { type: 'referral_conversion' } };
}
