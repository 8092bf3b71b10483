import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Stats } from '#contract/stats';
import { changeConversation, findConversation } from '../../src/conversations/index.ts';
import { LiveFigures } from '../../src/dashboard/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { readHead } from '../../src/storage/index.ts';
import { CLIENT, ClientWithHistory } from '../conversations/client-with-history.ts';

const MINUTE = 60_000;
const none: Stats = {
  received: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  sentBy: { user: 0, phone: 0, bot: 0, campaign: 0 },
  firstReplies: { answered: 0, median: null, p90: null },
  openConversations: 0,
  unassigned: 0,
  unread: 0,
  waiting: 0,
  closedConversations: 0,
  agents: {},
  lines: {},
};

describe('Figures as they change', () => {
  let client: ClientWithHistory;
  let figures: LiveFigures;
  let timers: { due: number; work: () => void }[];
  let elapsed: number;
  let connected: Set<string>;
  let told: { clientCode: string; stats: Stats }[];

  beforeEach(async () => {
    // Ten minutes before midnight in Bogotá.
    client = await ClientWithHistory.open('2026-03-01T04:50:00.000Z', 'America/Bogota');
    timers = [];
    elapsed = 0;
    connected = new Set([CLIENT]);
    told = [];
    figures = new LiveFigures({
      store: client.store,
      logger: createLogger({ level: 'error', json: true }),
      hasSockets: (clientCode) => connected.has(clientCode),
      emit: (clientCode, { stats }) => told.push({ clientCode, stats }),
      after: (milliseconds, work) => {
        const timer = { due: elapsed + milliseconds, work };
        timers.push(timer);
        return () => (timers = timers.filter((other) => other !== timer));
      },
    });
  });

  afterEach(async () => {
    await figures.close();
    await client.close();
  });

  /** Lets time pass, for clock and timers alike, and waits for what that sets off. */
  async function pass(milliseconds: number): Promise<void> {
    client.pass(milliseconds);
    elapsed += milliseconds;
    for (;;) {
      const next = timers.find(({ due }) => due <= elapsed);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      next.work();
    }
    await settled();
  }

  /** Reads come one after the other, so the one for the browsers is over when this one is. */
  async function settled(): Promise<void> {
    await client.store.read((database) => database.selectFrom('clients').select('seq').execute());
  }

  it('are told at once, and then once a second at most, as they are by then', async () => {
    await client.receive({ whatsappId: 'first' });
    await settled();
    const lines = (received: number, sent: number) => ({ [client.sessionId]: { received, sent } });
    const first = {
      ...none,
      received: 1,
      openConversations: 1,
      unassigned: 1,
      unread: 1,
      waiting: 1,
      lines: lines(1, 0),
    };
    assert.deepEqual(told, [{ clientCode: CLIENT, stats: first }]);

    for (let count = 0; count < 20; count += 1) {
      await client.receive({});
      await pass(40);
    }
    assert.equal(told.length, 1);
    await pass(200);
    assert.deepEqual(told.at(-1)?.stats, { ...first, received: 21, lines: lines(21, 0) });
    assert.equal(told.length, 2);

    await pass(5_000);
    assert.equal(told.length, 2);
    await client.receive({ fromMe: true, status: 'read' });
    await settled();
    const answered: Partial<Stats> = {
      sent: 1,
      delivered: 1,
      read: 1,
      sentBy: { ...none.sentBy, phone: 1 },
      firstReplies: { answered: 1, median: 21.3, p90: 21.3 },
      unread: 0,
      waiting: 0,
      lines: lines(21, 1),
    };
    assert.deepEqual(told.at(-1)?.stats, { ...first, received: 21, ...answered });
  });

  it('are told again although they are back where they were: somebody may have seen them in between', async () => {
    const message = await client.receive({});
    await client.receive({ fromMe: true });
    await pass(1_000);
    await pass(1_000);
    told = [];
    figures.renew(CLIENT);
    await settled();
    for (const status of ['closed', 'open'] as const) {
      await client.store.write(async (writing) => {
        const row = await findConversation(writing.database, CLIENT, message?.conversationId ?? '');
        if (row) await changeConversation(writing, row, { status });
      });
    }
    await pass(1_000);
    assert.equal(told.length, 2);
    assert.deepEqual(told[1], told[0]);
  });

  it('are told to nobody while nobody is there, and to whoever comes', async () => {
    connected.clear();
    await client.receive({});
    await settled();
    assert.equal(told.length, 0);

    connected.add(CLIENT);
    figures.renew(CLIENT);
    await settled();
    assert.equal(told[0]?.stats.received, 1);

    await client.receive({});
    connected.clear();
    await pass(1_000);
    assert.equal(told.length, 1);
  });

  it('of one client are told to that client only', async () => {
    connected.add('other');
    await client.store.write(({ database, now: createdAt }) =>
      database
        .insertInto('clients')
        .values({ clientCode: 'other', name: 'Other', timeZone: 'UTC', epoch: 'first', seq: 0, createdAt })
        .execute(),
    );
    await client.receive({});
    await settled();
    assert.deepEqual(new Set(told.map(({ clientCode }) => clientCode)), new Set([CLIENT]));
    assert.deepEqual((await figures.now('other')).stats, none);
  });

  it('begin anew at midnight where the client is, without anything happening', async () => {
    await client.receive({});
    await pass(1_000);
    assert.equal(told.length, 1);

    await pass(9 * MINUTE);
    assert.equal(told.length, 1);
    await pass(MINUTE);
    assert.equal(told.length, 2);
    assert.deepEqual(told[1]?.stats, { ...none, openConversations: 1, unassigned: 1, unread: 1, waiting: 1 });

    await pass(24 * 60 * MINUTE);
    assert.equal(told.length, 3);
  });

  it('count a message on the day it was stored, whenever its status changes', async () => {
    await client.receive({ fromMe: true, whatsappId: 'late', status: 'sent' });
    await pass(20 * MINUTE);
    await client.status('late', 'read');
    await client.receive({});
    const { stats, at, epoch, seq } = await figures.now(CLIENT);
    assert.partialDeepStrictEqual(stats, { received: 1, sent: 0, delivered: 0, read: 0 });
    const head = await client.store.read((database) => readHead(database, CLIENT));
    assert.deepEqual({ at, epoch, seq }, { at: '2026-03-01T05:10:00.000Z', ...head });
  });

  it('are told no more once closed', async () => {
    await client.receive({});
    await client.receive({});
    await figures.close();
    await pass(20 * MINUTE);
    assert.equal(told.length, 1);
    assert.deepEqual(timers, []);
  });
});
