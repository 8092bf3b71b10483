import { writtenNumber } from '#contract/phone-number-rules';
import { HttpProblem } from '../web/index.ts';

/** E.164 digits of a number as somebody wrote it, in the country of `neighbour`. Throws `bad-request` where it is none. */
export function requireNumber(written: string, neighbour: string): string {
  const phoneNumber = writtenNumber(written, neighbour);
  if (phoneNumber !== undefined) return phoneNumber;
  const message = 'Use a number with its country code.';
  throw new HttpProblem('bad-request', message, { errors: [{ path: 'phoneNumber', message }] });
}
