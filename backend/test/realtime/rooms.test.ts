import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestApplication, within, type TestApplication, type TestUser } from '../support/index.ts';

describe('The room of a client', () => {
  let application: TestApplication;
  let one: TestUser;
  let agent: TestUser;
  let two: TestUser;
  const qr = {
    sessionId: 'line-1',
    qr: '2@shown-to-admins',
    expiresAt: '2026-01-01T00:00:20.000Z',
    attempt: 1,
    attempts: 5,
  };

  before(async () => {
    application = await startTestApplication({
      hooks: {
        contactExists: (clientCode, contactId) => Promise.resolve(contactId === `contact-of-${clientCode}`),
        currentQrs: (clientCode) => (clientCode === 'one' ? [qr] : []),
      },
    });
    one = await application.createClient('one');
    agent = await application.createUser(one, 'Ana');
    two = await application.createClient('two');
  });
  after(() => application.stop());

  it('brings each event once to every socket of the client, in order, and to nobody else', async () => {
    const sockets = [await application.socket(one), await application.socket(agent, { transports: ['polling'] })];
    const foreign = await application.socket(two);
    const operator = await application.socket(await application.operator());
    await Promise.all([foreign.join('two'), ...sockets.map((socket) => socket.join('one'))]);
    for (const kind of ['labels', 'bot', 'last of one']) await application.logEvent('one', kind);
    await application.logEvent('two', 'last of two');

    await foreign.event('settings:changed', ({ kind }) => kind === 'last of two');
    for (const socket of sockets) {
      await socket.event('settings:changed', ({ kind }) => kind === 'last of one');
      const events = socket.dataOf('settings:changed');
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['labels', 'bot', 'last of one'],
      );
      assert.deepEqual(new Set(events.map(({ clientCode }) => clientCode)), new Set(['one']));
      const seqs = events.map(({ seq }) => seq ?? 0);
      assert.deepEqual(
        seqs,
        seqs.map((_seq, index) => (seqs[0] ?? 0) + index),
      );
    }
    assert.deepEqual(
      foreign.dataOf('settings:changed').map(({ kind }) => kind),
      ['last of two'],
    );
    assert.ok(foreign.received.every(({ data }) => data.clientCode === 'two'));
    assert.deepEqual(operator.received, []);
  });

  it('brings what is stored together whole and in order, whatever its size', async () => {
    const sockets = [await application.socket(one), await application.socket(agent, { transports: ['polling'] })];
    await Promise.all(sockets.map((socket) => socket.join('one')));
    // A frame says its length in one, three or nine bytes.
    const around = Array.from({ length: 100 }, (_, length) => length);
    const kinds = ['', 'ñ', '👋🏽'].flatMap((letter) =>
      [...around, 65_300, 65_535, 70_000].map((length) => letter + 'a'.repeat(length)),
    );
    kinds.push('last of many');
    await Promise.all(kinds.map((kind) => application.logEvent('one', kind)));
    for (const socket of sockets) {
      await socket.event('settings:changed', ({ kind }) => kind === 'last of many');
      assert.deepEqual(
        socket.dataOf('settings:changed').map(({ kind }) => kind),
        kinds,
      );
    }
  });

  it('stays the same when a socket goes over from polling to WebSocket', async () => {
    const socket = await application.socket(agent, { transports: ['polling', 'websocket'] });
    const { engine } = socket.io.io;
    if (engine.transport.name !== 'websocket') {
      await within(new Promise((resolve) => engine.once('upgrade', resolve)), 'the upgrade');
    }
    await application.logEvent('one', 'upgraded');
    await socket.event('settings:changed', ({ kind }) => kind === 'upgraded');
    assert.equal((await socket.join('one')).ok, true);
  });

  it('answers joining with the head of the log', async () => {
    const socket = await application.socket(agent);
    const before = await socket.join('one');
    await application.logEvent('one', 'labels');
    const afterwards = await socket.join('one');
    assert.ok(before.ok && afterwards.ok);
    assert.equal(afterwards.epoch, before.epoch);
    assert.equal(afterwards.seq, before.seq + 1);
  });

  it('refuses a foreign client, counts it, and nothing of that client arrives', async () => {
    const socket = await application.socket(two);
    assert.deepEqual(await socket.join('one'), { ok: false, error: 'forbidden_client' });
    await application.logEvent('one', 'secret');
    await application.logEvent('two', 'own');
    await socket.event('settings:changed', ({ kind }) => kind === 'own');
    assert.deepEqual(
      socket.dataOf('settings:changed').map(({ kind }) => kind),
      ['own'],
    );
    const health = (await (await fetch(`${application.url}/health`)).json()) as {
      parts: { realtime: { refusedJoins: number } };
    };
    assert.ok(health.parts.realtime.refusedJoins >= 1);
  });

  it('shows the current QR to admins on joining, and new ones to admins only', async () => {
    const [admin, colleague] = [await application.socket(one), await application.socket(agent)];
    await Promise.all([admin.join('one'), colleague.join('one')]);
    const shown = await admin.event('whatsapp:qr');
    assert.equal(shown.qr, qr.qr);
    assert.equal(shown.clientCode, 'one');
    application.application.realtime.emitPassing('one', 'whatsapp:qr', { ...qr, qr: '2@second' });
    await admin.event('whatsapp:qr', (data) => data.qr === '2@second');
    await application.logEvent('one', 'afterwards');
    await colleague.event('settings:changed', ({ kind }) => kind === 'afterwards');
    assert.deepEqual(colleague.dataOf('whatsapp:qr'), []);
  });

  it('lets nobody into the conversation of a foreign contact', async () => {
    const socket = await application.socket(two);
    assert.deepEqual(await socket.joinConversation('contact-of-one'), { ok: false, error: 'not_found' });
    assert.deepEqual(await socket.joinConversation('contact-of-two'), { ok: true });
    assert.deepEqual(await socket.io.emitWithAck('leave:conversation', 'contact-of-two'), { ok: true });
    assert.deepEqual(await socket.io.emitWithAck('leave:conversation', 'contact-of-two'), {
      ok: false,
      error: 'not_found',
    });
  });
});
