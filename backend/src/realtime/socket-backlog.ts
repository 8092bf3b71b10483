import type { AppSocket } from './socket-types.ts';

type Connection = AppSocket['conn'];
/** What engine.io tells of each packet it takes for sending. */
interface OutgoingPacket {
  data?: string | Buffer;
}

/**
 * What waits for a browser that does not read, counted from the moment this is made: from then on engine.io's own events
 * (`packetCreate`, `flush`) say what is added and when it moves.
 */
export class SocketBacklog {
  readonly #connection: Connection;
  readonly #clock: () => number;
  /** With the transport, but not taken by the operating system yet. */
  #underWay = 0;
  #queued = 0;
  #since: number | null;

  /** `clock` is in milliseconds and never goes back. */
  constructor(connection: Connection, clock: () => number) {
    this.#connection = connection;
    this.#clock = clock;
    this.#since = this.#idleIsWaiting() ? clock() : null;
    connection.on('packetCreate', this.#onPacket);
    connection.on('flush', this.#onFlush);
  }

  get bytes(): number {
    return this.#underWay + this.#queued;
  }

  /** How long the oldest of it has waited, in milliseconds. */
  get waited(): number {
    return this.#since === null ? 0 : this.#clock() - this.#since;
  }

  /** Stops counting. */
  release(): void {
    this.#connection.off('packetCreate', this.#onPacket);
    this.#connection.off('flush', this.#onFlush);
  }

  /** Between two requests of long polling there is nothing to write to, and nothing wrong with that. */
  #idleIsWaiting(): boolean {
    return this.#connection.transport.name === 'websocket';
  }

  readonly #onPacket = ({ data }: OutgoingPacket) => {
    this.#queued += data?.length ?? 0;
    this.#since ??= this.#clock();
  };

  /** What was under way has gone out, and what was queued is on its way. */
  readonly #onFlush = () => {
    this.#underWay = this.#idleIsWaiting() ? this.#queued : 0;
    this.#queued = 0;
    this.#since = this.#idleIsWaiting() ? this.#clock() : null;
  };
}
