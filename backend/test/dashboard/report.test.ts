import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { statsReport, teamStats, type StatsReport, type StatsResponse, type TeamStats } from '#contract/stats';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { recordMessage, recordStatus, type RecordedMessage } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const QUARTER = 15 * 60_000;

describe('Figures of a range of days', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let sessionId: string;
  let now: number;
  let number = 0;

  before(async () => {
    // The evening before clocks go back in Madrid, from 3:00 to 2:00.
    now = Date.parse('2026-10-24T18:05:00.000Z');
    application = await startTestApplication({
      clock: () => new Date(now),
      environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' },
    });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    await admin.api.patch(`/users/${agent.user.id}`, { name: '=Ana' }).expect(200);
    const { store } = application.application;
    await store.write(({ database }) =>
      database.updateTable('clients').set({ timeZone: 'Europe/Madrid' }).where('clientCode', '=', 'acme').execute(),
    );
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    sessionId = body.session.id;
  });
  beforeEach(() => {
    number += 100;
  });
  after(() => application.stop());

  function receive(message: Partial<RecordedMessage> = {}) {
    number += 1;
    return application.application.store.write((writing) =>
      recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: { phoneNumber: `5730011${String(number).padStart(5, '0')}` },
        whatsappId: `W-${String(number)}`,
        fromMe: false,
        type: 'text',
        text: 'hello',
        sentAt: writing.now,
        ...message,
      }),
    );
  }
  const report = async (query = '', user = agent) =>
    (await user.api.get<StatsReport>(`/stats/report${query}`).expect(200)).body;
  const csv = async (query: string) => {
    const { body, headers } = await agent.api.get<string>(`/stats/export.csv${query}`).expect(200);
    return { lines: body.split('\r\n'), headers };
  };

  it('are those of today, hour by hour up to now, and of yesterday up to the same time', async () => {
    await receive();
    const message = await receive();
    const conversationId = message?.conversationId ?? '';
    now += 12 * 60_000;
    await receive({ address: { phoneNumber: `5730011${String(number).padStart(5, '0')}` }, fromMe: true });
    // The next day, after the clocks were set back, at the same time.
    now = Date.parse('2026-10-25T19:05:00.000Z');
    await receive();

    const today = await report();
    assert.deepEqual(statsReport.strict().parse(today), today);
    assert.deepEqual(
      [today.from, today.to, today.grain, today.timeZone],
      ['2026-10-25', '2026-10-25', 'hour', 'Europe/Madrid'],
    );
    assert.equal(today.points[0]?.at, '2026-10-24T22:00:00.000Z');
    assert.equal(today.points.length, 22);
    assert.equal(today.points.at(-1)?.at, '2026-10-25T19:00:00.000Z');
    assert.deepEqual(today.points.at(-1)?.conversations, {
      openConversations: 3,
      unassigned: 3,
      unread: 2,
      waiting: 2,
    });
    assert.partialDeepStrictEqual(today.totals, { received: 1, sent: 0 });
    assert.deepEqual(today.before.until, '2026-10-24T18:00:00.000Z');
    assert.partialDeepStrictEqual(today.before, { from: '2026-10-24', to: '2026-10-24', conversations: null });
    assert.equal(today.before.totals.received, 0);

    now += QUARTER;
    const later = await report();
    assert.equal(later.before.until, '2026-10-24T18:15:00.000Z');
    assert.equal(later.before.totals.received, 2);
    assert.deepEqual(later.before.conversations, { openConversations: 2, unassigned: 2, unread: 2, waiting: 2 });
    assert.ok(conversationId);
  });

  it('know days of 25 hours, and days whole', async () => {
    const day = await report('?from=2026-10-25&to=2026-10-25');
    assert.equal(day.points.length, 22);
    now = Date.parse('2026-10-27T12:00:00.000Z');
    assert.equal((await report('?from=2026-10-25&to=2026-10-25')).points.length, 25);
    const days = await report('?from=2026-10-23&to=2026-10-25');
    assert.equal(days.grain, 'day');
    assert.deepEqual(
      days.points.map(({ at, received }) => [at, received]),
      [
        ['2026-10-22T22:00:00.000Z', 0],
        ['2026-10-23T22:00:00.000Z', 2],
        ['2026-10-24T22:00:00.000Z', 1],
      ],
    );
    assert.equal(days.points[0]?.conversations, null);
    assert.partialDeepStrictEqual(days.totals, {
      received: 3,
      sent: 1,
      sentBy: { phone: 1 },
      firstReplies: { answered: 1, median: 730, p90: 730 },
    });
    assert.deepEqual(
      days.lines.map(({ name, received, sent, firstReplies }) => [name, received, sent, firstReplies.answered]),
      [['Ventas', 3, 1, 1]],
    );
    assert.equal(days.before.from, '2026-10-20');
    assert.equal(days.before.until, days.points[0].at);
  });

  it('say who of the team has sent what, and how soon', async () => {
    const message = await receive();
    now += 60_000;
    const path = `/conversations/${message?.conversationId ?? ''}/messages`;
    await agent.api.post(path, { clientMessageId: 'to-be-sent', type: 'text', text: 'hi' }).expect(202);
    const { store } = application.application;
    await store.write(async (writing) => {
      const { whatsappId } = await writing.database
        .selectFrom('messages')
        .select('whatsappId')
        .where('clientMessageId', '=', 'to-be-sent')
        .executeTakeFirstOrThrow();
      await recordStatus(writing, { clientCode: 'acme', sessionId, whatsappId, status: 'read' });
    });
    const firstReplies = { answered: 1, median: 59.9, p90: 59.9 };
    assert.deepEqual((await report()).agents, [
      { userId: agent.user.id, name: '=Ana', sent: 1, failed: 0, firstReplies },
    ]);
    const { lines } = await csv('');
    assert.ok(
      lines.includes("2026-10-27,13:00,2026-10-27T12:00:00.000Z,'=Ana,Ventas,agente,0,1,1,1,0,1,59.9,59.9,,,,"),
    );
    const { body: team } = await admin.api.get<TeamStats>('/stats/team').expect(200);
    assert.partialDeepStrictEqual(
      team.agents.find(({ userId }) => userId === agent.user.id),
      { sentToday: 1, firstReplies },
    );
  });

  it('are computed anew once anything has happened', async () => {
    const one = await report();
    now += 1_000;
    const same = await report('', admin);
    assert.deepEqual({ ...same, at: one.at }, one);
    assert.notEqual(same.at, one.at);
    await receive();
    assert.equal((await report()).totals.received, one.totals.received + 1);
    const { body } = await agent.api.get<StatsResponse>('/stats').expect(200);
    const { totals, seq } = await report();
    assert.equal(seq, body.seq);
    assert.partialDeepStrictEqual(body.stats, totals);
  });

  it('of a long range are those of its parts, those of today as they are now', async () => {
    const days = (from: string, to: string) => report(`?from=${from}&to=${to}`);
    const year = await days('2025-10-27', '2026-10-27');
    const [early, late] = [await days('2026-10-01', '2026-10-26'), await days('2026-10-27', '2026-10-27')];
    const { received, sent, sentBy } = year.totals;
    assert.ok(received > 0 && sent > 0);
    assert.equal(received, early.totals.received + late.totals.received);
    assert.equal(sent, early.totals.sent + late.totals.sent);
    assert.equal(sentBy.user, early.totals.sentBy.user + late.totals.sentBy.user);
    assert.equal(year.points.length, 366);
    assert.deepEqual(year.points.at(-2)?.conversations, early.points.at(-1)?.conversations);

    await receive();
    const { totals, points } = await days('2025-10-27', '2026-10-27');
    assert.equal(totals.received, received + 1);
    assert.equal(points.at(-1)?.received, late.totals.received + 1);
    const before = await days('2026-07-19', '2026-10-27');
    assert.equal(before.before.totals.received, 0);
    const after = await days('2025-10-26', '2026-10-25').then(({ before }) => before);
    assert.deepEqual([after.from, after.to, after.totals.received], ['2024-10-26', '2025-10-25', 0]);
  });

  it('are refused in words for days that make no range', async () => {
    for (const [query, path] of [
      ['from=2026-10-26&to=2026-10-25', 'from'],
      ['from=2026-10-26&to=2026-10-28', 'to'],
      ['from=2025-10-26&to=2026-10-27', 'from'],
      ['from=yesterday', 'from'],
      ['to=2026-02-30', 'to'],
    ] as const) {
      for (const what of ['report', 'export.csv']) {
        const { body } = await agent.api.get<{ errors: { path: string }[] }>(`/stats/${what}?${query}`).expect(400);
        assert.equal(body.errors[0]?.path, path, query);
      }
    }
    await agent.api.get('/stats/report?from=2025-10-27&to=2026-10-27').expect(200);
  });

  it('are a table for spreadsheets', async () => {
    const { lines, headers } = await csv('?from=2026-10-23&to=2026-10-25');
    assert.match(headers.get('content-disposition') ?? '', /2026-10-23 2026-10-25\.csv/);
    assert.match(headers.get('content-type') ?? '', /text\/csv; charset=utf-8/);
    assert.ok(lines[0]?.startsWith('fecha,hora,inicio_utc,agente,linea,autor,recibidos'));
    assert.deepEqual(lines.slice(1), [
      '2026-10-24,,2026-10-23T22:00:00.000Z,,Ventas,contacto,2,0,0,0,0,0,,,,,,',
      '2026-10-24,,2026-10-23T22:00:00.000Z,,Ventas,teléfono,0,1,0,0,0,1,730,730,,,,',
      '2026-10-24,,2026-10-23T22:00:00.000Z,,,,,,,,,,,,2,2,1,1',
      '2026-10-25,,2026-10-24T22:00:00.000Z,,Ventas,contacto,1,0,0,0,0,0,,,,,,',
      '2026-10-25,,2026-10-24T22:00:00.000Z,,,,,,,,,,,,3,3,2,2',
      '',
    ]);
    const english = await csv('?from=2026-10-24&to=2026-10-25&language=en');
    assert.ok(english.lines[0]?.startsWith('date,time,start_utc,agent,line,author,received'));
    assert.ok(english.lines.includes('2026-10-24,20:00,2026-10-24T18:00:00.000Z,,Ventas,contact,2,0,0,0,0,0,,,,,,'));
  });

  it('are nobody else’s business', async () => {
    const stranger = await application.createClient('other');
    assert.equal((await report('?from=2026-10-01&to=2026-10-25', stranger)).totals.received, 0);
    const operator = await application.operator();
    for (const path of ['report', 'export.csv', 'team']) {
      await operator.api.get(`/stats/${path}`).expect(403);
      await application.anonymous.get(`/stats/${path}`).expect(401);
      await admin.api.post(`/stats/${path}`).expect(405);
    }
    await agent.api.get('/stats/team').expect(403);
  });

  it('of the team say whose work it is, and who waits how long', async () => {
    const message = await receive({ sentAt: new Date(now - 600_000).toISOString() });
    await agent.api.patch(`/conversations/${message?.conversationId ?? ''}`, { assignedTo: agent.user.id }).expect(200);
    await receive();
    const { body: team } = await admin.api.get<TeamStats>('/stats/team').expect(200);
    assert.deepEqual(teamStats.strict().parse(team), team);
    assert.partialDeepStrictEqual(
      team.agents.find(({ userId }) => userId === agent.user.id),
      {
        role: 'agent',
        active: true,
        open: 1,
        unread: 1,
        waiting: 1,
        waitingSince: new Date(now - 600_000).toISOString(),
      },
    );
    assert.partialDeepStrictEqual(
      team.agents.find(({ userId }) => userId === admin.user.id),
      { role: 'admin', open: 0, waiting: 0, waitingSince: null, sentToday: 0 },
    );
    const { body } = await admin.api.get<StatsResponse>('/stats').expect(200);
    assert.equal(
      team.waiting.reduce((sum, { count }) => sum + count, 0),
      body.stats.waiting,
    );
    assert.deepEqual(team.waiting[1], { count: 1, unassigned: 0 });
    assert.equal(team.waiting[0]?.count, team.waiting[0]?.unassigned);
    assert.ok((team.waiting[5]?.count ?? 0) >= 2);
  });
});
