import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Store } from '../../src/storage/index.ts';

const firstTables = readFileSync(join(import.meta.dirname, '../dashboard/first-tables.sql'), 'utf8');

describe('A database from before groups', () => {
  let directory: string;
  let file: string;
  let before: Record<string, unknown>[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
    file = join(directory, 'condorito.db');
    const old = new DatabaseSync(file);
    old.exec(firstTables);
    old.exec(`INSERT INTO "outbox" SELECT "id", "clientCode", "sessionId", "conversationId", "position", 2, "sentAt"
      FROM "messages" WHERE "status" = 'queued'`);
    before = old.prepare('SELECT * FROM "messages" ORDER BY "id"').all();
    old.close();
    await (await Store.open(file)).close();
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const read = (sql: string) => {
    const database = new DatabaseSync(file);
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  };

  it('keeps every message as it was, written by nobody of a group', () => {
    const added = { participantId: null, participantKey: '', replyToId: null, mediaId: null, details: null };
    // The one that answered first, as far as the times of this history tell.
    const answeredAfter = ({ id }: { id?: unknown }) => ({ answeredAfter: id === 'm3' ? 0 : null });
    assert.ok(before.length > 0);
    assert.deepEqual(
      read('SELECT * FROM "messages" ORDER BY "id"').map((row) => ({ ...row })),
      before.map((row) => ({ ...row, ...added, ...answeredAfter(row) })),
    );
  });

  it('keeps what waits to be sent, and everything that refers to something', () => {
    const waiting = before.filter(({ status }) => status === 'queued').map(({ id }) => id);
    assert.ok(waiting.length > 0);
    assert.deepEqual(
      read('SELECT "messageId", "attempts" FROM "outbox"').map((row) => ({ ...row })),
      waiting.map((messageId) => ({ messageId, attempts: 2 })),
    );
    assert.deepEqual(read('PRAGMA foreign_key_check'), []);
    const [reference] = read(`SELECT "table", "from" FROM pragma_foreign_key_list('outbox')`);
    assert.deepEqual({ ...reference }, { table: 'messages', from: 'messageId' });
  });

  it('has persons for contacts, and its indexes', () => {
    assert.deepEqual(
      read('SELECT DISTINCT "kind", "groupId" FROM "contacts"').map((row) => ({ ...row })),
      [{ kind: 'person', groupId: null }],
    );
    const indexes = read(`SELECT "name" FROM sqlite_master WHERE "type" = 'index' AND "name" NOT LIKE 'sqlite%'
      AND "tbl_name" IN ('messages', 'outbox') ORDER BY "name"`);
    assert.deepEqual(
      indexes.map(({ name }) => name),
      [
        'filesOfContact',
        'messagesInOrder',
        'messagesInReply',
        'messagesOfParticipant',
        'numberChanges',
        'oneMessageOfClientMessageId',
        'outboxInOrder',
        'outboxOfConversation',
        'quotesByAuthor',
      ],
    );
  });
});
