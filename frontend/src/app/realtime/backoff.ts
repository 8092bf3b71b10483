const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;

/**
 * Milliseconds to wait after the given number of failures in a row (1 or more): doubles from 1 s to 30 s, and each
 * wait is shortened by up to half at random, so that the browsers a restart cut off do not all come back at once.
 */
export function retryDelay(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(failures - 1, 16));
  return Math.round(full * (1 - random() / 2));
}

/** For a refusal that only a person can lift, such as an origin that is not listed. */
export const REFUSED_DELAY = LONGEST_DELAY;
