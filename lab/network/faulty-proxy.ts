import { createServer as createHttpServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Gate } from './gate.ts';
import { GatedConnection } from './gated-connection.ts';

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
  readonly #toServer = new Gate();
  readonly #toBrowser = new Gate();
  readonly #connections = new Set<Socket>();
  readonly #tunnels = new Set<Tunnel>();
  #behaviour: Behaviour = 'pass';
  #refuses = false;

  private constructor(target: URL) {
    this.#target = target;
    const requests = createHttpServer((incoming, answer) => {
      this.#forward(incoming, answer);
    });
    requests.on('upgrade', (incoming: IncomingMessage, browser: Duplex, head: Buffer) => {
      this.#upgrade(incoming, browser, head);
    });
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      if (this.#refuses) {
        reset(socket);
        return;
      }
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
      requests.emit(
        'connection',
        new GatedConnection(socket, { toServer: this.#toServer, toBrowser: this.#toBrowser }),
      );
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
    for (const gate of this.#gates) gate.delay = milliseconds;
  }

  /** Nothing comes through any more, in either direction, and nobody is told. */
  fallSilent(): void {
    for (const gate of this.#gates) gate.hold();
  }

  /** What the product says comes through no more; the browsers are still heard. */
  holdAnswers(): void {
    this.#toBrowser.hold();
  }

  /** Resolves once there is an answer that is held. */
  async answerIsHeld(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#toBrowser.whenHolding(resolve);
    });
  }

  /** The end of silence. */
  speak(): void {
    for (const gate of this.#gates) gate.release();
  }

  /** Resets every open connection; new ones are taken again. */
  cut(): void {
    for (const socket of this.#connections) reset(socket);
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
      server.destroy();
    }
    this.#tunnels.clear();
  }

  async close(): Promise<void> {
    this.speak();
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get #gates(): readonly Gate[] {
    return [this.#toServer, this.#toBrowser];
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
      response.pipe(answer);
      response.on('error', () => answer.destroy());
    });
    outgoing.on('error', () => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
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
    browser.on('close', () => {
      this.#tunnels.delete(tunnel);
      server.destroy();
    });
    const lines = [`${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1`];
    for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
      const [name = '', value = ''] = incoming.rawHeaders.slice(index, index + 2);
      if (keeps({ name: name.toLowerCase() })) lines.push(`${name}: ${value}`);
    }
    server.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), head]));
    browser.pipe(server).pipe(browser);
  }
}

/** What the browser says is lost; when it hangs up, so does the proxy. */
function listenToNobody(browser: Duplex): void {
  browser.resume().once('end', () => browser.destroy());
}

/**
 * A connection that is being ended already cannot be reset: libuv refuses, and Node 24 then keeps the handle for ever, even
 * past the end of the process (`TCPWrap::Reset` in src/tcp_wrap.cc).
 */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
