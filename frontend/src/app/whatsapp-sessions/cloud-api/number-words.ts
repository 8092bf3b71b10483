/** How many people may be written to first within 24 hours; `undefined` where Meta has not said, Infinity without a limit. */
export function peopleOf(messagingLimit: string | null): number | undefined {
  if (messagingLimit === 'TIER_UNLIMITED') return Number.POSITIVE_INFINITY;
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(messagingLimit ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands ? 1_000 : 1);
}

const DAY_MS = 86_400_000;

/** Whole days until then, 0 on the last one; negative once it has passed. */
export function daysUntil(time: string, now: number): number {
  return Math.floor((Date.parse(time) - now) / DAY_MS);
}
