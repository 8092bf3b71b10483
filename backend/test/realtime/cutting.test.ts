import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startTestApplication,
  within,
  type TestApplication,
  type TestSocket,
  type TestUser,
} from '../support/index.ts';

describe('The sockets of a sign-in that ends', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('one');
  });
  after(() => application.stop());

  /** Waits for the cut, then for an event that everyone else has received. */
  async function assertCut(socket: TestSocket, witness: TestSocket, kind: string): Promise<void> {
    assert.equal(await within(socket.cut, 'the socket to be cut', 1_000), 'io server disconnect');
    const before = socket.received.length;
    await application.logEvent('one', kind);
    await witness.event('settings:changed', (data) => data.kind === kind);
    assert.equal(socket.received.length, before);
  }

  const ends: [string, (agent: TestUser) => Promise<unknown>][] = [
    ['logging out', (agent) => agent.api.post('/auth/logout').expect(204)],
    ['a new role', (agent) => admin.api.patch(`/users/${agent.user.id}`, { role: 'admin' }).expect(200)],
    [
      'a new password',
      (agent) => admin.api.patch(`/users/${agent.user.id}`, { password: 'another one 1' }).expect(200),
    ],
    ['deactivation', (agent) => admin.api.patch(`/users/${agent.user.id}`, { active: false }).expect(200)],
    ['removal', (agent) => admin.api.delete(`/users/${agent.user.id}`).expect(204)],
  ];
  for (const [index, [what, end]] of ends.entries()) {
    it(`are cut by ${what}, and hear nothing more`, async () => {
      const agent = await application.createUser(admin, `Agent${String(index)}`);
      const sockets = [await application.socket(agent), await application.socket(agent, { transports: ['polling'] })];
      const witness = await application.socket(admin);
      await end(agent);
      for (const socket of sockets) await assertCut(socket, witness, `after ${what}`);
      await agent.api.get('/auth/me').expect(401);
      await assert.rejects(application.socket(agent), /unauthorized/);
    });
  }

  it('leave the other sign-ins of the same person alone', async () => {
    const first = await application.createUser(admin, 'Twice');
    const second = await application.signIn(first.email, first.password);
    const staying = await application.socket(second);
    const leaving = await application.socket(first);
    await first.api.post('/auth/logout').expect(204);
    await assertCut(leaving, staying, 'one of two');
  });

  it('keep working after a change of name', async () => {
    const agent = await application.createUser(admin, 'Renamed');
    const socket = await application.socket(agent);
    await admin.api.patch(`/users/${agent.user.id}`, { name: 'New name' }).expect(200);
    await socket.event('settings:changed', ({ kind }) => kind === 'users');
    const { body } = await agent.api.get<{ user: { name: string } }>('/auth/me').expect(200);
    assert.equal(body.user.name, 'New name');
  });
});
