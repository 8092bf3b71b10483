/** What one socket may send: bursts of up to 100 events, 50 a second in the long run. */
const BURST = 100;
const PER_MILLISECOND = 50 / 1_000;

/** A token bucket. Times are milliseconds of one clock that never goes back. */
export class EventAllowance {
  #left = BURST;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /** Whether one more event is within what is allowed. */
  take(now: number): boolean {
    this.#left = Math.min(BURST, this.#left + (now - this.#at) * PER_MILLISECOND);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
