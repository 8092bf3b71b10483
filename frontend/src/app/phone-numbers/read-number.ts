import { PHONE_NUMBER } from '#contract/phone-number';
import { nationalNumber, problemOfNumber, type NumberProblem } from '#contract/phone-number-rules';

/** What is wrong with something typed: a key of the texts about numbers. */
export type TypedProblem = 'missing' | 'notDigits' | 'noCountryCode' | NumberProblem;

/** E.164 digits, or why there are none, with the country (ISO 3166) where that is known. */
export type ReadNumber =
  { readonly digits: string } | { readonly problem: TypedProblem; readonly country?: string | undefined };

/**
 * A phone number as people type it: with its country code, with "+" or "00" in front or without, with spaces, hyphens, dots
 * or brackets; or as it is written within the country of `neighbour`, another number in digits.
 */
export function readNumber(text: string, neighbour?: string | null): ReadNumber {
  const typed = text.replace(/[\s().\u2010-\u2015-]/g, '');
  const digits = typed.replace(/^(?:\+|00)/, '');
  if (digits === '') return { problem: 'missing' };
  if (/\D/.test(digits)) return { problem: 'notDigits' };
  const national = neighbour && typed === digits ? nationalNumber(digits, neighbour) : undefined;
  if (national !== undefined) return { digits: national };
  if (digits.startsWith('0')) return { problem: 'noCountryCode' };
  const impossible = problemOfNumber(digits);
  if (impossible) return impossible;
  if (PHONE_NUMBER.test(digits)) return { digits };
  return { problem: digits.length < 7 ? 'too_short' : 'too_long' };
}
