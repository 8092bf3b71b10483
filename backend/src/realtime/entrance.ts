import type { IncomingMessage } from 'node:http';
import type { Logger } from '../operations/index.ts';
import type { CountBook } from './count-book.ts';
import type { HandshakeTrials } from './handshake-trials.ts';
import { admit, RefusedHandshake, type HandshakeRules } from './handshake.ts';
import type { AppServer, AppSocket } from './socket-types.ts';
import { refuseWrongAddresses } from './wrong-address.ts';

export interface EntranceOptions extends Pick<HandshakeRules, 'originRule' | 'authenticate'> {
  settings: { publicUrl: string | undefined };
  logger: Logger;
  /** Whether a request came over an encrypted connection, trusted proxies considered. */
  isSecure: (request: IncomingMessage) => boolean;
}

/** Where sockets are let in or refused; what is refused is counted by its reason. */
export class Entrance {
  readonly #options: EntranceOptions;
  readonly #counts: CountBook;
  readonly #trials: HandshakeTrials;

  constructor(options: EntranceOptions, counts: CountBook, trials: HandshakeTrials) {
    this.#options = options;
    this.#counts = counts;
    this.#trials = trials;
  }

  guard(io: AppServer): void {
    io.use((socket, next) => {
      this.#admit(socket).then(
        () => {
          next();
        },
        (error: unknown) => {
          this.#noteRefusal(socket, error);
          // An error of ours is not for the browser's eyes.
          next(error instanceof RefusedHandshake ? error : new Error('unavailable'));
        },
      );
    });
    refuseWrongAddresses(io, {
      ownOrigin: (socket) => this.#ownOrigin(socket),
      onRefused: (socket, refusal) => {
        this.#noteRefusal(socket, refusal);
      },
      logger: this.#options.logger,
      clock: () => performance.now(),
    });
  }

  async #admit(socket: AppSocket): Promise<void> {
    const { originRule, authenticate } = this.#options;
    socket.data = await admit(socket, { originRule, authenticate, isSecure: () => this.#isSecure(socket) });
    // The token has done its work and need not stay in memory for as long as the socket lives.
    socket.handshake.auth = {};
  }

  #noteRefusal(socket: AppSocket, error: unknown): void {
    this.#trials.refused(socket.request, error);
    if (error instanceof RefusedHandshake) this.#counts.refusedHandshakes[error.data.code] += 1;
    else this.#options.logger.error({ err: error }, 'A handshake failed');
  }

  #ownOrigin(socket: AppSocket): string {
    const scheme = this.#isSecure(socket) ? 'https' : 'http';
    return this.#options.settings.publicUrl ?? `${scheme}://${socket.handshake.headers.host ?? 'localhost'}`;
  }

  /** A connection that has been welcomed before has no request left, and nothing of it is trusted. */
  #isSecure(socket: AppSocket): boolean {
    const request = socket.request as IncomingMessage | undefined;
    return request !== undefined && this.#options.isSecure(request);
  }
}
