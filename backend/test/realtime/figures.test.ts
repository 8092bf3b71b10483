import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { io } from 'socket.io-client';
import { createSocketServer, measureRoundTrips, RealtimeCounts } from '../../src/realtime/index.ts';
import { startTestApplication, within, type TestApplication, type TestUser } from '../support/index.ts';

describe('The figures of realtime', () => {
  let application: TestApplication;
  let one: TestUser;
  let two: TestUser;

  before(async () => {
    application = await startTestApplication();
    one = await application.createClient('one');
    two = await application.createClient('two');
  });
  after(() => application.stop());

  const figures = (clientCode?: string) => application.application.realtime.figures(clientCode);
  const totals = () => application.application.realtime.totals();

  it('count sockets by transport, of a client and of everybody', async () => {
    await application.socket(one);
    const leaving = await application.socket(one, { transports: ['polling'] });
    await application.socket(two, { auth: { token: two.token, resumed: true } });
    await application.socket(await application.operator());
    const ofOne = figures('one');
    assert.deepEqual([ofOne.sockets, ofOne.websocket, ofOne.polling], [2, 1, 1]);
    assert.deepEqual([ofOne.connections, ofOne.reconnections, ofOne.reconnectionsLastHour], [2, 0, 0]);
    const ofTwo = figures('two');
    assert.deepEqual([ofTwo.connections, ofTwo.reconnections, ofTwo.reconnectionsLastHour], [1, 1, 1]);
    const all = figures();
    assert.deepEqual([all.sockets, all.websocket, all.polling, all.connections], [4, 3, 1, 4]);
    assert.equal(all.reconnections, 1);

    const server = application.application.realtime;
    leaving.close();
    await within(
      (async () => {
        while (server.figures('one').sockets > 1) await one.api.get('/auth/me');
      })(),
      'the socket to be gone',
    );
    assert.equal(figures('one').connections, 2);
  });

  it('count reads of the log by their reason, what they brought, and who has to start over', async () => {
    for (const kind of ['a', 'b', 'c']) await application.logEvent('one', kind);
    const { seq } = (await one.api.get<{ seq: number }>('/events?after=0&reason=head').expect(200)).body;
    const before = figures('one');
    const read = (after: number, reason?: string) =>
      one.api.get(`/events?after=${String(after)}${reason === undefined ? '' : `&reason=${reason}`}`);
    await read(seq - 3, 'join').expect(200);
    await read(seq - 1, 'hole').expect(200);
    await read(seq - 2, 'poll').expect(200);
    await read(seq - 2).expect(200);
    await read(seq + 1, 'join').expect(410);
    await read(0, 'boredom').expect(400);
    const afterwards = figures('one');
    assert.equal(afterwards.catchUps - before.catchUps, 2);
    assert.equal(afterwards.gaps - before.gaps, 1);
    assert.equal(afterwards.recoveredEvents - before.recoveredEvents, 4);
    assert.equal(afterwards.startOvers - before.startOvers, 1);
    assert.deepEqual(figures('two').recoveredEvents, 0);
    assert.deepEqual(totals().reads, { head: 1, join: 2, hole: 1, poll: 1, unsaid: 1 });
  });

  it('count what is refused by its reason, and events by their name', async () => {
    const before = totals();
    await assert.rejects(application.socket(undefined, { auth: { token: 'forged' } }));
    await assert.rejects(application.socket(one, { auth: { token: one.token, clientCode: 'two' } }));
    const socket = await application.socket(two);
    await socket.join('one');
    await application.logEvent('two', 'counted');
    await socket.event('settings:changed', ({ kind }) => kind === 'counted');
    const { refusedHandshakes, refusedJoins, emitted } = totals();
    assert.equal(refusedHandshakes.unauthorized, 1);
    assert.equal(refusedHandshakes.forbidden_client, 1);
    assert.equal(refusedJoins - before.refusedJoins, 1);
    assert.equal((emitted['settings:changed'] ?? 0) - (before.emitted['settings:changed'] ?? 0), 1);
    assert.equal(application.application.realtime.counts()['refusedHandshakes'], 2);
  });
});

describe('RealtimeCounts', () => {
  it('forget reconnections after an hour', () => {
    let now = 0;
    const counts = new RealtimeCounts(() => now);
    const lastHour = () => counts.figures('', { websocket: 0, polling: 0 }).reconnectionsLastHour;
    counts.add('reconnections');
    now = 30 * 60_000;
    counts.add('reconnections');
    counts.add('reconnections');
    now = 59 * 60_000;
    assert.equal(lastHour(), 3);
    now = 60 * 60_000;
    assert.equal(lastHour(), 2);
    now = 200 * 60_000;
    assert.equal(lastHour(), 0);
    assert.equal(counts.totals.reconnections, 3);
  });

  it('give round-trip times of the last heartbeats, and none before the first', () => {
    const counts = new RealtimeCounts(() => 0);
    const roundTrips = () => {
      const { roundTripP50, roundTripP95 } = counts.figures('', { websocket: 0, polling: 0 });
      return [roundTripP50, roundTripP95];
    };
    assert.deepEqual(roundTrips(), [null, null]);
    for (let sample = 0; sample < 1_000; sample++) counts.addRoundTrip(5_000);
    for (let sample = 1; sample <= 512; sample++) counts.addRoundTrip(sample);
    assert.deepEqual(roundTrips(), [257, 487]);
  });
});

describe('Round trips', () => {
  it('are measured by the heartbeat of the connection, until its socket ends', async () => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = createSocketServer(http, ['websocket'], []);
    server.engine.opts.pingInterval = 20;
    const url = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
    const measured = new Promise<number>((resolve) => {
      server.on('connection', (socket) => {
        measureRoundTrips(socket, resolve);
      });
    });
    const browser = io(url, { transports: ['websocket'], reconnection: false });
    try {
      const milliseconds = await within(measured, 'an answered heartbeat');
      assert.ok(milliseconds >= 0 && Number.isFinite(milliseconds));
      const socket = [...server.of('/').sockets.values()][0] ?? assert.fail('there is no socket');
      const { conn } = socket;
      const before = conn.listenerCount('heartbeat');
      socket.disconnect();
      assert.equal(conn.listenerCount('heartbeat'), before - 1);
    } finally {
      browser.close();
      await server.close();
    }
  });
});
