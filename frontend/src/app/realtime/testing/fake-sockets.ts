import type { HandshakeRefusal } from '#contract/socket';
import type { ServerEvent, SocketFactory, SocketListeners, SocketPort, SocketSettings, TransportName } from '../feed';

/** One opened socket, played by the test from the server's side. */
export class FakeSocket implements SocketPort {
  readonly endpoint: string;
  readonly settings: SocketSettings;
  readonly sent: unknown[][] = [];
  closed = false;
  readonly #listeners: SocketListeners;

  constructor(endpoint: string, settings: SocketSettings, listeners: SocketListeners) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.#listeners = listeners;
  }

  readonly send: SocketPort['send'] = (...message) => {
    this.sent.push(message);
  };

  close(): void {
    this.closed = true;
  }

  connect(): void {
    this.#listeners.connected();
  }

  /** Answers the last `join_client_room`. */
  answerJoin(answer: unknown): void {
    const join = this.sent.findLast(([name]) => name === 'join_client_room');
    (join?.at(-1) as (answer: unknown) => void)(answer);
  }

  goesOver(transport: TransportName): void {
    this.#listeners.transport(transport);
  }

  join(seq: number, epoch = 'a'): void {
    this.connect();
    this.answerJoin({ ok: true, epoch, seq });
  }

  refuse(code: HandshakeRefusal | null = null): void {
    this.#listeners.refused(code);
  }

  lose(): void {
    this.#listeners.lost();
  }

  push(event: ServerEvent): void {
    this.#listeners.received(event);
  }

  /** What was told to the server, without its callbacks. */
  get told(): unknown[][] {
    return this.sent.map((message) => message.filter((part) => typeof part !== 'function'));
  }
}

/** Stands in for the socket factory and keeps every socket that was opened. */
export class FakeSockets {
  readonly opened: FakeSocket[] = [];

  readonly open: SocketFactory = (endpoint, settings, listeners) => {
    const socket = new FakeSocket(endpoint, settings, listeners);
    this.opened.push(socket);
    return socket;
  };

  get last(): FakeSocket {
    const socket = this.opened.at(-1);
    if (!socket) throw new Error('No socket has been opened.');
    return socket;
  }
}
