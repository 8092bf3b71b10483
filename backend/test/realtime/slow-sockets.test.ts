import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import type { WebSocket } from 'ws';
import type { EventPage } from '#contract/events';
import { createSocketServer, SlowSockets, type AppServer, type AppSocket } from '../../src/realtime/index.ts';
import {
  startTestApplication,
  within,
  type TestApplication,
  type TestSocket,
  type TestUser,
} from '../support/index.ts';

/** Makes the browser stop reading, or read on, as one does whose page hangs: the connection itself stays. */
function reading(socket: Socket, goesOn: boolean): void {
  const { ws } = socket.io.engine.transport as unknown as { ws: WebSocket };
  if (goesOn) ws.resume();
  else ws.pause();
}

/** Looks again at each turn of the event loop. */
function until(holds: () => boolean, what: string): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    const look = () => {
      if (holds()) resolve();
      else setImmediate(look);
    };
    look();
  });
  return within(reached, what);
}

const large = (name: string) => `${name} ${'x'.repeat(100_000)}`;

describe('A browser that stops reading', () => {
  let application: TestApplication;
  let admin: TestUser;
  let reader: TestSocket;

  beforeEach(async () => {
    application = await startTestApplication();
    admin = await application.createClient('one');
    reader = await application.socket(admin);
  });
  afterEach(() => application.stop());

  const seqsOf = (socket: TestSocket) => socket.dataOf('settings:changed').map(({ seq }) => seq ?? 0);
  const upTo = (seq: number) => Array.from({ length: seq }, (_none, index) => index + 1);
  const head = async () => (await admin.api.get<EventPage>('/events?after=0&reason=head')).body.seq;

  /** One large event after the other, each once all who read on have the one before, until `enough`. */
  async function writeUntil(readers: TestSocket[], enough: () => boolean): Promise<void> {
    for (let number = 0; !enough(); number++) {
      assert.ok(number < 900, 'nobody was cut');
      const kind = large(String(number));
      await application.logEvent('one', kind);
      await Promise.all(readers.map((socket) => socket.event('settings:changed', (data) => data.kind === kind)));
    }
  }

  it('is cut, while the others get everything in order, and catches up from the log', async () => {
    const others = [reader, await application.socket(admin, { transports: ['polling'] })];
    const stopped = [await application.socket(admin), await application.socket(admin)];
    const { realtime } = application.application;
    for (const socket of stopped) reading(socket.io, false);
    await writeUntil(others, () => realtime.figures('one').cutForSlowness === stopped.length);
    assert.equal(realtime.figures().sockets, others.length);
    const seq = await head();
    for (const socket of others) {
      await socket.event('settings:changed', (data) => data.seq === seq);
      assert.deepEqual(seqsOf(socket), upTo(seq));
    }

    for (const socket of stopped) {
      reading(socket.io, true);
      await within(socket.cut, 'the browser to see that it was cut');
      const seen = seqsOf(socket);
      assert.deepEqual(seen, upTo(seen.length));
      assert.ok(seen.length < seq);
      const again = await application.socket(admin);
      assert.ok((await again.join('one')).ok);
      for (let more = true; more;) {
        const query = `after=${String(seen.length)}&limit=20&reason=join`;
        const { body } = await admin.api.get<EventPage>(`/events?${query}`).expect(200);
        seen.push(...body.events.map((event) => event.seq));
        more = body.more;
      }
      assert.deepEqual(seen, upTo(seq));
    }
    assert.ok(!application.logged.some((line) => line.includes(admin.user.name) || line.includes(admin.user.id)));
  });

  it('does not hold up the end of the server, not even where nothing waits for it', async () => {
    const stopped = [
      await application.socket(admin),
      await application.socket(admin, { transports: ['polling', 'websocket'] }),
    ];
    await until(() => stopped.every(({ io }) => io.io.engine.transport.name === 'websocket'), 'the upgrade');
    for (const { io: socket } of stopped) reading(socket, false);
    await within(application.application.close(), 'the server to end', 15_000);
  });

  it('does not hold up the end of the server with what waits for it', async () => {
    const stopped = await application.socket(admin);
    reading(stopped.io, false);
    for (let number = 0; number < 100; number++) await application.logEvent('one', large(String(number)));
    await reader.events('settings:changed', 100);
    await within(application.application.close(), 'the server to end', 15_000);
  });
});

describe('SlowSockets', () => {
  let server: AppServer;
  const browsers: Socket[] = [];
  let now: number;
  let cut: { socket: AppSocket; bytes: number; waited: number }[];
  let slowSockets: SlowSockets;

  beforeEach(async () => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    server = createSocketServer(http, ['websocket', 'polling'], []);
    now = 0;
    cut = [];
    slowSockets = new SlowSockets(
      (socket, backlog) => cut.push({ socket, ...backlog }),
      () => now,
    );
  });
  afterEach(async () => {
    for (const browser of browsers.splice(0)) browser.close();
    for (const socket of server.of('/').sockets.values()) socket.request.socket.destroy();
    await server.close();
  });

  const url = () => `http://127.0.0.1:${String((server.httpServer.address() as AddressInfo).port)}`;
  const open = async (transport: 'websocket' | 'polling'): Promise<{ browser: Socket; socket: AppSocket }> => {
    const connected = new Promise<AppSocket>((resolve) => server.once('connection', resolve));
    const browser = io(url(), { transports: [transport], reconnection: false, forceNew: true });
    browsers.push(browser);
    const opened = new Promise<void>((resolve) => browser.once('connect', resolve));
    const socket = await within(connected, 'the socket');
    await within(opened, 'the socket to be open');
    await until(() => socket.conn.transport.writable, 'the socket to be idle');
    return { browser, socket };
  };
  const checkAt = (milliseconds: number) => {
    now = milliseconds;
    slowSockets.check(server.of('/').sockets.values());
  };
  const say = (socket: AppSocket, kind: string) =>
    socket.emit('settings:changed', { clientCode: 'one', at: '2026-01-01T00:00:00.000Z', kind });
  /** More than the operating system takes for a browser that does not read. */
  const fill = ({ browser, socket }: { browser: Socket; socket: AppSocket }) => {
    reading(browser, false);
    for (let number = 0; number < 200; number++) say(socket, large(String(number)));
  };

  for (const transport of ['websocket', 'polling'] as const) {
    it(`leaves who reads alone, over ${transport}, however long nothing is said`, async () => {
      const { browser, socket } = await open(transport);
      for (let seconds = 0; seconds < 100; seconds += 7) checkAt(seconds * 1_000);
      const heard = new Promise((resolve) => browser.once('settings:changed', resolve));
      say(socket, 'something');
      checkAt(101_000);
      await within(heard, 'the event');
      await until(() => socket.conn.transport.writable, 'the socket to be idle');
      checkAt(200_000);
      assert.equal(cut.length, 0);
    });
  }

  it('finds what has waited for more than 20 s, however little it is', async () => {
    const { browser, socket } = await open('websocket');
    fill({ browser, socket });
    checkAt(1_000);
    say(socket, 'a little more');
    checkAt(21_000);
    assert.equal(cut.length, 0);
    checkAt(21_001);
    assert.deepEqual(
      cut.map(({ waited }) => waited),
      [20_001],
    );
    assert.equal(cut[0]?.socket, socket);
  });

  it('finds more than 1 MiB at once', async () => {
    const { browser, socket } = await open('websocket');
    fill({ browser, socket });
    checkAt(1_000);
    for (let number = 0; number < 10; number++) say(socket, large(String(number)));
    checkAt(2_000);
    assert.equal(cut.length, 0);
    say(socket, large('the last drop'));
    checkAt(3_000);
    assert.equal(cut.length, 1);
    assert.ok((cut[0]?.bytes ?? 0) > 1_024 * 1_024);
  });

  it('leaves who has been slow for a while and reads again alone', async () => {
    const { browser, socket } = await open('websocket');
    fill({ browser, socket });
    checkAt(1_000);
    say(socket, 'the end');
    const heard = new Promise<void>((resolve) => {
      browser.on('settings:changed', ({ kind }: { kind: string }) => {
        if (kind === 'the end') resolve();
      });
    });
    reading(browser, true);
    await within(heard, 'everything');
    checkAt(19_000);
    fill({ browser, socket });
    checkAt(20_000);
    checkAt(39_000);
    assert.equal(cut.length, 0);
    assert.equal(socket.conn.listenerCount('packetCreate'), 1);
    slowSockets.forget(socket);
    assert.equal(socket.conn.listenerCount('packetCreate'), 0);
  });

  it('finds a browser that does not come back to fetch what waits for it', async () => {
    const connected = new Promise<AppSocket>((resolve) => server.once('connection', resolve));
    const address = `${url()}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1)) as { sid: string };
    await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '40' });
    const socket = await within(connected, 'the socket');
    await fetch(`${address}&sid=${sid}`);
    checkAt(1_000);
    checkAt(60_000);
    say(socket, 'left waiting');
    checkAt(79_999);
    assert.equal(cut.length, 0);
    checkAt(80_001);
    assert.equal(cut.length, 1);
  });
});
