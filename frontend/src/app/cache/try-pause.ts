const SHORTEST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

/** How long to wait after so many failed tries in a row, in milliseconds. */
export function tryPause(failures: number): number {
  return Math.min(SHORTEST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}
