import type { Outcome } from './finding';

/** Beyond so many milliseconds there and back a person notices it at each step. */
const SLOW = 1_000;

/** How long a request takes, and a word over the socket where there is one. Milliseconds; `http` of several requests. */
export function checkRoundTrip(http: readonly number[], socket: number | null): Outcome {
  const middle = http.toSorted((one, other) => one - other)[Math.floor(http.length / 2)];
  if (middle === undefined) return { verdict: 'note', means: 'roundTrip.unknown' };
  const params = { http: Math.round(middle), socket: Math.round(socket ?? 0) };
  const means = socket === null ? 'roundTrip.http' : 'roundTrip.both';
  if (Math.max(middle, socket ?? 0) <= SLOW) return { verdict: 'good', means, params };
  return { verdict: 'warning', means, todo: 'roundTrip.todo', params };
}
