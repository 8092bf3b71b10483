import type { After } from './timers.ts';

/** Something done again and again for each of many keys, for each at most once in a period (milliseconds). */
export class SteadyPace {
  readonly #period: number;
  readonly #work: (key: string) => void;
  readonly #after: After;
  readonly #pausing = new Map<string, { isAskedAgain: boolean; cancel: () => void }>();

  constructor(period: number, work: (key: string) => void, after: After) {
    this.#period = period;
    this.#work = work;
    this.#after = after;
  }

  /** Does it at once, or at the end of the key's pause; once, however often it was asked for meanwhile. */
  ask(key: string): void {
    const pause = this.#pausing.get(key);
    if (pause) {
      pause.isAskedAgain = true;
      return;
    }
    const cancel = this.#after(this.#period, () => {
      const isAskedAgain = this.#pausing.get(key)?.isAskedAgain ?? false;
      this.#pausing.delete(key);
      if (isAskedAgain) this.ask(key);
    });
    this.#pausing.set(key, { isAskedAgain: false, cancel });
    this.#work(key);
  }

  /** Calls off whatever was still to be done. */
  stop(): void {
    for (const { cancel } of this.#pausing.values()) cancel();
    this.#pausing.clear();
  }
}
