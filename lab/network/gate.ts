import { Transform, type TransformCallback } from 'node:stream';

/** Where bytes wait while the network swallows everything, and how long each takes otherwise. */
export class Gate {
  /** Milliseconds that everything takes on its way. */
  delay = 0;
  #open = true;
  readonly #waiting: (() => void)[] = [];

  hold(): void {
    this.#open = false;
  }

  /** What was held goes on, in order: TCP sends again what was not acknowledged. */
  release(): void {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Calls back once this may pass. */
  pass(go: () => void): void {
    if (this.#open) go();
    else this.#waiting.push(go);
  }
}

/** One direction of a connection, through the gate. */
export class GatedStream extends Transform {
  readonly #gate: Gate;

  constructor(gate: Gate) {
    super();
    this.#gate = gate;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const pass = (): void => {
      this.#gate.pass(() => {
        done(null, chunk);
      });
    };
    if (this.#gate.delay > 0) setTimeout(pass, this.#gate.delay);
    else pass();
  }
}
