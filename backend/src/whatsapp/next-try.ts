import type { After } from '../operations/index.ts';

/** A try that is later than this will not come by itself, whatever became of its timer. */
const OVERDUE_MS = 5_000;

/** The one try to connect that one session has before it, if any. */
export class NextTry {
  readonly #after: After;
  readonly #now: () => Date;
  /** `due` in milliseconds since 1970. */
  #timer: { due: number; callOff: () => void } | undefined;

  constructor({ after, now }: { after: After; now: () => Date }) {
    this.#after = after;
    this.#now = now;
  }

  /** Whether there is one that will still come. */
  get isAhead(): boolean {
    return this.#timer !== undefined && this.#now().getTime() <= this.#timer.due + OVERDUE_MS;
  }

  /** Replaces the one there was. */
  planIn(milliseconds: number, work: () => void): void {
    this.callOff();
    const callOff = this.#after(milliseconds, () => {
      this.#timer = undefined;
      work();
    });
    this.#timer = { due: this.#now().getTime() + milliseconds, callOff };
  }

  callOff(): void {
    this.#timer?.callOff();
    this.#timer = undefined;
  }
}
