import { WebSocket } from 'ws';

/** Browsers' sockets that count events `message:new`; the first of them also notes when each came. */
export class WebhookSockets {
  /** When the message with this number came, on the clock of `performance.now()`. */
  readonly cameAt = new Map<number, number>();
  readonly #sockets: WebSocket[] = [];
  #events = 0;
  #awaited: { events: number; reached: () => void } | undefined;

  /** Opens so many at a bare server, or with `auth` at the product. */
  async open(url: string, count: number, auth?: object): Promise<void> {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    while (this.#sockets.length < count) this.#sockets.push(await this.#openOne(address, auth));
  }

  /** Resolves once all sockets together have got `messages` for each of them, counted from the last time. */
  expect(messages: number): Promise<void> {
    return new Promise((reached) => {
      this.#awaited = { events: messages * this.#sockets.length, reached };
      this.#check();
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Engine.IO's packets: 0 open, 2 ping, 3 pong, 4 message. Socket.IO's within a message: 0 connect, 2 event. */
  #openOne(address: string, auth: object | undefined): Promise<WebSocket> {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    const isFirst = this.#sockets.length === 0;
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => {
        if (!auth) resolve(socket);
      });
      socket.on('message', (frame: Buffer) => {
        const [kind, inner] = frame;
        if (kind === 0x34 && inner === 0x32) this.#hear(frame, isFirst);
        else if (kind === 0x30) socket.send(`40${JSON.stringify(auth)}`);
        else if (kind === 0x32) socket.send('3');
        else if (kind === 0x34 && inner === 0x30) resolve(socket);
        else reject(new Error(`A socket was refused: ${frame.toString()}`));
      });
    });
  }

  /** `42["message:new",…`: others, such as presence and figures, do not count. */
  #hear(frame: Buffer, isFirst: boolean): void {
    if (frame.toString('latin1', 4, 15) !== 'message:new') return;
    if (isFirst) this.cameAt.set(Number(/Mensaje (\d+)/.exec(frame.toString())?.[1]), performance.now());
    this.#events += 1;
    this.#check();
  }

  #check(): void {
    if (!this.#awaited || this.#events < this.#awaited.events) return;
    const { reached, events } = this.#awaited;
    this.#awaited = undefined;
    this.#events -= events;
    reached();
  }
}
