import { digitsOf } from '../ids.ts';
import type { PersonState } from '../people/person-state.ts';

/**
 * Whom WhatsApp finds by a number as a business may have written it: mobile numbers of Brazil with or without their ninth
 * digit, of Mexico with or without the 1 and of Argentina with or without the 9 behind the country code.
 */
export function findPerson(people: Map<string, PersonState>, written: string): PersonState | undefined {
  for (const digits of spellings(digitsOf(written))) {
    const person = people.get(digits);
    if (person) return person;
  }
  return undefined;
}

function spellings(digits: string): string[] {
  const [, area, ninth, rest] = /^(55\d\d)(9?)([6-9]\d{7})$/.exec(digits) ?? [];
  if (area !== undefined && rest !== undefined) return [digits, area + (ninth ? '' : '9') + rest];
  if (/^521\d{10}$/.test(digits)) return [digits, `52${digits.slice(3)}`];
  if (/^52\d{10}$/.test(digits)) return [digits, `521${digits.slice(2)}`];
  if (/^549\d{10}$/.test(digits)) return [digits, `54${digits.slice(3)}`];
  if (/^54\d{10}$/.test(digits)) return [digits, `549${digits.slice(2)}`];
  return [digits];
}
