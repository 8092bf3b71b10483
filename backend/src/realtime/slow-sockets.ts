import { SocketBacklog } from './socket-backlog.ts';
import type { AppSocket } from './socket-types.ts';

/** A browser that leaves more than this waiting is cut, in bytes. */
const MAX_WAITING_BYTES = 1_024 * 1_024;
/** And one that leaves anything waiting for longer than this, in milliseconds. */
const MAX_WAIT = 20_000;

/**
 * Finds sockets whose browser has stopped reading, before what waits for them fills the server's memory. They are cut and
 * catch up from the log once they are back. Looking costs one comparison per socket, and emitting costs nothing.
 */
export class SlowSockets {
  readonly #backlogs = new Map<AppSocket, SocketBacklog>();
  readonly #cut: (socket: AppSocket, backlog: { bytes: number; waited: number }) => void;
  readonly #clock: () => number;

  /** `clock` is in milliseconds and never goes back. */
  constructor(
    cut: (socket: AppSocket, backlog: { bytes: number; waited: number }) => void,
    clock: () => number = () => performance.now(),
  ) {
    this.#cut = cut;
    this.#clock = clock;
  }

  /** Looks at all sockets once; for calling about every second. */
  check(sockets: Iterable<AppSocket>): void {
    for (const socket of sockets) {
      if (socket.conn.transport.writable) this.forget(socket);
      else this.#weigh(socket);
    }
  }

  /** For a socket that is gone. */
  forget(socket: AppSocket): void {
    this.#backlogs.get(socket)?.release();
    this.#backlogs.delete(socket);
  }

  #weigh(socket: AppSocket): void {
    const backlog = this.#backlogs.get(socket);
    if (!backlog) {
      this.#backlogs.set(socket, new SocketBacklog(socket.conn, this.#clock));
      return;
    }
    const { bytes, waited } = backlog;
    if (bytes <= MAX_WAITING_BYTES && waited <= MAX_WAIT) return;
    this.forget(socket);
    this.#cut(socket, { bytes, waited: Math.round(waited) });
  }
}
