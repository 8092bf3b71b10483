import { Duplex } from 'node:stream';

/** Where bytes wait while the network swallows everything, and how long each takes otherwise. */
export class Gate {
  /** Milliseconds that everything takes on its way. */
  delay = 0;
  #open = true;
  readonly #waiting: (() => void)[] = [];
  readonly #watchers: (() => void)[] = [];

  /** Whether something waits here. */
  get isHolding(): boolean {
    return this.#waiting.length > 0;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  hold(): void {
    this.#open = false;
  }

  /** What was held goes on, in order: TCP sends again what was not acknowledged. */
  release(): void {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Calls back at the next release. */
  whenReleased(go: () => void): void {
    this.#waiting.push(go);
    for (const tell of this.#watchers.splice(0)) tell();
  }

  /** Calls back as soon as something waits here. */
  whenHolding(tell: () => void): void {
    if (this.isHolding) tell();
    else this.#watchers.push(tell);
  }
}

/** As much is under way in one direction, in bytes, before the sender has to wait. */
const WINDOW = 64 * 1_024;

interface Underway {
  readonly chunk: Buffer;
  /** On the clock of `performance.now()`. */
  readonly due: number;
}

/** One direction of a connection, through the gate. A delay makes everything later, not slower. */
export class GatedStream extends Duplex {
  readonly #gate: Gate;
  readonly #underWay: Underway[] = [];
  #bytes = 0;
  #wanted = false;
  #ended = false;
  #takeMore: (() => void) | null = null;
  #looksAgain = false;

  constructor(gate: Gate) {
    super();
    this.#gate = gate;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#underWay.push({ chunk, due: performance.now() + this.#gate.delay });
    this.#bytes += chunk.length;
    if (this.#bytes < WINDOW) done();
    else this.#takeMore = done;
    this.#deliver();
  }

  override _final(done: () => void): void {
    this.#ended = true;
    this.#deliver();
    done();
  }

  override _read(): void {
    this.#wanted = true;
    this.#deliver();
  }

  #deliver(): void {
    let [next] = this.#underWay;
    while (next && this.#wanted) {
      if (!this.#gate.isOpen) {
        this.#lookAgain((look) => {
          this.#gate.whenReleased(look);
        });
        return;
      }
      const early = next.due - performance.now();
      if (early > 0) {
        this.#lookAgain((look) => setTimeout(look, early));
        return;
      }
      this.#underWay.shift();
      this.#bytes -= next.chunk.length;
      this.#wanted = this.push(next.chunk);
      this.#letInMore();
      [next] = this.#underWay;
    }
    if (this.#ended && !next) this.push(null);
  }

  #lookAgain(later: (look: () => void) => void): void {
    if (this.#looksAgain) return;
    this.#looksAgain = true;
    later(() => {
      this.#looksAgain = false;
      if (!this.destroyed) this.#deliver();
    });
  }

  #letInMore(): void {
    const takeMore = this.#takeMore;
    if (!takeMore || this.#bytes >= WINDOW) return;
    this.#takeMore = null;
    takeMore();
  }
}
