const SECOND_MS = 1_000;

/**
 * Keeps the sends of one number below what Meta takes of it in any second. What Meta still finds too much makes it rest,
 * longer each time.
 */
export class SendPace {
  readonly #sent: number[] = [];
  #perSecond: number;
  #restsUntil = 0;
  #refusals = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  set perSecond(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** How many may go at `now` (milliseconds since 1970), at most `wanted`; they count as gone. */
  take(wanted: number, now: number): number {
    if (now < this.#restsUntil) return 0;
    while (this.#sent[0] !== undefined && this.#sent[0] <= now - SECOND_MS) this.#sent.shift();
    const count = Math.max(0, Math.min(wanted, this.#perSecond - this.#sent.length));
    for (let index = 0; index < count; index += 1) this.#sent.push(now);
    return count;
  }

  /** How long from `now` until the next may go, in milliseconds. */
  wait(now: number): number {
    if (now < this.#restsUntil) return this.#restsUntil - now;
    const [oldest] = this.#sent;
    return this.#sent.length < this.#perSecond || oldest === undefined ? 0 : oldest + SECOND_MS - now;
  }

  /** Meta has had too much: nothing goes for a while, from one second up to a minute. Returns until when. */
  rest(now: number): number {
    if (now >= this.#restsUntil) {
      this.#restsUntil = now + Math.min(60_000, SECOND_MS * 2 ** this.#refusals);
      this.#refusals += 1;
    }
    return this.#restsUntil;
  }

  /** Meta has taken one. */
  taken(now: number): void {
    if (now >= this.#restsUntil) this.#refusals = 0;
  }
}
