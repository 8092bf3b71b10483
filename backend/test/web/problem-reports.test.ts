import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ProblemReport } from '#contract/problem-reports';
import { startTestApplication, TestApi, type TestApplication } from '../support/index.ts';

const report: ProblemReport = {
  reference: 'K7QF-29XM',
  message: 'Cannot read properties of undefined (reading "id")',
  stack: 'TypeError: Cannot read properties of undefined\n    at openChat (https://crm.condorito.test/main.js:1:2)',
  page: '/chat/abc',
  version: '0.1.0',
};

describe('POST /api/problem-reports', () => {
  let application: TestApplication;
  let visitors = 0;
  /** Requests from an address of their own. */
  let visitor: TestApi;

  before(async () => {
    application = await startTestApplication({ environment: { TRUST_PROXY: '1' } });
  });
  beforeEach(() => {
    visitors += 1;
    application.logged.length = 0;
    visitor = new TestApi(application.url, {
      'x-forwarded-for': `198.51.100.${String(visitors)}`,
      'user-agent': 'Chromium of the test',
    });
  });
  after(() => application.stop());

  const logged = () =>
    application.logged
      .map((line) => JSON.parse(line) as Record<string, string | undefined>)
      .filter(({ level }) => level === 'error');

  it('brings a bug into the log, under the reference the person was shown', async () => {
    await visitor.post('/problem-reports', report).expect(204);
    const [{ time: _time, level: _level, ...entry }] = logged() as [Record<string, string>];
    assert.deepEqual(entry, { ...report, browser: 'Chromium of the test', msg: 'The app reports a bug' });
  });

  it('is for who is signed in and for who is not', async () => {
    const { token } = await application.createClient('one');
    application.logged.length = 0;
    const { stack: _stack, ...short } = report;
    const post = (headers: Record<string, string>) =>
      visitor.sendText('POST', '/problem-reports', JSON.stringify(short), {
        'content-type': 'application/json',
        ...headers,
      });
    await post({ authorization: `Bearer ${token}` }).expect(204);
    await post({ cookie: `condorito_sign_in=${token}`, origin: application.url }).expect(204);
    await post({ origin: 'https://evil.test' }).expect(403);
    assert.equal(logged().length, 2);
    assert.ok(!application.logged.join().includes(token));
  });

  it('tells the log nothing of people: numbers, queries and long quotes', async () => {
    const text = 'I will be at the old bridge tomorrow at nine, bring the papers';
    await visitor
      .post('/problem-reports', {
        ...report,
        page: '/chat/5215512345678?q=Juan#Perez',
        message: `No contact 5215512345678; unexpected "${text}" in JSON`,
        stack: `Error: unexpected "${text}"\n    at parse (main.js:1:2)\n    at "short"`,
      })
      .expect(204);
    const [entry] = logged();
    assert.equal(entry?.['page'], '/chat/52***78');
    assert.equal(
      entry['message'],
      'No contact 52***78; unexpected "I will be at the old bridge tomorrow at …" in JSON',
    );
    assert.match(
      entry['stack'] ?? '',
      /^Error: unexpected "I will.* at …"\n {4}at parse \(main\.js:1:2\)\n {4}at "short"$/,
    );
    for (const part of ['bring the papers', '5512345678', 'Juan', 'Perez']) {
      assert.ok(!application.logged.join().includes(part), part);
    }
  });

  it('cannot write lines of its own into the log', async () => {
    await visitor.post('/problem-reports', { ...report, message: 'a\n{"level":"fatal"}\r\nb' }).expect(204);
    assert.equal(application.logged.filter((line) => line.trim().includes('\n')).length, 0);
    assert.equal(logged().length, 1);
  });

  const wrong: Record<string, unknown> = {
    'no reference': { ...report, reference: undefined },
    'another kind of reference': { ...report, reference: 'k7qf-29xm' },
    'a message that is too long': { ...report, message: 'x'.repeat(501) },
    'a stack that is too long': { ...report, stack: 'x'.repeat(4_001) },
    'a field of its own': { ...report, user: 'somebody' },
    'no object': [],
  };
  for (const [what, body] of Object.entries(wrong)) {
    it(`answers 400 to ${what}, and logs nothing`, async () => {
      await visitor.post('/problem-reports', body).expect(400);
      assert.deepEqual(logged(), []);
    });
  }

  it('takes 16 kB at most', async () => {
    const { body } = await visitor.post<{ detail: string }>('/problem-reports', 'x'.repeat(16_001)).expect(413);
    assert.equal(body.detail, "This request's body has at most 16 kB.");
  });

  it('takes ten a minute from one address, wrong ones included, and then says when to come back', async () => {
    for (let times = 0; times < 9; times += 1) await visitor.post('/problem-reports', report).expect(204);
    await visitor.post('/problem-reports', {}).expect(400);
    const { headers, body } = await visitor.post<{ type: string }>('/problem-reports', report).expect(429);
    assert.equal(body.type, 'too-many-requests');
    const seconds = Number(headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
    assert.equal(logged().length, 9);
    const other = new TestApi(application.url, { 'x-forwarded-for': '203.0.113.1' });
    await other.post('/problem-reports', report).expect(204);
  });
});
