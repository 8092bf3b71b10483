const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/** How long to wait before the next try, in milliseconds: twice as long after each failure, up to 30 s. */
export function retryPause(failures: number, retryAfterSeconds: number | null): number {
  return Math.max(Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE), (retryAfterSeconds ?? 0) * 1_000);
}
