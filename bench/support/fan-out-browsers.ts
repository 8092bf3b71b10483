/** Browsers in a process of their own: bare WebSockets that speak just enough Socket.IO to be let in and stay connected. */
import { WebSocket } from 'ws';
import type { BrowsersAnswer, BrowsersRequest } from './fan-out-messages.ts';

/** So many sockets are opened at a time. */
const AT_A_TIME = 50;

class Group {
  #sockets: WebSocket[] = [];
  #events = 0;
  #awaited: { events: number; reached: () => void } | undefined;

  async open(port: number, count: number): Promise<void> {
    const address = `ws://127.0.0.1:${String(port)}/socket.io/?EIO=4&transport=websocket`;
    while (this.#sockets.length < count) {
      const wave = Math.min(AT_A_TIME, count - this.#sockets.length);
      const first = this.#sockets.length;
      this.#sockets.push(
        ...(await Promise.all(
          Array.from({ length: wave }, (_none, index) => this.#openOne(address, `person-${String(first + index)}`)),
        )),
      );
    }
  }

  /** Resolves once all sockets together have got `events` for each of them, counted from the last time. */
  expect(events: number): Promise<void> {
    return new Promise((reached) => {
      this.#awaited = { events: events * this.#sockets.length, reached };
      this.#check();
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#sockets = [];
  }

  /** Engine.IO's packets: 0 open, 2 ping, 3 pong, 4 message. Socket.IO's within a message: 0 connect, 2 event. */
  #openOne(address: string, token: string): Promise<WebSocket> {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (frame: Buffer) => {
        const [kind, inner] = frame;
        if (kind === 0x34 && inner === 0x32) this.#hear(frame);
        else if (kind === 0x30) socket.send(`40${JSON.stringify({ token })}`);
        else if (kind === 0x32) socket.send('3');
        else if (kind === 0x34 && inner === 0x30) resolve(socket);
        else reject(new Error(`A socket was refused: ${frame.toString()}`));
      });
    });
  }

  /** Only messages count: what the product says about presence while sockets open does not. */
  #hear(frame: Buffer): void {
    if (frame[4] !== 0x6d) return;
    this.#events += 1;
    this.#check();
  }

  #check(): void {
    if (!this.#awaited || this.#events < this.#awaited.events) return;
    const { reached } = this.#awaited;
    this.#awaited = undefined;
    this.#events = 0;
    reached();
  }
}

const groups = new Map<string, Group>();

process.on('message', (request: BrowsersRequest) => {
  void carryOut(request).then(() => process.send?.({ done: request.do } satisfies BrowsersAnswer));
});

async function carryOut(request: BrowsersRequest): Promise<void> {
  if (request.do === 'stop') process.exit();
  const group = groups.get(request.group) ?? new Group();
  groups.set(request.group, group);
  if (request.do === 'open') await group.open(request.port, request.sockets);
  if (request.do === 'expect') await group.expect(request.events);
  if (request.do === 'close') group.close();
}
