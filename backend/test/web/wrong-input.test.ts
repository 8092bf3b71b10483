import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestApplication, type Answer, type TestApplication, type TestUser } from '../support/index.ts';

/** Every route, and who may call it. */
const routes: [string, string, 'admin' | 'operator'][] = [
  ['POST', '/auth/login', 'admin'],
  ['POST', '/clients', 'operator'],
  ['POST', '/users', 'admin'],
  ['PATCH', '/users/unknown', 'admin'],
  ['DELETE', '/users/unknown', 'admin'],
  ['GET', '/auth/me', 'admin'],
  ['GET', '/users', 'admin'],
  ['GET', '/config', 'admin'],
  ['GET', '/events', 'admin'],
  ['GET', '/clients', 'operator'],
  ['POST', '/conversations', 'admin'],
  ['GET', '/conversations', 'admin'],
  ['GET', '/conversations/unknown', 'admin'],
  ['PATCH', '/conversations/unknown', 'admin'],
  ['GET', '/conversations/unknown/messages', 'admin'],
  ['POST', '/conversations/unknown/messages', 'admin'],
  ['GET', '/media/unknown', 'admin'],
  ['GET', '/media/unknown/thumbnail', 'admin'],
  ['POST', '/whatsapp/sessions', 'admin'],
  ['GET', '/whatsapp/sessions', 'admin'],
  ['GET', '/whatsapp/sessions/unknown', 'admin'],
  ['DELETE', '/whatsapp/sessions/unknown', 'admin'],
  ['POST', '/whatsapp/sessions/unknown/connect', 'admin'],
  ['POST', '/whatsapp/sessions/unknown/cancel-link', 'admin'],
  ['POST', '/whatsapp/sessions/unknown/logout', 'admin'],
  ['GET', '/probe', 'admin'],
  ['GET', '/probe/handshakes/unknown', 'admin'],
  ['GET', '/probe/realtime', 'admin'],
  ['POST', '/problem-reports', 'admin'],
];

const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;
const bodies: Record<string, string> = {
  nothing: '',
  'no JSON': '{"email":',
  null: 'null',
  'a number': '7',
  'a string': '"text"',
  'an array': '[]',
  'an empty object': '{}',
  'wrong types': '{"email":7,"password":{},"name":[],"role":"operator","active":"yes","clientCode":"../..","admin":1}',
  'nested arrays': deep('[', ']'),
  'nested objects': deep('{"a":', '}'),
  'a prototype': '{"__proto__":{"role":"operator"},"email":"a@b.test","password":"long enough 1"}',
  'a constructor': '{"constructor":{"prototype":{"active":true}}}',
  'a NUL': '{"email":"a\\u0000@b.test","password":"\\u0000","name":"\\ud800"}',
  'too many fields': JSON.stringify(
    Object.fromEntries(Array.from({ length: 20_000 }, (_none, at) => [`f${String(at)}`, at])),
  ),
};

function assertProblem({ status, headers, body }: Answer<unknown>, what: string): void {
  assert.ok(status >= 400 && status < 500, `${what}: ${String(status)}`);
  assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8', what);
  const problem = body as { type: unknown; title: unknown; status: unknown };
  assert.deepEqual([typeof problem.type, typeof problem.title, problem.status], ['string', 'string', status], what);
}

describe('Wrong input', () => {
  let application: TestApplication;
  let callers: Record<'admin' | 'operator', TestUser>;

  before(async () => {
    const signInLimits = { accountAndAddress: 10_000, account: 10_000, address: 10_000 };
    application = await startTestApplication({ signInLimits });
    callers = { admin: await application.createClient('one'), operator: await application.operator() };
  });
  after(() => application.stop());

  const json = { 'content-type': 'application/json' };

  for (const [method, path, who] of routes.filter(([name]) => name === 'POST' || name === 'PATCH')) {
    it(`is answered with a problem by ${method} ${path}`, async () => {
      for (const [what, text] of Object.entries(bodies)) {
        if (method === 'PATCH' && (what === 'nothing' || what === 'an empty object')) continue;
        assertProblem(await callers[who].api.sendText(method, path, text, json), what);
      }
    });

    it(`of another type or size is refused by ${method} ${path}`, async () => {
      const { api } = callers[who];
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'a']) {
        assertProblem(await api.sendText(method, path, '{}', { 'content-type': type }).expect(415), type);
      }
      const large = JSON.stringify({ name: 'x'.repeat(3_000_000) });
      assertProblem(await api.sendText(method, path, large, json).expect(413), 'too large');
      const bomb = gzipSync(Buffer.alloc(5_000_000, ' ')).toString('latin1');
      const packed = await api.sendText(method, path, bomb, { ...json, 'content-encoding': 'gzip' }).expect(415);
      assertProblem(packed, 'compressed');
      const charset = { 'content-type': 'application/json; charset=ebcdic' };
      assertProblem(await api.sendText(method, path, '{}', charset).expect(415), 'unknown charset');
    });
  }

  it('names the fields that are wrong', async () => {
    const user = { name: '', email: 'no address', password: 'short', role: 'operator', extra: 1 };
    const { body } = await callers.admin.api.post<{ errors: { path: string }[] }>('/users', user).expect(400);
    assert.deepEqual(body.errors.map(({ path }) => path).sort(), ['', 'email', 'name', 'password', 'role']);
    const client = { clientCode: 'ok', name: 'ok', admin: { name: 'ok', email: 'x', password: 'long enough 1' } };
    const { body: nested } = await callers.operator.api.post<{ errors: { path: string }[] }>('/clients', client);
    assert.deepEqual(
      nested.errors.map(({ path }) => path),
      ['admin.email'],
    );
  });

  it('in an address is answered with a problem', async () => {
    const paths = [
      '/nothing',
      '/users/%',
      '/users/%00',
      '/users/..%2f..%2fetc',
      '/events?after[]=1',
      '/%2e%2e/package.json',
    ];
    for (const path of paths) assertProblem(await callers.admin.api.get(path), path);
    assertProblem(await callers.admin.api.patch(`/users/${'x'.repeat(5_000)}`, { name: 'x' }), 'a long id');
  });

  it('in the method is answered with what the address takes', async () => {
    for (const [, path, who] of routes) {
      const answer = await callers[who].api.send('PUT', path, {}).expect(405);
      assertProblem(answer, path);
      assert.match(answer.headers.get('allow') ?? '', /^(GET|POST|PATCH|DELETE)(, (POST|PATCH|DELETE))*$/);
    }
  });

  it('has left no trace in the log but its kind', () => {
    assert.deepEqual(
      application.logged.filter((line) => line.includes('"level":"error"')),
      [],
    );
    assert.equal(Object.hasOwn(Object.prototype, 'role'), false);
  });
});
