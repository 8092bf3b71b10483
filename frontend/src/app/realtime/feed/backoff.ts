/** How often a lost connection is tried; see `GET /api/config`. */
export interface TryPolicy {
  readonly eagerTries: number;
  /** Milliseconds. */
  readonly longestProbe: number;
}

const FIRST_DELAY = 1_000;
const FIRST_PROBE = 30_000;

/**
 * Milliseconds to wait after the given number of failed tries in a row: 1 s after a loss, then twice as long each time;
 * once the eager tries are used up, 30 s doubling to the longest probe. Each wait is shortened by up to half at random, so
 * that the browsers a restart cut off do not all come back at once.
 */
export function retryDelay(failures: number, policy: TryPolicy, random: () => number): number {
  const probes = failures - policy.eagerTries;
  const full =
    probes < 0 ? FIRST_DELAY * 2 ** failures : Math.min(policy.longestProbe, FIRST_PROBE * 2 ** Math.min(probes, 16));
  return Math.round(full * (1 - random() / 2));
}
