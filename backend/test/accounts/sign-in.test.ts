import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MeResponse } from '#contract/accounts';
import type { Problem, UnauthorizedProblem } from '#contract/http';
import { DrivenTime, startTestApplication, TestApi, type TestApplication, type TestUser } from '../support/index.ts';

describe('Signing in', () => {
  const time = new DrivenTime();
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication({ clock: time.clock });
    admin = await application.createClient('uno');
  });
  after(() => application.stop());

  it('tells who is signed in, and nobody without a token', async () => {
    const { body } = await admin.api.get<MeResponse>('/auth/me').expect(200);
    assert.deepEqual(body.user, admin.user);
    assert.equal(body.user.clientCode, 'uno');
    await application.anonymous.get('/auth/me').expect(401);
    await new TestApi(application.url, { authorization: 'Bearer forged' }).get('/auth/me').expect(401);
  });

  it('sets a cookie that scripts cannot read and other sites do not bring along', async () => {
    const { email, password } = admin;
    const { headers } = await application.anonymous.post('/auth/login', { email, password }).expect(200);
    assert.match(
      headers.get('set-cookie') ?? '',
      /^condorito_sign_in=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
  });

  it('takes e-mail addresses in any case', async () => {
    await application.signIn('ADMIN@Uno.test', admin.password);
  });

  it('answers alike for an unknown address and a wrong password, of an inactive user too', async () => {
    const agent = await application.createUser(admin, 'Inactive');
    await admin.api.patch(`/users/${agent.user.id}`, { active: false }).expect(200);
    const tries = [
      { email: 'nobody@uno.test', password: agent.password },
      { email: admin.email, password: 'a wrong password' },
      { email: agent.email, password: 'a wrong password' },
    ];
    const answers = await Promise.all(tries.map((body) => application.anonymous.post('/auth/login', body).expect(401)));
    for (const { body, headers } of answers) {
      assert.deepEqual(body, { type: 'wrong-credentials', title: 'E-mail address or password is wrong', status: 401 });
      assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    }
  });

  it('tells an inactive user who knows the password that the account was deactivated', async () => {
    const agent = await application.createUser(admin, 'Gone');
    await admin.api.patch(`/users/${agent.user.id}`, { active: false }).expect(200);
    const { email, password } = agent;
    const { body, headers } = await application.anonymous.post('/auth/login', { email, password }).expect(401);

    assert.deepEqual(body, { type: 'account-deactivated', title: 'This account was deactivated', status: 401 });
    assert.equal(headers.get('set-cookie'), null);
  });

  it('tells whoever still holds a sign-in why it was ended, for a day, and nobody else', async () => {
    const ended = async (api: TestApi) => (await api.get<UnauthorizedProblem>('/auth/me').expect(401)).body.ended;
    const agent = await application.createUser(admin, 'Luis');
    await admin.api.patch(`/users/${agent.user.id}`, { role: 'admin' }).expect(200);
    assert.equal(await ended(agent.api), 'access_changed');

    const again = await application.signIn(agent.email, agent.password);
    await admin.api.patch(`/users/${agent.user.id}`, { active: false }).expect(200);
    assert.equal(await ended(again.api), 'deactivated');
    const { body } = await again.api.get<UnauthorizedProblem>('/conversations').expect(401);
    assert.equal(body.ended, 'deactivated');
    assert.equal(await ended(application.anonymous), undefined);
    time.pass(24 * 3_600_000 + 1);
    assert.equal(await ended(again.api), undefined);
  });

  it('says nothing of a sign-in that its person has ended', async () => {
    const own = await application.signIn(admin.email, admin.password);
    await own.api.post('/auth/logout').expect(204);
    const { body } = await own.api.get<UnauthorizedProblem>('/auth/me').expect(401);
    assert.equal(body.ended, undefined);
  });

  it('ends one sign-in on logging out, and leaves the other alone', async () => {
    const [first, second] = [await application.signIn(admin.email, admin.password), admin];
    const { headers } = await first.api.post('/auth/logout').expect(204);
    assert.match(headers.get('set-cookie') ?? '', /^condorito_sign_in=; Path=\/; Expires=Thu, 01 Jan 1970/);
    await first.api.get('/auth/me').expect(401);
    await second.api.get('/auth/me').expect(200);
  });
});

describe('Signing in too often', () => {
  let application: TestApplication;

  before(async () => {
    application = await startTestApplication({ signInLimits: { accountAndAddress: 3, account: 100, address: 6 } });
  });
  after(() => application.stop());

  const guess = (email: string) => application.anonymous.post('/auth/login', { email, password: 'a wrong password' });

  it('stops guessing one account, then guessing from one address', async () => {
    for (let tries = 0; tries < 3; tries++) await guess('one@uno.test').expect(401);
    const { body, headers } = await guess('one@uno.test').expect(429);
    assert.equal((body as { type: string }).type, 'too-many-requests');
    assert.ok(Number(headers.get('retry-after')) > 800);
    await guess('two@uno.test').expect(401);
    await guess('two@uno.test').expect(401);
    await guess('three@uno.test').expect(429);
  });
});

describe('Changing one’s own name', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('uno');
  });
  after(() => application.stop());

  it('holds in every sign-in at once, ends none, and is told to the team', async () => {
    const agent = await application.createUser(admin, 'Ana');
    const other = await application.signIn(agent.email, agent.password);
    await other.api.get('/auth/me').expect(200);
    const colleague = await application.socket(admin);
    const { body } = await agent.api.patch<MeResponse>('/auth/me', { name: ' Ana María ' }).expect(200);

    assert.deepEqual(body.user, { ...agent.user, name: 'Ana María' });
    assert.equal((await colleague.event('settings:changed')).kind, 'users');
    assert.equal((await other.api.get<MeResponse>('/auth/me').expect(200)).body.user.name, 'Ana María');
  });

  it('is the operator’s too, who is told to nobody', async () => {
    const operator = await application.operator();
    await operator.api.patch('/auth/me', { name: 'Olga' }).expect(200);
    assert.equal((await operator.api.get<MeResponse>('/auth/me').expect(200)).body.user.name, 'Olga');
  });

  it('changes nothing else, and no name to nothing', async () => {
    const { body } = await admin.api.patch<Problem>('/auth/me', { name: '  ' }).expect(400);
    assert.equal(body.errors?.[0]?.path, 'name');
    await admin.api.patch('/auth/me', { name: 'Carla', role: 'operator' }).expect(400);
    await application.anonymous.patch('/auth/me', { name: 'Nobody' }).expect(401);
  });
});

describe('Changing one’s own password', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication({ signInLimits: { accountAndAddress: 3, account: 100, address: 50 } });
    admin = await application.createClient('uno');
  });
  after(() => application.stop());

  it('ends the other sign-ins and keeps this one', async () => {
    const agent = await application.createUser(admin, 'Ana');
    const other = await application.signIn(agent.email, agent.password);
    const kept = await application.socket(agent);
    const { cut } = await application.socket(other);
    const change = { currentPassword: agent.password, newPassword: 'a new password' };
    await agent.api.post('/auth/me/password', change).expect(204);

    await cut;
    const { body } = await other.api.get<UnauthorizedProblem>('/auth/me').expect(401);
    assert.equal(body.ended, 'password_changed');
    await agent.api.get('/auth/me').expect(200);
    await application.signIn(agent.email, 'a new password');
    await application.anonymous.post('/auth/login', { email: agent.email, password: agent.password }).expect(401);
    assert.ok(kept.io.connected);
  });

  it('needs the present one, says where it is wrong, and cannot be guessed', async () => {
    const agent = await application.createUser(admin, 'Luis');
    const guess = { currentPassword: 'a wrong password', newPassword: 'a new password' };
    const { body } = await agent.api.post<Problem>('/auth/me/password', guess).expect(400);
    assert.equal(body.errors?.[0]?.path, 'currentPassword');
    const short = { currentPassword: agent.password, newPassword: 'short' };
    const refused = await agent.api.post<Problem>('/auth/me/password', short).expect(400);
    assert.equal(refused.body.errors?.[0]?.path, 'newPassword');
    await agent.api.post('/auth/me/password', guess).expect(400);
    await agent.api.post('/auth/me/password', guess).expect(400);
    await agent.api.post('/auth/me/password', guess).expect(429);
    await application.anonymous.post('/auth/me/password', guess).expect(401);
  });
});

describe('The end of a sign-in', () => {
  it('comes by itself after 30 days', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const application = await startTestApplication({ clock: () => now });
    try {
      const admin = await application.createClient('uno');
      now = new Date('2026-01-30T23:59:59Z');
      await admin.api.get('/auth/me').expect(200);
      now = new Date('2026-01-31T00:01:00Z');
      await admin.api.get('/auth/me').expect(401);
    } finally {
      await application.stop();
    }
  });
});
