/**
 * Waits are counted in bins, each reaching 9 % further than the one before: whatever lies in a bin is at most 4.5 % from the
 * bin's middle. With three digits of that, no percentile is further off than 5 %. A year is bin 201.
 */
const BASE = 1.09;
const AT_ONCE = 0;

/** How often each bin was counted. */
export type Bins = ReadonlyMap<number, number>;

/** The bin of a wait in seconds: 0 for less than a second, then one for each power of `BASE`. */
export function binOf(seconds: number): number {
  return seconds < 1 ? AT_ONCE : 1 + Math.floor(Math.log(seconds) / Math.log(BASE));
}

/** The middle of a bin, in seconds. */
function secondsOf(bin: number): number {
  return bin === AT_ONCE ? 0 : Number((BASE ** (bin - 0.5)).toPrecision(3));
}

/** How many there are in all. */
export function countIn(bins: Bins): number {
  return [...bins.values()].reduce((sum, count) => sum + count, 0);
}

/** The wait, in seconds, that `share` of all do not exceed (0.5 for the median, by nearest rank); null where there are none. */
export function percentileOf(bins: Bins, share: number): number | null {
  const rank = Math.max(1, Math.ceil(share * countIn(bins)));
  let passed = 0;
  for (const [bin, count] of [...bins].sort(([one], [other]) => one - other)) {
    passed += count;
    if (passed >= rank) return secondsOf(bin);
  }
  return null;
}
