import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Manager, io, type Socket } from 'socket.io-client';
import { startTestApplication, within, type TestApplication, type TestUser } from '../support/index.ts';

interface Refusal extends Error {
  data?: { code?: string };
}

describe('An address with a path', () => {
  let application: TestApplication;
  let admin: TestUser;
  const opened: Socket[] = [];

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('one');
  });
  after(async () => {
    for (const socket of opened) socket.close();
    await application.stop();
  });

  /** Waits for the refusal of a socket that must not connect. */
  function refusalOf(socket: Socket): Promise<Refusal> {
    opened.push(socket);
    const refused = new Promise<Refusal>((resolve, reject) => {
      socket.once('connect_error', resolve);
      socket.once('connect', () => {
        reject(new Error('It was let in.'));
      });
    });
    return within(refused, 'the refusal');
  }

  for (const transport of ['websocket', 'polling']) {
    it(`is refused over ${transport} with a reason and what to write instead, with a good token too`, async () => {
      for (const path of ['/api', '/api/v1/', '/socket.io', '/x'.repeat(300)]) {
        const auth = { token: admin.token };
        const options = { auth, transports: [transport], forceNew: true, reconnection: false };
        const { data, message } = await refusalOf(io(application.url + path, options));
        assert.deepEqual(data, { code: 'wrong_address' });
        assert.ok(message.includes(`io('${application.url}')`), message);
        assert.ok(message.length < 300);
      }
    });
  }

  it('is counted each time and logged once a minute, without what might be secret', async () => {
    const { wrong_address: before } = application.application.realtime.totals().refusedHandshakes;
    for (const path of ['/api', `/${admin.token}`]) {
      await refusalOf(io(application.url + path, { transports: ['websocket'], forceNew: true, reconnection: false }));
    }
    assert.equal(application.application.realtime.totals().refusedHandshakes.wrong_address, before + 2);
    const warnings = application.logged.filter((line) => line.includes('an address with a path'));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /"level":"warn"/);
    assert.ok(!application.logged.some((line) => line.includes(admin.token)));
  });

  it('takes nothing from the socket with the right address on the same connection', async () => {
    const manager = new Manager(application.url, { transports: ['websocket'], reconnection: false });
    const right = manager.socket('/', { auth: { token: admin.token } });
    opened.push(right);
    await within(new Promise<void>((resolve) => right.once('connect', resolve)), 'the right one to connect');
    assert.equal(
      (await refusalOf(manager.socket('/api', { auth: { token: admin.token } }))).data?.code,
      'wrong_address',
    );
    const heard = new Promise((resolve) => right.once('settings:changed', resolve));
    await application.logEvent('one', 'still here');
    await within(heard, 'the event');
    assert.equal(right.connected, true);
  });
});
