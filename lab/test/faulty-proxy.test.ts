import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { FaultyProxy } from '../network/index.ts';

interface Told {
  name: string;
  method: string;
  body: string;
  host: string;
}

/** Answers with what it was asked, and sends back what comes over an upgraded connection. */
class Echo {
  readonly name: string;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  requests: string[] = [];

  constructor(name: string) {
    this.name = name;
    this.#server = createServer((request, answer) => {
      this.requests.push(request.url ?? '');
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString();
        answer.writeHead(request.url === '/missing' ? 404 : 200, { 'content-type': 'application/json' });
        answer.end(JSON.stringify({ name, method: request.method, body, host: request.headers.host }));
      });
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
      socket.pipe(socket);
    });
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A plain connection that remembers what comes. */
class Browser {
  readonly socket: Socket;
  readonly gone: Promise<unknown>;
  heard = '';
  readonly #waiting = new Set<() => void>();

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.setEncoding('utf8').on('data', (text: string) => {
      this.heard += text;
      for (const look of this.#waiting) look();
    });
    this.socket.on('error', () => this.socket.destroy());
    this.gone = new Promise((resolve) => this.socket.once('close', resolve));
  }

  say(text: string): void {
    this.socket.write(text);
  }

  handshake(path = '/socket.io/'): void {
    this.say(`GET ${path} HTTP/1.1\r\nHost: crm.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
  }

  hears(text: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.heard.includes(text)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

describe('A proxy with faults', () => {
  let server: Echo;
  let proxy: FaultyProxy;
  const browsers: Browser[] = [];

  before(async () => {
    server = await new Echo('first').listen();
  });
  after(() => server.close());
  beforeEach(async () => {
    server.requests = [];
    proxy = await FaultyProxy.start(server.url);
  });
  afterEach(async () => {
    for (const { socket } of browsers.splice(0)) socket.destroy();
    await proxy.close();
  });

  function openBrowser(): Browser {
    const browser = new Browser(proxy.url);
    browsers.push(browser);
    return browser;
  }

  async function openTunnel(): Promise<Browser> {
    const browser = openBrowser();
    browser.handshake();
    await browser.hears('101 Switching Protocols');
    return browser;
  }

  async function ask(path = '/api/things', options: RequestInit = {}): Promise<Told> {
    const answer = await fetch(`${proxy.url}${path}`, options);
    return (await answer.json()) as Told;
  }

  test('passes requests with their bodies, and answers with their status', async () => {
    assert.deepEqual(await ask('/api/things', { method: 'POST', body: 'hello' }), {
      name: 'first',
      method: 'POST',
      body: 'hello',
      host: new URL(proxy.url).host,
    });
    assert.equal((await fetch(`${proxy.url}/missing`)).status, 404);
  });

  test('passes both directions of a WebSocket', async () => {
    const browser = await openTunnel();
    browser.say('one two');
    await browser.hears('one two');
  });

  test('takes away the upgrade, so that the handshake is answered as a request', async () => {
    proxy.behave('strip-upgrade');
    const browser = openBrowser();
    browser.handshake('/socket.io/?transport=websocket');
    await browser.hears('"method":"GET"');
    assert.match(browser.heard, /^HTTP\/1.1 200/);
    assert.deepEqual(server.requests, ['/socket.io/?transport=websocket']);
  });

  test('swallows the upgrade: no answer comes, while requests pass', async () => {
    proxy.behave('swallow-upgrade');
    const browser = openBrowser();
    browser.handshake();
    assert.equal((await ask()).name, 'first');
    assert.equal(browser.heard, '');
    browser.socket.end();
    await browser.gone;
  });

  test('blocks what is under /socket.io/ and nothing else', async () => {
    proxy.behave('block-sockets');
    assert.equal((await fetch(`${proxy.url}/socket.io/?transport=polling`)).status, 404);
    const browser = openBrowser();
    browser.handshake();
    await browser.gone;
    assert.match(browser.heard, /^HTTP\/1.1 404/);
    assert.equal((await ask()).name, 'first');
    assert.deepEqual(server.requests, ['/api/things']);
  });

  test('makes requests and answers later', async () => {
    proxy.delay(300);
    const late = ask().then(() => 'late');
    assert.equal(await Promise.race([late, fetch(server.url).then(() => 'direct')]), 'direct');
    assert.deepEqual(server.requests, ['/']);
    assert.equal(await late, 'late');
  });

  // Waiting for each other, the pieces would take forty seconds.
  test('makes nothing slower: the next piece does not wait for the one before', { timeout: 20_000 }, async () => {
    proxy.delay(100);
    const browser = await openTunnel();
    const pieces = Array.from({ length: 200 }, (_, piece) => ` ${String(piece)}`);
    for (const piece of pieces) {
      browser.say(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await browser.hears(pieces.join(''));
  });

  test('passes much while delayed and silent, whole and in order', async () => {
    proxy.delay(5);
    const body = Array.from({ length: 100_000 }, (_, number) => number).join(' ');
    const asked = ask('/api/things', { method: 'POST', body });
    proxy.fallSilent();
    proxy.speak();
    assert.equal((await asked).body, body);
  });

  test('falls silent and speaks again: what was held comes whole, in order', async () => {
    const browser = await openTunnel();
    browser.say('before ');
    await browser.hears('before ');
    const { heard } = browser;
    proxy.fallSilent();
    browser.say('during 1 ');
    browser.say('during 2 ');
    const asked = ask();
    // Connections that do not go through the proxy show that everything else goes on.
    for (let turn = 0; turn < 20; turn += 1) await fetch(server.url);
    assert.equal(browser.heard, heard);
    assert.ok(!server.requests.includes('/api/things'));
    proxy.speak();
    await browser.hears('during 1 during 2 ');
    assert.equal((await asked).name, 'first');
  });

  test('holds answers while the server still hears', async () => {
    proxy.holdAnswers();
    let answered = false;
    const asked = ask().finally(() => (answered = true));
    await proxy.answerIsHeld();
    assert.deepEqual(server.requests, ['/api/things']);
    await fetch(server.url);
    assert.equal(answered, false);
    proxy.speak();
    assert.equal((await asked).name, 'first');
  });

  test('silence reaches the sender: what is not read waits there', async () => {
    const browser = await openTunnel();
    proxy.fallSilent();
    const much = 'x'.repeat(16 * 1_024 * 1_024);
    assert.equal(browser.socket.write(much), false);
    await fetch(server.url);
    assert.ok(browser.socket.writableLength > 0);
    proxy.speak();
    await browser.hears(much);
  });

  test('cuts every connection at both ends and takes new ones', async () => {
    const browser = await openTunnel();
    proxy.cut();
    await browser.gone;
    assert.equal((await ask()).name, 'first');
    await openTunnel();
  });

  test('refuses, as nobody listening would, until it accepts again', async () => {
    const browser = await openTunnel();
    proxy.refuse();
    await browser.gone;
    await assert.rejects(ask());
    await openBrowser().gone;
    proxy.accept();
    assert.equal((await ask()).name, 'first');
  });

  test('half-closes: the server sees the end, the browser sees nothing and is heard by nobody', async () => {
    const browser = await openTunnel();
    const before = server.openConnections;
    proxy.halfClose();
    browser.say('is anybody there');
    while (server.openConnections === before) await fetch(server.url, { headers: { connection: 'close' } });
    assert.equal(browser.socket.readyState, 'open');
    assert.ok(!browser.heard.includes('is anybody there'));
    browser.socket.end();
    await browser.gone;
  });

  test('hangs up on the browser when the server does', async () => {
    const other = await new Echo('other').listen();
    proxy.leadTo(other.url);
    const browser = await openTunnel();
    await other.close();
    await browser.gone;
    assert.equal((await fetch(`${proxy.url}/api/things`)).status, 502);
    proxy.leadTo(server.url);
    assert.equal((await ask()).name, 'first');
  });

  test('leaves nothing open when it is closed', async () => {
    const held = await openTunnel();
    proxy.behave('swallow-upgrade');
    const swallowed = openBrowser();
    swallowed.handshake();
    proxy.fallSilent();
    await proxy.close();
    await Promise.all([held.gone, swallowed.gone]);
    proxy = await FaultyProxy.start(server.url);
  });
});
