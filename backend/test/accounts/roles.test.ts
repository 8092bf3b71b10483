import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Client, User } from '#contract/accounts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

interface Users {
  items: Partial<User>[];
}

describe('Clients and users', () => {
  let application: TestApplication;
  let operator: TestUser;
  let one: TestUser;
  let agent: TestUser;
  let two: TestUser;

  before(async () => {
    application = await startTestApplication();
    operator = await application.operator();
    one = await application.createClient('one');
    agent = await application.createUser(one, 'Ana');
    two = await application.createClient('two');
  });
  after(() => application.stop());

  it('are kept apart by role', async () => {
    const id = agent.user.id;
    const calls: [string, string, TestUser[]][] = [
      ['GET', '/clients', [operator]],
      ['POST', '/clients', [operator]],
      ['GET', '/users', [one, agent]],
      ['POST', '/users', [one]],
      ['PATCH', `/users/${id}`, [one]],
      ['GET', '/events?after=0', [one, agent]],
    ];
    for (const [method, path, allowed] of calls) {
      await application.anonymous.send(method, path).expect(401);
      for (const who of [operator, one, agent]) {
        const { status } = await who.api.send(method, path);
        assert.equal(status === 403, !allowed.includes(who), `${who.user.role} ${method} ${path}: ${String(status)}`);
      }
    }
    await agent.api.delete(`/users/${id}`).expect(403);
    await operator.api.delete(`/users/${id}`).expect(403);
  });

  it('show the operator clients, and nothing of what is in them', async () => {
    const { body } = await operator.api.get<{ items: Client[] }>('/clients').expect(200);
    assert.deepEqual(
      body.items.map(({ clientCode }) => clientCode),
      ['one', 'two'],
    );
    assert.deepEqual(Object.keys(body.items[0] ?? {}).sort(), ['clientCode', 'createdAt', 'name', 'timeZone']);
  });

  it('have one code and one e-mail address each', async () => {
    const client = (clientCode: string, email: string) =>
      operator.api.post('/clients', {
        clientCode,
        name: 'Again',
        admin: { name: 'A', email, password: 'long enough 1' },
      });
    await client('one', 'new@one.test').expect(409);
    await client('ONE', 'new@one.test').expect(409);
    await client('three', one.email).expect(409);
    await client('three', one.email.toUpperCase()).expect(409);
    const user = { name: 'B', email: two.email, password: 'long enough 1', role: 'agent' };
    await one.api.post('/users', user).expect(409);
    assert.equal((await operator.api.get<{ items: unknown[] }>('/clients')).body.items.length, 2);
  });

  it('show agents who is who, without e-mail addresses', async () => {
    const { body } = await agent.api.get<Users>('/users').expect(200);
    assert.deepEqual(
      body.items.map((user) => Object.keys(user).sort()),
      body.items.map(() => ['active', 'id', 'name', 'role']),
    );
    const { body: all } = await one.api.get<Users>('/users').expect(200);
    assert.ok(all.items.every(({ email }) => email?.endsWith('@one.test')));
  });

  it('cannot be reached from another client', async () => {
    await two.api.patch(`/users/${agent.user.id}`, { name: 'Taken over' }).expect(404);
    await two.api.delete(`/users/${agent.user.id}`).expect(404);
    await two.api.patch(`/users/${operator.user.id}`, { name: 'Taken over' }).expect(404);
    const { body } = await two.api.get<Users>('/users').expect(200);
    assert.deepEqual(
      body.items.map(({ id }) => id),
      [two.user.id],
    );
    await agent.api.get('/auth/me').expect(200);
  });

  it('keep one active admin, also where each of the last two loses their rights at the same moment', async () => {
    const owner = await application.createClient('three');
    const other = await application.createUser(owner, 'Other', 'admin');
    // Both were let in before either had lost anything, as two requests on their way.
    const { team } = application.application.accounts;
    const answers = await Promise.allSettled([
      team.change('three', other.user.id, { role: 'agent' }),
      team.change('three', owner.user.id, { active: false }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const admins = (await team.list('three')).filter(({ role, active }) => role === 'admin' && active);
    assert.equal(admins.length, 1);
  });

  it('do not take away their own rights: another admin has to', async () => {
    const second = await application.createUser(two, 'Second', 'admin');
    await two.api.patch(`/users/${two.user.id}`, { active: false }).expect(409);
    await two.api.patch(`/users/${two.user.id}`, { role: 'agent' }).expect(409);
    await two.api.patch(`/users/${two.user.id}`, { role: 'admin', name: 'Dos' }).expect(200);
    await second.api.patch(`/users/${two.user.id}`, { role: 'agent' }).expect(200);
    await second.api.delete(`/users/${second.user.id}`).expect(409);
  });

  it('keep a removed user as inactive, because messages point at the person', async () => {
    const leaving = await application.createUser(one, 'Leaving');
    await one.api.delete(`/users/${leaving.user.id}`).expect(204);
    const { body } = await one.api.get<Users>('/users').expect(200);
    assert.equal(body.items.find(({ id }) => id === leaving.user.id)?.active, false);
    await one.api.patch(`/users/${leaving.user.id}`, { active: true }).expect(200);
    await application.signIn(leaving.email, leaving.password);
  });

  it('end the sign-ins and cut the sockets of whoever becomes inactive or gets another password', async () => {
    for (const change of [{ active: false }, { password: 'given by an admin' }, { role: 'admin' }]) {
      const person = await application.createUser(one, `Cut-${Object.keys(change).join('')}`);
      const socket = await application.socket(person);
      await one.api.patch(`/users/${person.user.id}`, change).expect(200);
      await person.api.get('/auth/me').expect(401);
      await socket.cut;
    }
  });

  it('tell the sockets of the client about every change', async () => {
    const socket = await application.socket(agent);
    await application.createUser(one, 'Seen');
    assert.equal((await socket.event('settings:changed')).kind, 'users');
  });
});

describe('The operator of the settings', () => {
  it('is made once, and keeps the password given later on', async () => {
    const first = await startTestApplication();
    const environment = { OPERATOR_PASSWORD: 'another password' };
    try {
      const operator = await first.operator();
      await first.application.close();
      const second = await startTestApplication({ dataDirectory: first.dataDirectory, environment });
      try {
        await second.signIn(operator.email, operator.password);
        await second.anonymous.post('/auth/login', { email: operator.email, password: 'another password' }).expect(401);
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop();
    }
  });
});
