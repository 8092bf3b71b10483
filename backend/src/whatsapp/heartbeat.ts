import type { Logger } from 'pino';
import type { After } from '../operations/index.ts';
import type { Condition, Session } from './session.ts';

export interface HeartbeatOptions {
  /** Before the first beat and between two, in milliseconds (`HEARTBEAT_DELAY_MS`, `HEARTBEAT_INTERVAL_MS`). */
  delay: number;
  interval: number;
  after: After;
  logger: Logger;
  sessions: () => Session[];
}

/**
 * The net beneath the sessions' own reconnection: at each beat what has dropped without a try before it is connected, and
 * what is open in name only is found out.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #callOff: (() => void) | undefined;
  #beating: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Does nothing once it was stopped. */
  start(): void {
    if (!this.#stopped) this.#beatIn(this.#options.delay);
  }

  /** Beats no more; resolves once no beat is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    await this.#beating;
  }

  #beatIn(milliseconds: number): void {
    this.#callOff = this.#options.after(milliseconds, () => {
      this.#beating = this.#beat().finally(() => {
        if (!this.#stopped) this.#beatIn(this.#options.interval);
      });
    });
  }

  async #beat(): Promise<void> {
    const { logger, sessions } = this.#options;
    const conditions = await Promise.all(sessions().map((session) => this.#check(session)));
    const reconnected = conditions.filter((condition) => condition === 'reconnected').length;
    if (reconnected > 0) logger.warn({ reconnected }, 'the heartbeat has connected WhatsApp sessions again');
  }

  /** Undefined where it failed: the next beat looks again. */
  async #check(session: Session): Promise<Condition | undefined> {
    try {
      return await session.check();
    } catch (error) {
      const sessionId = session.row.id;
      this.#options.logger.error({ err: error, sessionId }, 'the heartbeat could not look after a WhatsApp session');
      return undefined;
    }
  }
}
