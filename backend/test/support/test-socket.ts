import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { EventData } from '#contract/events';
import type { ServerEventName } from '#contract/event-names';
import type { ClientToServerEvents, ConversationTarget, ServerToClientEvents } from '#contract/socket';
import { within } from './within.ts';

export interface TestSocketOptions {
  transports?: ('websocket' | 'polling')[];
  /** In place of the token of the user. */
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export interface ReceivedEvent {
  name: ServerEventName;
  data: EventData<ServerEventName>;
}

/** A real browser-side socket that remembers all it receives. */
export class TestSocket {
  readonly io: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly received: ReceivedEvent[] = [];
  /** Resolves on connecting, rejects with `data.code` in its message when refused. */
  readonly connected: Promise<void>;
  /** Resolves once the connection is gone. */
  readonly cut: Promise<string>;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, options: Partial<ManagerOptions & SocketOptions>) {
    this.io = io(url, { reconnection: false, forceNew: true, ...options });
    this.cut = new Promise((resolve) => this.io.once('disconnect', resolve));
    this.io.onAny((name: ServerEventName, data: EventData<ServerEventName>) => {
      this.received.push({ name, data });
      for (const check of this.#waiting) check();
    });
    const connected = new Promise<void>((resolve, reject) => {
      this.io.once('connect', resolve);
      this.io.once('connect_error', (error) => {
        const data = 'data' in error ? (error.data as { code?: string } | undefined) : undefined;
        reject(new Error(data?.code ?? error.message));
      });
    });
    this.connected = within(connected, 'the socket to connect');
  }

  /** The first event of this name that fits, received already or still to come within `limit` milliseconds. */
  event<Name extends ServerEventName>(
    name: Name,
    fits: (data: EventData<Name>) => boolean = () => true,
    limit?: number,
  ): Promise<EventData<Name>> {
    return this.#until(() => this.dataOf(name).find(fits), `${name} to arrive`, limit);
  }

  /** Resolves once `count` events of this name have been received, within `limit` milliseconds. */
  async events(name: ServerEventName, count: number, limit?: number): Promise<void> {
    const enough = () => (this.dataOf(name).length >= count ? true : undefined);
    await this.#until(enough, `${String(count)} times ${name}`, limit);
  }

  /** What has been received under this name so far. */
  dataOf<Name extends ServerEventName>(name: Name): EventData<Name>[] {
    return this.received.filter((event) => event.name === name).map(({ data }) => data as EventData<Name>);
  }

  join(clientCode: string) {
    return within(this.io.emitWithAck('join_client_room', clientCode), 'the ack of join_client_room');
  }

  joinConversation(target: ConversationTarget) {
    return within(this.io.emitWithAck('join:conversation', target), 'the ack of join:conversation');
  }

  leaveConversation(target: ConversationTarget) {
    return within(this.io.emitWithAck('leave:conversation', target), 'the ack of leave:conversation');
  }

  close(): void {
    this.io.disconnect();
  }

  #until<T>(find: () => T | undefined, what: string, limit?: number): Promise<T> {
    let check: (() => void) | undefined;
    const found = new Promise<T>((resolve) => {
      check = () => {
        const result = find();
        if (result !== undefined) resolve(result);
      };
      this.#waiting.add(check);
      check();
    });
    return within(found, what, limit).finally(() => check && this.#waiting.delete(check));
  }
}

export function openTestSocket(url: string, token: string | undefined, options: TestSocketOptions): TestSocket {
  const { transports = ['websocket'], auth = token === undefined ? {} : { token }, headers } = options;
  return new TestSocket(url, { transports, auth, ...(headers ? { extraHeaders: headers } : {}) });
}
