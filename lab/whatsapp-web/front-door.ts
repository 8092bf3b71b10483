import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Exchange } from './exchange.ts';

const PATH = '/ws/chat';

/** The port that companions connect to, and fetch files from. It can refuse them, or leave them without an answer. */
export class FrontDoor {
  readonly #host: string;
  readonly #http: Server;
  readonly #webSockets = new WebSocketServer({ noServer: true, path: PATH });
  readonly #connections = new Set<Socket>();

  constructor(
    host: string,
    exchange: Exchange,
    { serve, welcome }: { serve: RequestListener; welcome: (socket: WebSocket) => void },
  ) {
    this.#host = host;
    this.#http = createServer(serve);
    this.#http.on('connection', (socket: Socket) => {
      socket.on('error', () => socket.destroy());
      if (exchange.faults.refuseConnections) {
        socket.resetAndDestroy();
        return;
      }
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      exchange.silence.pass(() => {
        this.#webSockets.handleUpgrade(request, socket, head, welcome);
      });
    });
  }

  async open(port: number): Promise<void> {
    this.#http.listen(port, this.#host);
    await once(this.#http, 'listening');
  }

  get url(): string {
    return `ws://${this.#address}${PATH}`;
  }

  get mediaUrl(): string {
    return `http://${this.#address}`;
  }

  /** Ends every connection and frees the port. */
  async close(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  get #address(): string {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The server is closed');
    return `${this.#host}:${address.port}`;
  }
}
