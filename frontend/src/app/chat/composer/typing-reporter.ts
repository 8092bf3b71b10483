/** How often "is writing" is repeated while someone writes, in milliseconds. */
const REPEAT = 3_000;
/** After this silence someone is taken to have stopped, in milliseconds. */
const SILENCE = 5_000;

/** Tells that a person is writing: at the first letter, every 3 s while letters come, and once when they stop. */
export class TypingReporter {
  readonly #start: () => void;
  readonly #stop: () => void;
  #lastStart: number | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(start: () => void, stop: () => void) {
    this.#start = start;
    this.#stop = stop;
  }

  typed(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.stop();
    }, SILENCE);
    const now = Date.now();
    if (this.#lastStart === null || now - this.#lastStart >= REPEAT) {
      this.#lastStart = now;
      this.#start();
    }
  }

  /** Does nothing unless someone was writing. */
  stop(): void {
    clearTimeout(this.#silence);
    if (this.#lastStart !== null) {
      this.#lastStart = null;
      this.#stop();
    }
  }
}
