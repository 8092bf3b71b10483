import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { ProbeAnswer } from '#contract/probe';
import { rawRequest, startTestApplication, type TestApplication } from '../support/index.ts';

const LISTED = 'https://app.condorito.test';
const FOREIGN = 'https://evil.test';

async function probe(application: TestApplication, headers: Record<string, string> = {}, origin?: string) {
  const query = origin === undefined ? '' : `?origin=${encodeURIComponent(origin)}`;
  const { status, text } = await rawRequest(`${application.url}/api/probe${query}`, headers);
  assert.equal(status, 200, text);
  return JSON.parse(text) as ProbeAnswer;
}

describe('GET /api/probe', () => {
  let application: TestApplication;
  const now = new Date('2026-03-01T12:00:00.000Z');

  before(async () => {
    const environment = { CORS_ORIGINS: LISTED, TRUST_PROXY: '1' };
    application = await startTestApplication({ environment, clock: () => now });
  });
  after(() => application.stop());

  it('tells how a request has arrived, and nothing of people', async () => {
    const { token } = await application.createClient('one');
    const { arrival } = await probe(application, {
      host: 'crm.condorito.test',
      connection: 'close',
      cookie: `condorito_sign_in=${token}`,
      'sec-fetch-site': 'same-origin',
      via: '1.1 edge.condorito.test, 1.1 10.1.2.3:3128, 1.1 [2001:db8::5]',
      forwarded: 'for=192.0.2.60;proto=https;by=203.0.113.43;host="crm.condorito.test", for="[2001:db8::7]:4711"',
      'x-forwarded-for': '198.51.100.7, 10.0.0.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'crm.condorito.test',
      'x-forwarded-port': '443',
      'x-forwarded-prefix': '/crm',
      'x-forwarded-user': 'somebody',
      'x-real-ip': '198.51.100.7',
    });
    assert.deepEqual(arrival, {
      path: '/api/probe',
      host: 'crm.condorito.test',
      origin: null,
      protocol: 'https',
      upgrade: null,
      connection: 'close',
      forwarded: {
        via: '1.1 edge.condorito.test, 1.1 (address):3128, 1.1 (address)',
        forwarded: 'proto=https; host="crm.condorito.test"; 2 addresses',
        'x-forwarded-for': '2 addresses',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'crm.condorito.test',
        'x-forwarded-port': '443',
        'x-forwarded-prefix': '/crm',
      },
    });
  });

  it('tells the time of the server, and whether somebody is signed in', async () => {
    const { api } = await application.createClient('two');
    const { body } = await api.get<ProbeAnswer>('/probe').expect(200);
    assert.deepEqual([body.at, body.signedIn], ['2026-03-01T12:00:00.000Z', true]);
    assert.equal((await probe(application)).signedIn, false);
  });

  it('judges an origin as sockets do', async () => {
    const allowed = async (origin?: string) => (await probe(application, {}, origin)).originAllowed;
    assert.equal(await allowed(), true);
    assert.equal(await allowed(application.url), true);
    assert.equal(await allowed(LISTED), true);
    assert.equal(await allowed(FOREIGN), false);
    assert.equal(await allowed(`${LISTED}:444`), false);
    await application.anonymous.get('/probe?origin=nothing').expect(400);
  });

  it('is not for the pages of others', async () => {
    const { token } = await application.createClient('three');
    for (const path of ['/probe', '/probe/handshakes/0123456789abcdef']) {
      for (const cookie of ['', `condorito_sign_in=${token}`]) {
        const foreign = { origin: FOREIGN, 'sec-fetch-site': 'cross-site', ...(cookie && { cookie }) };
        const { status, headers } = await rawRequest(`${application.url}/api${path}`, foreign);
        assert.equal(status, 403);
        assert.equal(headers['access-control-allow-origin'], undefined);
      }
      const { headers } = await rawRequest(`${application.url}/api${path}`, { 'sec-fetch-site': 'cross-site' });
      assert.equal(headers['access-control-allow-origin'], undefined);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    }
  });

  it('survives headers that go on for ever', async () => {
    const { arrival } = await probe(application, {
      forwarded: 'for='.repeat(2_000),
      via: `1.1 ${'a'.repeat(2_000)}`,
      host: 'h'.repeat(2_000),
    });
    assert.ok(JSON.stringify(arrival).length < 1_500);
  });
});

describe('A wrong setting, seen through GET /api/probe', () => {
  let application: TestApplication | undefined;
  afterEach(() => application?.stop());

  it('PUBLIC_URL: the page learns which origin the server expects', async () => {
    application = await startTestApplication({ environment: { PUBLIC_URL: 'https://crm.condorito.test' } });
    const { token } = await application.createClient('one');
    const cookie = `condorito_sign_in=${token}`;
    const page = application.url;
    // A page's own requests carry the cookie and no origin; over plain HTTP nothing but the referrer tells who asks.
    const tellers: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { referer: `${page}/chat` }];
    for (const told of tellers) {
      const answer = await probe(application, { cookie, ...told }, page);
      assert.equal(answer.ownOrigin, 'https://crm.condorito.test');
      assert.equal(answer.originAllowed, false);
      assert.equal(answer.arrival.host, new URL(page).host);
    }
    const elsewhere = await rawRequest(`${page}/api/auth/me`, { cookie, referer: `${page}/chat` });
    assert.equal(elsewhere.status, 403);
  });

  const behindProxy = { host: 'crm.condorito.test', 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };

  it('TRUST_PROXY missing: the server believes in HTTP, and the header says otherwise', async () => {
    application = await startTestApplication();
    const answer = await probe(application, behindProxy, 'https://crm.condorito.test');
    assert.equal(answer.ownOrigin, 'http://crm.condorito.test');
    assert.equal(answer.originAllowed, false);
    assert.equal(answer.arrival.protocol, 'http');
    assert.equal(answer.arrival.forwarded['x-forwarded-proto'], 'https');
  });

  it('TRUST_PROXY given: both agree', async () => {
    application = await startTestApplication({ environment: { TRUST_PROXY: '1' } });
    const answer = await probe(application, behindProxy, 'https://crm.condorito.test');
    assert.equal(answer.ownOrigin, 'https://crm.condorito.test');
    assert.equal(answer.originAllowed, true);
    assert.equal(answer.arrival.protocol, 'https');
  });

  it('a proxy that names another host: what arrives is not where the page is', async () => {
    application = await startTestApplication();
    const answer = await probe(application, { host: 'app:3000' }, 'http://crm.condorito.test');
    assert.deepEqual([answer.ownOrigin, answer.originAllowed], ['http://app:3000', false]);
  });
});
