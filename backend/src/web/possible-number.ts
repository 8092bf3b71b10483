import { problemOfNumber, type NumberProblem } from '#contract/phone-number-rules';
import { HttpProblem } from './http-problem.ts';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

const sentences: Record<NumberProblem, (country: string | undefined) => string> = {
  unknown_country: () => 'No country has this code. Begin with the country code, without zeros before it.',
  too_short: (country) => `A number${of(country)} has more digits.`,
  too_long: (country) => `A number${of(country)} has fewer digits.`,
  wrong_length: (country) => `A number${of(country)} has another count of digits.`,
};

/** Throws `bad-request` with what is wrong where these E.164 digits cannot be a phone number anywhere. */
export function requirePossibleNumber(phoneNumber: string): void {
  const impossible = problemOfNumber(phoneNumber);
  if (!impossible) return;
  const message = sentences[impossible.problem](impossible.country);
  throw new HttpProblem('bad-request', message, { errors: [{ path: 'phoneNumber', message }] });
}

function of(country: string | undefined): string {
  return country === undefined ? ' of this country' : ` of ${countryNames.of(country) ?? country}`;
}
