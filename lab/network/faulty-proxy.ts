import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Gate, GatedStream } from './gate.ts';

/**
 * What proxies do to connections.
 *
 * - `pass`: nothing.
 * - `strip-upgrade`: forwards a WebSocket handshake without its `Upgrade`, as a plain request.
 * - `swallow-upgrade`: takes a WebSocket handshake and never answers it.
 * - `block-sockets`: answers 404 to everything under `/socket.io/`.
 */
export type Behaviour = 'pass' | 'strip-upgrade' | 'swallow-upgrade' | 'block-sockets';

/** The two ends of one WebSocket that is passed on. */
interface Tunnel {
  readonly browser: Duplex;
  readonly server: Socket;
}

/** A reverse proxy between a browser and the product, with the faults of real ones. It changes while connections are open. */
export class FaultyProxy {
  #target: URL;
  readonly #server: Server;
  readonly #gate = new Gate();
  readonly #connections = new Set<Socket>();
  readonly #tunnels = new Set<Tunnel>();
  #behaviour: Behaviour = 'pass';
  #refuses = false;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((incoming, answer) => {
      this.#forward(incoming, answer);
    });
    this.#server.on('upgrade', (incoming: IncomingMessage, browser: Duplex, head: Buffer) => {
      this.#upgrade(incoming, browser, head);
    });
    this.#server.on('connection', (socket) => {
      if (this.#refuses) {
        socket.resetAndDestroy();
        return;
      }
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
      socket.on('error', () => socket.destroy());
    });
  }

  /** Listens on a free port, or the given one, of this machine. `target` is the origin of the product. */
  static async start(target: string, port = 0): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(target));
    await new Promise<void>((resolve) => proxy.#server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
  }

  /** Passes what comes from now on to another origin. */
  leadTo(target: string): void {
    this.#target = new URL(target);
  }

  /** Every chunk of bytes takes so many milliseconds more, each way. */
  delay(milliseconds: number): void {
    this.#gate.delay = milliseconds;
  }

  /** Nothing comes through any more, in either direction, and nobody is told. */
  fallSilent(): void {
    this.#gate.hold();
  }

  /** The end of silence. */
  speak(): void {
    this.#gate.release();
  }

  /** Resets every open connection; new ones are taken again. */
  cut(): void {
    for (const socket of this.#connections) socket.resetAndDestroy();
  }

  /** Resets every open connection and each new one, as a machine does on which nobody listens. */
  refuse(): void {
    this.#refuses = true;
    this.cut();
  }

  /** The end of refusing. */
  accept(): void {
    this.#refuses = false;
  }

  /** Hangs up on the product but lets the browsers believe that their WebSockets are open. */
  halfClose(): void {
    for (const { browser, server } of this.#tunnels) {
      browser.unpipe();
      listenToNobody(browser);
      server.unpipe();
      server.removeAllListeners('close');
      server.destroy();
    }
    this.#tunnels.clear();
  }

  async close(): Promise<void> {
    this.#gate.release();
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #forward(incoming: IncomingMessage, answer: ServerResponse): void {
    if (this.#behaviour === 'block-sockets' && incoming.url?.startsWith('/socket.io/')) {
      answer.writeHead(404, { 'content-type': 'text/plain' }).end('Blocked by the proxy\n');
      return;
    }
    const { method, url, headers } = incoming;
    const outgoing = request(this.#target, { method, path: url, headers: { ...headers, connection: 'close' } });
    outgoing.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      answer.flushHeaders();
      response.pipe(new GatedStream(this.#gate)).pipe(answer);
      response.on('error', () => answer.destroy());
    });
    outgoing.on('error', () => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(new GatedStream(this.#gate)).pipe(outgoing);
  }

  #upgrade(incoming: IncomingMessage, browser: Duplex, head: Buffer): void {
    browser.on('error', () => browser.destroy());
    switch (this.#behaviour) {
      case 'swallow-upgrade':
        listenToNobody(browser);
        return;
      case 'block-sockets':
        browser.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      case 'strip-upgrade':
        this.#tunnel(incoming, browser, head, ({ name }) => name !== 'upgrade' && name !== 'connection');
        return;
      case 'pass':
        this.#tunnel(incoming, browser, head, () => true);
    }
  }

  #tunnel(
    incoming: IncomingMessage,
    browser: Duplex,
    head: Buffer,
    keeps: (header: { name: string }) => boolean,
  ): void {
    const server = connect({ host: this.#target.hostname, port: Number(this.#target.port) });
    const tunnel = { browser, server };
    this.#tunnels.add(tunnel);
    server.on('error', () => browser.destroy());
    server.on('close', () => browser.destroy());
    browser.on('close', () => {
      this.#tunnels.delete(tunnel);
      server.destroy();
    });
    const lines = [`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1`];
    for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
      const [name = '', value = ''] = incoming.rawHeaders.slice(index, index + 2);
      if (keeps({ name: name.toLowerCase() })) lines.push(`${name}: ${value}`);
    }
    const toServer = new GatedStream(this.#gate);
    toServer.pipe(server);
    toServer.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), head]));
    browser.pipe(toServer);
    server.pipe(new GatedStream(this.#gate)).pipe(browser);
  }
}

/** What the browser says is lost; when it hangs up, so does the proxy. */
function listenToNobody(browser: Duplex): void {
  browser.resume().once('end', () => browser.destroy());
}
