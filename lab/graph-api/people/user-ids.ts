import { digitsFrom } from '../ids.ts';
import type { KnownPerson } from '../payloads/index.ts';
import type { PersonState } from './person-state.ts';

/** The country of a calling code, as far as the lab's people live there. */
const countries: [callingCode: string, country: string][] = [
  ['502', 'GT'],
  ['503', 'SV'],
  ['504', 'HN'],
  ['505', 'NI'],
  ['506', 'CR'],
  ['507', 'PA'],
  ['591', 'BO'],
  ['593', 'EC'],
  ['595', 'PY'],
  ['598', 'UY'],
  ['34', 'ES'],
  ['51', 'PE'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['55', 'BR'],
  ['56', 'CL'],
  ['57', 'CO'],
  ['58', 'VE'],
];

/**
 * The business-scoped user id (BSUID) of somebody: another one for each business portfolio, and a new one with each new
 * number. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function userIdOf(person: Pick<PersonState, 'phoneNumber' | 'changes'>, businessId: string): string {
  const { phoneNumber, changes } = person;
  const country = countries.find(([callingCode]) => phoneNumber.startsWith(callingCode))?.[1] ?? 'US';
  return `${country}.${digitsFrom(`bsuid ${businessId} ${phoneNumber} ${String(changes)}`)}`;
}

/**
 * How a business gets to know somebody. Who has a username withholds the number from those who have not had to do with it:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids#phone-numbers
 */
export function knownTo(businessId: string, person: PersonState): KnownPerson & { userId: string } {
  const { name, username, phoneNumber, knownBy } = person;
  const userId = userIdOf(person, businessId);
  const waId = username === undefined || knownBy.has(businessId) ? phoneNumber : undefined;
  return { name, waId, userId, username };
}
