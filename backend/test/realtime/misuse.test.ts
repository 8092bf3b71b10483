import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startTestApplication,
  within,
  type TestApplication,
  type TestSocket,
  type TestUser,
} from '../support/index.ts';

/** Sends what the typed socket would not let through. */
function emitRaw(socket: TestSocket, name: string, ...args: unknown[]): void {
  (socket.io as unknown as { emit(name: string, ...args: unknown[]): void }).emit(name, ...args);
}

function emitRawWithAck(socket: TestSocket, name: string, ...args: unknown[]): Promise<unknown> {
  const sender = socket.io as unknown as { emitWithAck(name: string, ...args: unknown[]): Promise<unknown> };
  return within(sender.emitWithAck(name, ...args), `the ack of ${name}`);
}

describe('A socket that misbehaves', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('one');
  });
  after(() => application.stop());

  const names = ['join_client_room', 'join:conversation', 'leave:conversation', 'typing:start', 'typing:stop'];
  const garbage = [
    undefined,
    null,
    7,
    true,
    '',
    'x'.repeat(500),
    [],
    ['one'],
    {},
    { contactId: 7 },
    JSON.parse('{"__proto__":{"contactId":"x"}}'),
    Buffer.from('one'),
  ];

  it('gets a clear answer to every wrong argument, and stays connected', async () => {
    for (const name of names) {
      const socket = await application.socket(admin);
      for (const argument of garbage) {
        assert.deepEqual(await emitRawWithAck(socket, name, argument), { ok: false, error: 'bad_request' }, name);
        emitRaw(socket, name, argument);
        emitRaw(socket, name, argument, 'not an ack', { nested: true });
      }
      emitRaw(socket, name);
      emitRaw(socket, 'no such event', { a: 1 }, () => undefined);
      assert.equal((await socket.join('one')).ok, true);
    }
  });

  it('is cut when it sends too many events', async () => {
    const [flood, neighbour] = [await application.socket(admin), await application.socket(admin)];
    for (let sent = 0; sent < 2_000; sent++) flood.io.emit('typing:start', 'contact');
    assert.match(await within(flood.cut, 'the flood to be cut'), /^(io server disconnect|transport close)$/);
    assert.equal((await neighbour.join('one')).ok, true);
  });

  it('is cut when it sends too much at once', async () => {
    const [large, neighbour] = [await application.socket(admin), await application.socket(admin)];
    emitRaw(large, 'typing:start', 'x'.repeat(70_000));
    await within(large.cut, 'the large one to be cut');
    assert.equal((await neighbour.join('one')).ok, true);
  });

  it('is cut for frames that are no Socket.IO packets', async () => {
    const [broken, neighbour] = [await application.socket(admin), await application.socket(admin)];
    for (const frame of ['4999', '42["typing:start"', '42{}', '4', '{}']) broken.io.io.engine.write(frame);
    await within(broken.cut, 'the broken one to be cut');
    assert.equal((await neighbour.join('one')).ok, true);
  });

  it('is never asked for a token in its address', async () => {
    const asked = await fetch(`${application.url}/api/auth/me?token=${admin.token}`);
    assert.equal(asked.status, 401);
    assert.ok(!application.logged.some((line) => line.includes(admin.token)));
  });
});
