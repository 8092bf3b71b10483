import { io, type Socket } from 'socket.io-client';
import type { EventData } from '#contract/events';
import type { TestUser } from '../../backend/test/support/index.ts';

/** What most applications have: Socket.IO's own client with its own reconnection, and no log to catch up from. */
export class StockSocket {
  readonly received = new Set<string>();
  readonly #socket: Socket;

  constructor(url: string, { token }: TestUser) {
    this.#socket = io(url, { auth: { token }, forceNew: true });
    this.#socket.on('message:new', ({ message }: EventData<'message:new'>) => {
      this.received.add(message.id);
    });
  }

  async connected(): Promise<void> {
    if (this.#socket.connected) return;
    await new Promise<void>((resolve) => this.#socket.once('connect', resolve));
  }

  close(): void {
    this.#socket.disconnect();
  }
}
