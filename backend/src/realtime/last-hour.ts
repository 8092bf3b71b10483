const MINUTE = 60_000;
const MINUTES = 60;

/** How often something happened within the last hour, to the minute. Times are milliseconds of one clock that never goes back. */
export class LastHour {
  readonly #minutes = new Map<number, number>();

  add(now: number): void {
    const minute = Math.floor(now / MINUTE);
    this.#minutes.set(minute, (this.#minutes.get(minute) ?? 0) + 1);
    this.#forget(minute);
  }

  total(now: number): number {
    this.#forget(Math.floor(now / MINUTE));
    let total = 0;
    for (const count of this.#minutes.values()) total += count;
    return total;
  }

  /** Minutes come in order, so the oldest stand first. */
  #forget(minute: number): void {
    for (const past of this.#minutes.keys()) {
      if (past > minute - MINUTES) return;
      this.#minutes.delete(past);
    }
  }
}
