import {
  getCountryCallingCode,
  isValidPhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';
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

/**
 * E.164 digits as people of their country group them: `573001234567` becomes `+57 300 1234567`. A Mexican number reads the same
 * however WhatsApp spells it.
 */
export function groupedNumber(digits: string): string {
  const plain = withoutMexicanOne(digits);
  return parsePhoneNumberFromString(`+${plain}`)?.formatInternational() ?? `+${plain}`;
}

/**
 * E.164 digits as a spreadsheet leaves them: `(+52) 55 1234 5678`. Digits alone become 5.25E+11 there, and beginning with a plus
 * sign they are a formula. Without one, a number of the USA reads like one of Mexico.
 */
export function spreadsheetNumber(digits: string): string {
  return groupedNumber(digits).replace(/^\+\d+(?= )/, '($&)');
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

/** Why what a file or list has in place of a number is none, as far as its writer can do something about it. */
export const NUMBER_FAULTS = [
  'shortened',
  'letters',
  'old_prefix',
  'ambiguous',
  'too_short',
  'too_long',
  'unknown',
] as const;
/**
 * `shortened`: a spreadsheet has written it as `5.255E+11`. `old_prefix`: one of the 01, 044 and 045 that Mexico gave up in
 * 2019, where nothing says that it is Mexican. `ambiguous`: a 1 and ten digits, of the USA or of Mexico before 2019. `unknown`: such numbers are given out nowhere.
 */
export type NumberFault = (typeof NUMBER_FAULTS)[number];

/**
 * A number as a file or a list has it, in E.164 digits: with a plus sign or two zeros before the country code, with the code
 * alone, or the way the country of `neighbour` writes it, which goes before the codes of others; or why it is a number nowhere.
 */
export function readWrittenNumber(
  written: string,
  neighbour: string,
): { phoneNumber: string } | { fault: NumberFault } {
  const text = withoutDecimals(written);
  // Its digits alone may well be a number, but of somebody else.
  if (SHORTENED.test(text)) return { fault: 'shortened' };
  const digits = text.replace(/\D/g, '');
  const national = isInternational(text) ? undefined : nationalNumber(text, neighbour);
  const candidates = [national, withoutOldPrefix(digits, neighbour), digits.replace(/^00/, '')];
  const phoneNumber = candidates.find(
    (one) => one !== undefined && PHONE_NUMBER.test(one) && problemOfNumber(one) === undefined && isUsualNumber(one),
  );
  return phoneNumber === undefined ? { fault: faultOf(text, digits, neighbour) } : { phoneNumber };
}

/** As `readWrittenNumber`; undefined where it is a number nowhere. */
export function writtenNumber(written: string, neighbour: string): string | undefined {
  const read = readWrittenNumber(written, neighbour);
  return 'phoneNumber' in read ? read.phoneNumber : undefined;
}

/** What people put between two numbers in one cell; Google's contacts have `:::`. */
const BETWEEN_NUMBERS = /\s*(?::::|[;,/|\n])\s*/;

/**
 * As `readWrittenNumber`, of a cell that people have filled in and that may have several of them: the first that is one, and
 * whether there were more. Of a 1 before ten digits beside a Mexican number how they are grouped says what it means.
 */
export function readWrittenNumbers(
  written: string,
  neighbour: string,
): { phoneNumber: string; hasOthers: boolean } | { fault: NumberFault } {
  const parts = written.split(BETWEEN_NUMBERS).filter((part) => part !== '');
  const hasOthers = parts.filter((part) => part.replace(/\D/g, '').length >= 7).length > 1;
  const read = (hasOthers ? parts : [written]).map((part) =>
    countryOfNumber(neighbour) === 'MX' ? readBesideMexico(part, neighbour) : readWrittenNumber(part, neighbour),
  );
  const found = read.find((one) => 'phoneNumber' in one);
  if (found) return { phoneNumber: found.phoneNumber, hasOthers };
  const [first = { fault: 'unknown' as const }] = read;
  return 'fault' in first ? first : { fault: 'unknown' };
}

/** `525512345678.0`, as programs write numbers. */
function withoutDecimals(written: string): string {
  return written.trim().replace(/^(\+?\d{7,})[.,]0+$/, '$1');
}

/** `5.255E+11`. */
const SHORTENED = /^\d+([.,]\d+)?\s*E\s*\+?\d+$/i;

function isInternational(text: string): boolean {
  return /^(\+|00)/.test(text);
}

/** A Mexican number, from before 2019, when one dialled 01 to another town, and 044 or 045 to a mobile phone. */
const OLD_PREFIX = /^(01|04[45])(\d{10})$/;

/** Undefined where it has none, or may be of another country. */
function withoutOldPrefix(digits: string, neighbour: string): string | undefined {
  const [, code = '', rest = ''] = /^(?:00)?(52)?(\d+)$/.exec(digits) ?? [];
  const [, , number] = OLD_PREFIX.exec(code === '' ? digits : rest) ?? [];
  const isMexican = code !== '' || countryOfNumber(neighbour) === 'MX';
  return number !== undefined && isMexican ? `52${number}` : undefined;
}

/** Mexico's mobile numbers once were written with a 1 before them, which is the code of the USA and Canada. */
function readBesideMexico(written: string, neighbour: string): ReturnType<typeof readWrittenNumber> {
  const groups = withoutDecimals(written)
    .split(/\D+/)
    .filter((group) => group !== '');
  const isMexican = /^1 \d{2} \d{4} \d{4}$/.test(groups.join(' '));
  if (isInternational(written.trim()) || groups[0]?.startsWith('1') !== true)
    return readWrittenNumber(written, neighbour);
  if (isMexican) return readWrittenNumber(groups.slice(1).join(''), neighbour);
  const read = readWrittenNumber(written, neighbour);
  const mayBeMexican = groups.length === 1 && 'phoneNumber' in readWrittenNumber(groups.join('').slice(1), neighbour);
  return 'phoneNumber' in read && /^1\d{10}$/.test(read.phoneNumber) && mayBeMexican ? { fault: 'ambiguous' } : read;
}

function faultOf(text: string, digits: string, neighbour: string): NumberFault {
  if (/\p{L}/u.test(text)) return 'letters';
  const country = countryOfNumber(neighbour) as CountryCode | undefined;
  if (OLD_PREFIX.test(digits)) return country === 'MX' ? 'unknown' : 'old_prefix';
  const hasCode = isInternational(text) || (country && digits.startsWith(getCountryCallingCode(country)));
  const outcome =
    hasCode || !country
      ? validatePhoneNumberLength(`+${digits.replace(/^00/, '')}`)
      : validatePhoneNumberLength(digits, country);
  if (digits.length < 7 || outcome === 'TOO_SHORT') return 'too_short';
  return digits.length > 15 || outcome === 'TOO_LONG' ? 'too_long' : 'unknown';
}

/** WhatsApp writes mobile numbers of Mexico with a 1 behind the country code, which the country itself gave up in 2019. */
function withoutMexicanOne(digits: string): string {
  return digits.replace(/^521(?=\d{10}$)/, '52');
}
