import type { Logger } from 'pino';
import type { After } from '../../operations/index.ts';

/** After a failure of our own, such as a database that could not be written. */
const AGAIN_AFTER_MS = 10_000;
/**
 * WhatsApp says when its offline queue has drained. A line that has not heard it by then begins all the same: what is sent
 * twice is one bubble on the phone, what is never sent is none.
 */
const DRAIN_LIMIT_MS = 120_000;

export interface CatchUpOptions {
  /** Stores what an earlier connection has left, and lets the outbox go on. */
  work: () => Promise<void>;
  after: After;
  logger: Logger;
}

/** What a connection begins with once WhatsApp's offline queue has drained. Tried until it succeeds: nothing is sent before. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  #isDue = false;
  #isTrying = false;
  #isOver = false;
  #callOff: () => void = () => undefined;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** The connection is open; the queue may have drained already. */
  opened(): void {
    if (!this.#isDue) this.#beginIn(DRAIN_LIMIT_MS);
  }

  begin(): void {
    this.#isDue = true;
    this.tryAgain();
  }

  /** Does what is due and neither done nor under way. */
  tryAgain(): void {
    if (this.#isDue && !this.#isTrying && !this.#isOver) void this.#try();
  }

  /** There is nothing more to be done: it has succeeded, or the connection is over. */
  stop(): void {
    this.#isOver = true;
    this.#callOff();
  }

  #beginIn(milliseconds: number): void {
    this.#callOff();
    this.#callOff = this.#options.after(milliseconds, () => {
      this.begin();
    });
  }

  async #try(): Promise<void> {
    this.#callOff();
    this.#isTrying = true;
    try {
      await this.#options.work();
      this.stop();
    } catch (error) {
      this.#options.logger.error({ err: error }, 'the outbox could not be started');
      if (!this.#isOver) this.#beginIn(AGAIN_AFTER_MS);
    } finally {
      this.#isTrying = false;
    }
  }
}
