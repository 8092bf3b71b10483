const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

/** The pause after a failure: twice as long after each one, up to 30 s. */
export class BackOff {
  readonly #ended: () => void;
  #failures = 0;
  #pause: { timer: ReturnType<typeof setTimeout>; endsAt: number } | null = null;

  /** Calls `ended` when a pause is over, not when it is cut short. */
  constructor(ended: () => void) {
    this.#ended = ended;
  }

  /**
   * Whichever comes first ends a pause: its timer, which may ring late in a tab that nobody looks at, or the clock, which
   * may be set back meanwhile.
   */
  get isPausing(): boolean {
    return this.#pause !== null && Date.now() < this.#pause.endsAt;
  }

  /** Begins a pause, as long as the server asks for at least. */
  fail(retryAfterSeconds: number | null): void {
    this.end();
    this.#failures += 1;
    const pause = Math.min(FIRST_PAUSE * 2 ** (this.#failures - 1), LONGEST_PAUSE);
    const milliseconds = Math.max(pause, (retryAfterSeconds ?? 0) * 1_000);
    const timer = setTimeout(() => {
      this.#pause = null;
      this.#ended();
    }, milliseconds);
    this.#pause = { timer, endsAt: Date.now() + milliseconds };
  }

  /** The next pause is a first one again. */
  succeed(): void {
    this.#failures = 0;
  }

  end(): void {
    clearTimeout(this.#pause?.timer);
    this.#pause = null;
  }
}
