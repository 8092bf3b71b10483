import type { Pricing } from '../payloads/index.ts';

/** What a message costs: https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing */
export function pricingOf(category: string, hasOpenWindow: boolean): Pricing {
  const named = category.toLowerCase() as Pricing['category'];
  const isFree = named === 'service' || (named === 'utility' && hasOpenWindow);
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category: named,
  };
}
