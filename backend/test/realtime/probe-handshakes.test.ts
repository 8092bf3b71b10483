import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import type { HandshakeTrial } from '#contract/probe';
import { FaultyProxy } from '../../../lab/network/index.ts';
import { rawRequest, startTestApplication, within, type TestApplication, type TestUser } from '../support/index.ts';

describe('A handshake on trial', () => {
  let application: TestApplication;
  let admin: TestUser;
  let now = new Date('2026-03-01T12:00:00.000Z');
  const sockets: Socket[] = [];

  before(async () => {
    application = await startTestApplication({ clock: () => now });
    admin = await application.createClient('one');
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await application.stop();
  });

  const newId = () => randomBytes(12).toString('base64url');
  const trial = async (id: string) =>
    (await application.anonymous.get<HandshakeTrial>(`/probe/handshakes/${id}`).expect(200)).body.arrivals;

  /** Tries as the connection doctor does; resolves once the socket is open or refused. */
  async function tryToConnect(
    transport: 'websocket' | 'polling',
    options: { url?: string; signedIn?: boolean; origin?: string } = {},
  ): Promise<string> {
    const { url = application.url, signedIn = true, origin } = options;
    const id = newId();
    const socket = io(url, {
      forceNew: true,
      reconnection: false,
      transports: [transport],
      query: { probe: id },
      auth: signedIn ? { token: admin.token } : {},
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    sockets.push(socket);
    const settled = new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.once('connect_error', () => {
        resolve();
      });
    });
    await within(settled, 'the handshake to end');
    return id;
  }

  for (const transport of ['websocket', 'polling'] as const) {
    it(`is shown as it arrived and was opened over ${transport}`, async () => {
      const arrivals = await trial(await tryToConnect(transport));
      assert.equal(arrivals.length, 1);
      const { host } = new URL(application.url);
      const [{ at, arrival, ...rest }] = arrivals as [HandshakeTrial['arrivals'][0]];
      assert.deepEqual(rest, { transport, outcome: 'opened' });
      assert.equal(at, now.toISOString());
      assert.deepEqual([arrival.path, arrival.host, arrival.protocol], ['/socket.io/', host, 'http']);
      assert.equal(arrival.upgrade, transport === 'websocket' ? 'websocket' : null);
      assert.deepEqual(arrival.forwarded, {});
    });

    it(`tells over ${transport} why it was refused`, async () => {
      const refusal = async (id: string) => (await trial(id)).map(({ outcome, refusal: code }) => [outcome, code]);
      const foreign = await tryToConnect(transport, { origin: 'https://evil.test' });
      assert.deepEqual(await refusal(foreign), [['refused', 'forbidden_origin']]);
      assert.equal((await trial(foreign))[0]?.arrival.origin, 'https://evil.test');
      const nobody = await tryToConnect(transport, { signedIn: false });
      assert.deepEqual(await refusal(nobody), [['refused', 'unauthorized']]);
      const withPath = await tryToConnect(transport, { url: `${application.url}/api` });
      assert.deepEqual(await refusal(withPath), [['refused', 'wrong_address']]);
    });
  }

  it('names a proxy that takes Upgrade away', async () => {
    const proxy = await FaultyProxy.start(application.url);
    try {
      proxy.behave('strip-upgrade');
      const [stripped, ...others] = await trial(await tryToConnect('websocket', { url: proxy.url }));
      assert.deepEqual([stripped?.transport, stripped?.outcome, others.length], ['websocket', 'no_upgrade', 0]);
      assert.equal(stripped?.arrival.upgrade, null);
      const polling = await trial(await tryToConnect('polling', { url: proxy.url }));
      assert.deepEqual([polling[0]?.transport, polling[0]?.outcome], ['polling', 'opened']);
      proxy.behave('block-sockets');
      assert.deepEqual(await trial(await tryToConnect('websocket', { url: proxy.url })), []);
      proxy.behave('pass');
      assert.equal((await trial(await tryToConnect('websocket', { url: proxy.url })))[0]?.outcome, 'opened');
    } finally {
      await proxy.close();
    }
  });

  it('names one that keeps Upgrade but closes the connection', async () => {
    const id = newId();
    const address = `${application.url}/socket.io/?EIO=4&transport=websocket&probe=${id}`;
    const { status } = await rawRequest(address, { upgrade: 'websocket', connection: 'close' });
    assert.equal(status, 400);
    const [arrival] = await trial(id);
    assert.equal(arrival?.outcome, 'no_upgrade');
    assert.deepEqual([arrival.arrival.upgrade, arrival.arrival.connection], ['websocket', 'close']);
  });

  it('shows what Engine.IO does not understand as refused, without a code', async () => {
    const id = newId();
    await rawRequest(`${application.url}/socket.io/?EIO=3&transport=polling&probe=${id}`);
    await rawRequest(`${application.url}/socket.io/?EIO=4&transport=polling&sid=gone&probe=${id}`);
    await rawRequest(`${application.url}/socket.io/?EIO=4&transport=pigeon&probe=${id}`);
    const arrivals = await trial(id);
    assert.deepEqual(
      arrivals.map(({ transport, outcome, refusal }) => [transport, outcome, refusal]),
      [
        ['polling', 'refused', undefined],
        ['polling', 'refused', undefined],
      ],
    );
  });

  it('is empty where nothing has arrived, and 400 for what is no id', async () => {
    assert.deepEqual(await trial(newId()), []);
    for (const id of ['short', 'x'.repeat(65), 'with%20spaces%20in%20it']) {
      await application.anonymous.get(`/probe/handshakes/${id}`).expect(400);
    }
  });

  it('is kept for a minute, and no more than twenty times', async () => {
    const id = newId();
    const address = `${application.url}/socket.io/?EIO=4&transport=websocket&probe=${id}`;
    for (let times = 0; times < 25; times += 1) await rawRequest(address);
    assert.equal((await trial(id)).length, 20);
    now = new Date(now.getTime() + 59_000);
    assert.equal((await trial(id)).length, 20);
    now = new Date(now.getTime() + 2_000);
    assert.deepEqual(await trial(id), []);
  });

  it('gives way when a thousand others have come', async () => {
    const first = newId();
    const ask = (id: string) => rawRequest(`${application.url}/socket.io/?EIO=4&transport=websocket&probe=${id}`);
    await ask(first);
    assert.equal((await trial(first)).length, 1);
    const last = newId();
    for (let others = 0; others < 999; others += 27) await Promise.all(Array.from({ length: 27 }, () => ask(newId())));
    await ask(last);
    assert.deepEqual(await trial(first), []);
    assert.equal((await trial(last)).length, 1);
  });
});
