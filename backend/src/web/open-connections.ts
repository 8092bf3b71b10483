import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A turn of the event loop that takes longer, in milliseconds, leaves too much time for somebody to come unheard. */
const SHORT_TURN_MS = 5;
/** No calm turn is waited for longer than this, in milliseconds. */
const LONGEST_WAIT_MS = 1_000;

/**
 * What an HTTP server has open, so that it can end without cutting anybody off: `http.Server.close` cuts kept connections
 * while the next request may be on its way, and the system resets those who wait to be let in.
 */
export class OpenConnections {
  readonly #sockets = new Set<Socket>();
  readonly #running = new Set<ServerResponse>();
  /** Requests that wait until the door is closed. */
  #held: (() => void)[] | undefined;
  #hasKnocked = false;
  #isEnding = false;

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#hasKnocked = true;
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      if (this.#isEnding) response.setHeader('Connection', 'close');
      this.#running.add(response);
      response.once('close', () => this.#running.delete(response));
    });
  }

  /** What answers requests, with this able to hold them back. */
  holding(answer: RequestListener): RequestListener {
    return (request, response) => {
      const answerNow = () => {
        answer(request, response);
      };
      if (this.#held) this.#held.push(answerNow);
      else answerNow();
    };
  }

  /**
   * Resolves in a turn in which nobody has come. Until `answerLast` requests are held back: Node lets in one connection a
   * turn, so turns have to be short, and whoever waits for an answer does not come again.
   */
  async untilNobodyKnocks(): Promise<void> {
    this.#held ??= [];
    await calmTurn(() => {
      const isCalm = !this.#hasKnocked;
      this.#hasKnocked = false;
      return isCalm;
    });
  }

  /** From here on each answer says that it is the last on its connection. */
  answerLast(): void {
    this.#isEnding = true;
    for (const response of this.#running) if (!response.headersSent) response.setHeader('Connection', 'close');
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const answer of held) answer();
  }

  /** Cuts the connections on which nobody is asking, those included on which nobody ever has: Node's own call leaves them. */
  async cutSilent(server: Server): Promise<void> {
    await calmTurn(() => true);
    server.closeIdleConnections();
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}

/**
 * Resolves in a short turn of the event loop for which this holds, at the latest after a while. Only whole turns are asked
 * about: in the one that is under way somebody may have been let in already.
 */
async function calmTurn(isCalm: () => boolean): Promise<void> {
  await endOfTurn();
  isCalm();
  for (let now = performance.now(), end = now + LONGEST_WAIT_MS; now < end;) {
    await endOfTurn();
    const begin = now;
    now = performance.now();
    if (isCalm() && now - begin <= SHORT_TURN_MS) return;
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
