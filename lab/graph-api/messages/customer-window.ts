import type { NumberState } from '../accounts/number-state.ts';
import type { PersonState } from '../people/person-state.ts';

const HOUR = 3_600_000;

/** How long after somebody wrote a business may write freely: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows */
const WINDOW = 24 * HOUR;

/** How long all that a business sends is free to whoever came by an ad: https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing#free-entry-point-conversations */
export const ENTRY_POINT = 72 * HOUR;

export function hasOpenWindow(person: PersonState, number: NumberState, now: number): boolean {
  return (person.lastWrote.get(number.id) ?? -Infinity) + WINDOW > now;
}
