/** Does `work` once, `milliseconds` from now; returns the way to call it off. */
export type After = (milliseconds: number, work: () => void) => () => void;

/** The lab's clock and what it waits with: real, or driven by a test. */
export class LabTime {
  readonly after: After;
  readonly #clock: () => Date;

  constructor(clock: () => Date = () => new Date(), after: After = realAfter) {
    this.#clock = clock;
    this.after = after;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#clock().getTime();
  }

  /** Milliseconds in whole seconds, as WhatsApp counts. */
  wholeSeconds(): number {
    return Math.floor(this.now() / 1000) * 1000;
  }

  /** Resolves after so many milliseconds; at once for none. */
  pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }
}

const realAfter: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
};
