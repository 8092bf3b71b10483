import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { OriginRule } from '../../src/web/index.ts';
import { rawRequest, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const LISTED = 'https://app.condorito.test';

describe('Origins over HTTP', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication({ environment: { CORS_ORIGINS: LISTED } });
    admin = await application.createClient('one');
  });
  after(() => application.stop());

  const call = (method: string, headers: Record<string, string>, path = '/auth/me') =>
    application.anonymous.sendText(method, path, undefined, headers);
  const bearer = () => ({ authorization: `Bearer ${admin.token}` });
  const cookie = () => ({ cookie: `theme=dark; condorito_sign_in=${admin.token}` });

  it('lets a listed one in, exactly and with credentials', async () => {
    const { headers } = await call('GET', { ...bearer(), origin: LISTED }).expect(200);
    assert.equal(headers.get('access-control-allow-origin'), LISTED);
    assert.equal(headers.get('access-control-allow-credentials'), 'true');
    assert.match(headers.get('vary') ?? '', /Origin/);
    const preflight = await call('OPTIONS', { origin: LISTED, 'access-control-request-method': 'PATCH' }).expect(204);
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Authorization/);
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
  });

  it('lets the own one in, without CORS headers', async () => {
    const { headers } = await call('GET', { ...cookie(), origin: application.url }).expect(200);
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  it('refuses every other one, whatever it shows', async () => {
    const origins = [
      'null',
      'https://evil.test',
      `${LISTED}.evil.test`,
      'http://app.condorito.test',
      'http://localhost:4200',
    ];
    for (const origin of origins) {
      for (const credential of [bearer(), cookie(), {}]) {
        for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
          const { body, headers } = await call(method, { ...credential, origin }).expect(403);
          assert.equal((body as { type: string }).type, 'forbidden-origin');
          assert.equal(headers.get('access-control-allow-origin'), null);
        }
      }
      const page = await fetch(`${application.url}/`, { headers: { origin, accept: 'text/html' } });
      assert.equal(page.status, 403);
    }
  });

  it("gives the app's own files to any page, so that one at a wrong address can say what is wrong", async () => {
    const origin = 'https://evil.test';
    for (const path of ['/main-ABCD1234.js', '/i18n/es.json', '/media/inter.woff2']) {
      const { status, headers } = await fetch(`${application.url}${path}`, { headers: { origin } });
      assert.notEqual(status, 403, path);
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
    for (const path of ['/api/auth/me.js', '/api/x/main.js']) {
      const { status } = await fetch(`${application.url}${path}`, { headers: { origin, ...cookie() } });
      assert.equal(status, 403, path);
    }
    const { status } = await fetch(`${application.url}/main-ABCD1234.js`, { method: 'POST', headers: { origin } });
    assert.equal(status, 403);
  });

  it('lets a program without an origin in by token, not by cookie', async () => {
    await call('GET', bearer()).expect(200);
    await call('GET', cookie()).expect(403);
    await call('POST', cookie(), '/auth/logout').expect(403);
    await call('GET', bearer()).expect(200);
  });

  it('lets a browser read with the cookie where it says that the app itself reads', async () => {
    const allowed: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { referer: `${application.url}/chat` },
    ];
    for (const headers of allowed) await call('GET', { ...cookie(), ...headers }).expect(200);
    const refused: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', referer: `${application.url}/chat` },
      { referer: 'https://evil.test/' },
    ];
    for (const headers of refused) await call('GET', { ...cookie(), ...headers }).expect(403);
    await call('POST', { ...cookie(), 'sec-fetch-site': 'same-origin' }, '/auth/logout').expect(403);
  });

  it('cannot be got round by writing an address in another way', async () => {
    for (const path of ['/API/auth/me', '//api/auth/me', '/%61pi/auth/me', '/api/Auth/me', '/api/auth/me/']) {
      const { status } = await rawRequest(`${application.url}${path}`, cookie());
      assert.ok(status === 404 || status === 403, `${path}: ${String(status)}`);
    }
  });
});

describe('OriginRule', () => {
  const rule = (settings: Partial<ConstructorParameters<typeof OriginRule>[0]>) =>
    new OriginRule({ publicUrl: undefined, corsOrigins: [], nodeEnv: undefined, ...settings });
  const from = (origin: string, host = 'crm.test', secure = false) => ({
    headers: { origin, host },
    method: 'GET',
    secure,
    byCookie: true,
  });

  it('knows the own origin by the address the request came to', () => {
    assert.equal(rule({}).allows(from('http://crm.test')), true);
    assert.equal(rule({}).allows(from('https://crm.test')), false);
    assert.equal(rule({}).allows(from('https://crm.test', 'crm.test', true)), true);
    assert.equal(rule({}).allows(from('http://crm.test:81')), false);
  });

  it('knows it by PUBLIC_URL alone where that is given', () => {
    const named = rule({ publicUrl: 'https://crm.example' });
    assert.equal(named.allows(from('https://crm.example', '10.0.0.7:3000')), true);
    assert.equal(named.allows(from('http://10.0.0.7:3000', '10.0.0.7:3000')), false);
  });

  it("lets Angular's dev server in only in development", () => {
    assert.equal(rule({ nodeEnv: 'development' }).allows(from('http://localhost:4200', '127.0.0.1:3000')), true);
    assert.equal(rule({ nodeEnv: 'production' }).allows(from('http://localhost:4200', '127.0.0.1:3000')), false);
    assert.equal(rule({}).allows(from('http://localhost:4200', '127.0.0.1:3000')), false);
  });
});
