import { PHONE_NUMBER } from '#contract/phone-number';

/** Why something typed is no phone number: a key of this screen's texts. */
export type NumberProblem = 'missing' | 'notDigits' | 'noCountryCode' | 'tooShort' | 'tooLong';

/** A phone number as people type it: with "+" or "00" in front, with spaces, hyphens, dots or brackets, or without. */
export function digitsTyped(text: string): string {
  return text.replace(/[\s().\u2010-\u2015-]/g, '').replace(/^(?:\+|00)/, '');
}

/** What is wrong with a number by the rule of the contract; null where nothing is. */
export function problemOf(digits: string): NumberProblem | null {
  if (PHONE_NUMBER.test(digits)) return null;
  if (digits === '') return 'missing';
  if (/\D/.test(digits)) return 'notDigits';
  if (digits.startsWith('0')) return 'noCountryCode';
  return digits.length < 7 ? 'tooShort' : 'tooLong';
}
