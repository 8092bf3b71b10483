import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EventPage } from '#contract/events';
import type { StartOverProblem } from '#contract/http';
import { trimLogs } from '../../src/realtime/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('GET /api/events', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let now = new Date('2026-01-01T00:00:00Z');
  const qr = { sessionId: 'line', qr: '2@qr', expiresAt: '2026-01-01T00:00:20.000Z', attempt: 1, attempts: 5 };

  before(async () => {
    application = await startTestApplication({ clock: () => now, hooks: { currentQrs: () => [qr] } });
    admin = await application.createClient('one');
    agent = await application.createUser(admin, 'Ana');
    await application.createClient('two');
  });
  after(() => application.stop());

  const events = (query: string, who = agent) => who.api.get<EventPage>(`/events?${query}`);
  const startOver = async (query: string) => {
    const { body, headers } = await agent.api.get<StartOverProblem>(`/events?${query}`).expect(410);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const { body: head } = await events(`after=${String(body.seq)}&epoch=${body.epoch}`).expect(200);
    assert.deepEqual([body.type, body.seq], ['start-over', head.seq]);
    return body;
  };

  it('gives what the sockets were given, event for event', async () => {
    const socket = await application.socket(agent);
    const joined = await socket.join('one');
    assert.ok(joined.ok);
    for (let event = 0; event < 7; event++) await application.logEvent('one', `kind ${String(event)}`);
    await application.logEvent('two', 'foreign');
    await socket.event('settings:changed', ({ kind }) => kind === 'kind 6');
    const { body } = await events(`after=${String(joined.seq)}&epoch=${joined.epoch}`).expect(200);
    assert.deepEqual(
      body.events.map(({ name, data }) => ({ name, data })),
      socket.received.filter(({ data }) => data.seq !== undefined),
    );
    assert.deepEqual(
      body.events.map(({ seq }) => seq),
      [1, 2, 3, 4, 5, 6, 7].map((offset) => joined.seq + offset),
    );
  });

  it('is the JSON of any other answer, whatever stands in the events', async () => {
    const odd = '"},{"\\ \u2028 \u0000 </script> 😀 \ud800 ñ';
    const socket = await application.socket(agent);
    await application.logEvent('one', odd);
    const { seq } = await socket.event('settings:changed');
    const response = await fetch(`${application.url}/api/events?after=${String((seq ?? 0) - 1)}`, {
      headers: { authorization: `Bearer ${agent.token}` },
    });
    const text = await response.text();
    const page = JSON.parse(text) as EventPage;
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal(text, JSON.stringify(page));
    assert.deepEqual(Object.keys(page), ['epoch', 'seq', 'events', 'more', 'live']);
    assert.deepEqual(
      page.events.map(({ data }) => data),
      socket.dataOf('settings:changed'),
    );
    assert.deepEqual(
      page.events.map((event) => ('kind' in event.data ? event.data.kind : undefined)),
      [odd],
    );
  });

  it('gives pages that join without a hole', async () => {
    const seqs: number[] = [];
    let after = 0;
    for (let more = true; more;) {
      const { body } = await events(`after=${String(after)}&limit=3`).expect(200);
      seqs.push(...body.events.map(({ seq }) => seq));
      after = seqs.at(-1) ?? 0;
      more = body.more;
      if (!more) assert.equal(after, body.seq);
    }
    assert.deepEqual(
      seqs,
      seqs.map((_seq, index) => index + 1),
    );
  });

  it('shows QR codes to admins only', async () => {
    assert.deepEqual((await events('after=0', admin).expect(200)).body.live.qr, [qr]);
    assert.equal((await events('after=0').expect(200)).body.live.qr, undefined);
  });

  it('refuses a wrong query, a stranger and an operator', async () => {
    for (const query of [
      '',
      'after=-1',
      'after=x',
      'after=1.5',
      'after=0&limit=0',
      'after=0&limit=501',
      'after=1&after=2',
    ]) {
      const { body } = await agent.api.get<{ type: string }>(`/events?${query}`).expect(400);
      assert.equal(body.type, 'bad-request');
    }
    await application.anonymous.get('/events?after=0').expect(401);
    await (await application.operator()).api.get('/events?after=0').expect(403);
  });

  it('says "start over" to a foreign epoch and to a cursor ahead of the log', async () => {
    await startOver('after=0&epoch=foreign');
    await startOver('after=1000000');
  });

  it('says "start over" to a cursor more than 1,000 events behind, not at 1,000', async () => {
    const { body: head } = await events('after=0&limit=1').expect(200);
    const writes = Array.from({ length: 1_001 - head.seq }, (_none, index) =>
      application.application.store.write(({ event }) =>
        event('one', 'settings:changed', () => Promise.resolve({ kind: String(index) })),
      ),
    );
    await Promise.all(writes);
    await startOver('after=0');
    const { body } = await events('after=1&limit=500').expect(200);
    assert.deepEqual([body.events.length, body.more, body.seq], [500, true, 1_001]);
  });

  it('says "start over" where the log is trimmed, and goes on behind that', async () => {
    now = new Date('2026-01-05T00:00:00Z');
    await application.logEvent('one', 'after four days');
    now = new Date('2026-01-08T12:00:00Z');
    await trimLogs(application.application.store, [{ clientCode: 'one' }, { clientCode: 'two' }]);
    await startOver('after=1000');
    const { body } = await events('after=1001').expect(200);
    assert.deepEqual(
      body.events.map(({ seq }) => seq),
      [1_002],
    );
    now = new Date('2026-02-01T00:00:00Z');
    await trimLogs(application.application.store, [{ clientCode: 'one' }]);
    assert.deepEqual(
      await application.application.store.read((db) =>
        db.selectFrom('events').select('seq').where('clientCode', '=', 'one').execute(),
      ),
      [],
    );
  });
});
