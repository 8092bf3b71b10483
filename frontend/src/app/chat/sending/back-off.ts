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

  /** The timer of a tab that nobody looks at may ring late, so the clock counts. */
  get isPausing(): boolean {
    return this.#pause !== null && Date.now() < this.#pause.endsAt;
  }

  /** Begins a pause, as long as the server asks for at least. */
  fail(retryAfterSeconds: number | null): void {
    this.end();
    this.#failures += 1;
    const pause = Math.min(FIRST_PAUSE * 2 ** (this.#failures - 1), LONGEST_PAUSE);
    const milliseconds = Math.max(pause, (retryAfterSeconds ?? 0) * 1_000);
    this.#pause = { timer: setTimeout(this.#ended, milliseconds), endsAt: Date.now() + milliseconds };
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
