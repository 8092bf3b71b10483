/** How often "is writing" is repeated while someone writes, in milliseconds. */
const REPEAT = 3_000;
/** After this silence someone is taken to have stopped, in milliseconds. */
const SILENCE = 5_000;

/** Tells that a person is writing: at the first letter, every 3 s while letters come, and once when they stop. */
export class TypingReporter {
  readonly #start: () => void;
  readonly #stop: () => void;
  #isTold = false;
  /** Runs while what was told needs no repeating. */
  #repeat: ReturnType<typeof setTimeout> | undefined;
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
    if (this.#repeat !== undefined) return;
    this.#repeat = setTimeout(() => {
      this.#repeat = undefined;
    }, REPEAT);
    this.#isTold = true;
    this.#start();
  }

  /** Does nothing unless someone was writing. */
  stop(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#repeat);
    this.#repeat = undefined;
    if (this.#isTold) {
      this.#isTold = false;
      this.#stop();
    }
  }
}
