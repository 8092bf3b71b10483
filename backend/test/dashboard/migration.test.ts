import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Store } from '../../src/storage/index.ts';

const firstTables = readFileSync(join(import.meta.dirname, 'first-tables.sql'), 'utf8');

describe('A database from before the counters', () => {
  let directory: string;
  let store: Store;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
    const file = join(directory, 'condorito.db');
    const old = new DatabaseSync(file);
    old.exec(firstTables);
    old.close();
    store = await Store.open(file);
  });

  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('has its messages counted, each where it belongs', async () => {
    const rows = await store.read((database) =>
      database
        .selectFrom('messageCounts')
        .selectAll()
        .orderBy('clientCode')
        .orderBy('bucket')
        .orderBy('author')
        .execute(),
    );
    assert.deepEqual(
      rows.map(({ clientCode, bucket, userId, sessionId, author, received, sent, delivered, read, failed }) =>
        [clientCode, bucket.slice(11), userId, sessionId, author, received, sent, delivered, read, failed].join(' '),
      ),
      [
        'acme 10:00:00.000Z  sales contact 1 0 0 0 0',
        'acme 10:15:00.000Z  sales contact 1 0 0 0 0',
        'acme 10:15:00.000Z ana sales user 0 2 1 1 0',
        'acme 10:30:00.000Z  help contact 1 0 0 0 0',
        'acme 10:30:00.000Z  sales phone 0 1 1 0 0',
        'acme 10:45:00.000Z  help contact 1 0 0 0 0',
        'acme 10:45:00.000Z ana sales user 0 0 0 0 1',
        'acme 11:00:00.000Z  sales contact 1 0 0 0 0',
        'other 10:00:00.000Z  theirs contact 1 0 0 0 0',
      ],
    );
  });

  it('has its conversations counted, and no row where there are none', async () => {
    const rows = await store.read((database) =>
      database.selectFrom('conversationCounts').selectAll().orderBy('clientCode').execute(),
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { clientCode: 'acme', openConversations: 2, unassigned: 1, unread: 1, closedConversations: 1, waiting: 1 },
        { clientCode: 'other', openConversations: 1, unassigned: 1, unread: 1, closedConversations: 0, waiting: 1 },
      ],
    );
  });

  it('knows who waits for an answer and who was answered, and how long that took', async () => {
    const { waiting, replies, counts, agents } = await store.read(async (database) => ({
      waiting: await database
        .selectFrom('conversations')
        .select(['id', 'waitingSince'])
        .where('waitingSince', 'is not', null)
        .orderBy('id')
        .execute(),
      replies: await database
        .selectFrom('messages')
        .select(['id', 'answeredAfter'])
        .where('answeredAfter', 'is not', null)
        .execute(),
      counts: await database.selectFrom('firstReplyCounts').selectAll().execute(),
      agents: await database.selectFrom('agentCounts').select(['userId', 'waiting']).execute(),
    }));
    assert.deepEqual(
      waiting.map(({ id, waitingSince }) => [id, waitingSince]),
      [
        ['eva-theirs', '2026-11-20T10:00:00.000Z'],
        ['luz-help', '2026-11-20T10:00:00.000Z'],
      ],
    );
    assert.deepEqual(
      replies.map(({ id, answeredAfter }) => [id, answeredAfter]),
      [['m3', 0]],
    );
    assert.deepEqual(
      counts.map((row) => ({ ...row })),
      [
        {
          clientCode: 'acme',
          bucket: '2026-11-20T10:15:00.000Z',
          userId: 'ana',
          sessionId: 'sales',
          bin: 0,
          count: 1,
        },
      ],
    );
    assert.deepEqual(
      agents.map(({ userId, waiting: count }) => [userId, count]),
      [['ana', 0]],
    );
  });
});
