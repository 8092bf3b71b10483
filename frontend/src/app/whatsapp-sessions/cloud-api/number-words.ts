const DAY_MS = 86_400_000;

/** Whole days until then, 0 on the last one; negative once it has passed. */
export function daysUntil(time: string, now: number): number {
  return Math.floor((Date.parse(time) - now) / DAY_MS);
}
