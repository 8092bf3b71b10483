import { isValidPhoneNumber, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import { PHONE_NUMBER } from './phone-number.ts';

/** Why something cannot be a phone number anywhere. */
export type NumberProblem = 'unknown_country' | 'too_short' | 'too_long' | 'wrong_length';

export interface ImpossibleNumber {
  problem: NumberProblem;
  /** ISO 3166 alpha-2, where the digits belong to one country. */
  country: string | undefined;
}

const problems: Record<string, NumberProblem> = {
  TOO_SHORT: 'too_short',
  TOO_LONG: 'too_long',
  INVALID_LENGTH: 'wrong_length',
};

/**
 * What is wrong with E.164 digits by the lengths that numbers of their country have; undefined where nothing is. Lengths
 * only: which numbers of a country are given out changes every month, and WhatsApp knows best.
 */
export function problemOfNumber(digits: string): ImpossibleNumber | undefined {
  const international = `+${withoutMexicanOne(digits)}`;
  const outcome = validatePhoneNumberLength(international);
  if (outcome === undefined) return undefined;
  const country = parsePhoneNumberFromString(international)?.country;
  return { problem: problems[outcome] ?? 'unknown_country', country };
}

/** Whether numbers like this one are known to be given out; false is a reason to look twice, not to refuse it. */
export function isUsualNumber(digits: string): boolean {
  return isValidPhoneNumber(`+${withoutMexicanOne(digits)}`);
}

/** ISO 3166 alpha-2; undefined where that cannot be said, as for a satellite phone. */
export function countryOfNumber(digits: string): string | undefined {
  return parsePhoneNumberFromString(`+${withoutMexicanOne(digits)}`)?.country;
}

/** E.164 digits as people of their country group them: `573001234567` becomes `+57 300 1234567`. */
export function groupedNumber(digits: string): string {
  const plain = withoutMexicanOne(digits);
  const grouped = parsePhoneNumberFromString(`+${plain}`)?.formatInternational() ?? `+${plain}`;
  return plain === digits ? grouped : grouped.replace(/^\+52 /, '+52 1 ');
}

/**
 * E.164 digits of a number typed the way one's own country writes it, as in `300 123 4567` beside a line with +57; undefined
 * where it is none there. `neighbour` is a number of that country.
 */
export function nationalNumber(typed: string, neighbour: string): string | undefined {
  const country = countryOfNumber(neighbour) as CountryCode | undefined;
  const number = country && parsePhoneNumberFromString(typed, country);
  return number?.isValid() ? number.number.slice(1) : undefined;
}

/**
 * E.164 digits of a number as a file or a list has it: with a plus sign or two zeros before the country code, with the code
 * alone, or the way the country of `neighbour` writes it. Undefined where it is a number nowhere.
 */
export function writtenNumber(written: string, neighbour: string): string | undefined {
  const digits = written.replace(/\D/g, '');
  const isInternational = /^\s*(\+|00)/.test(written);
  const national = isInternational ? undefined : nationalNumber(written, neighbour);
  const candidates = [national, digits.replace(/^00/, '')];
  return candidates.find(
    (one) => one !== undefined && PHONE_NUMBER.test(one) && problemOfNumber(one) === undefined && isUsualNumber(one),
  );
}

/** WhatsApp writes mobile numbers of Mexico with a 1 behind the country code, which the country itself gave up in 2019. */
function withoutMexicanOne(digits: string): string {
  return digits.replace(/^521(?=\d{10}$)/, '52');
}
