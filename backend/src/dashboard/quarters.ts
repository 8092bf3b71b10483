/** The counters' grain, in milliseconds: every time zone in use is whole quarters of an hour from UTC. */
export const QUARTER = 15 * 60_000;

const STARTS = ['00', '15', '30', '45'] as const;

/** The start of the quarter of an hour that an ISO time in UTC lies in, by its text: this runs for every message. */
export function quarterOf(isoTime: string): string {
  const quarter = Math.floor(Number(isoTime.slice(14, 16)) / 15);
  return `${isoTime.slice(0, 14)}${STARTS[quarter] ?? '00'}:00.000Z`;
}
