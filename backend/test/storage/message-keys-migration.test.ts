import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { migrations } from '../../src/storage/migrations/index.ts';
import { Store } from '../../src/storage/index.ts';

const NOW = '2026-11-28T10:00:00.000Z';

describe('A database from before messages had their key by session', () => {
  let directory: string;
  let file: string;
  let before: unknown[];

  const read = (sql: string) => {
    const database = new DatabaseSync(file);
    const rows = database.prepare(sql).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  };
  const everything = () =>
    ['messages', 'outbox', 'readReceipts'].map((table) => read(`SELECT * FROM "${table}" ORDER BY rowid`));

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
    file = join(directory, 'condorito.db');
    const steps = Object.entries(migrations).filter(([name]) => name < '0019');
    await (await Store.open(file, undefined, Object.fromEntries(steps))).close();
    const old = new DatabaseSync(file);
    old.exec(`
      INSERT INTO "clients" ("clientCode", "name", "timeZone", "epoch", "seq", "createdAt")
        VALUES ('c', 'C', 'UTC', 'e', 3, '${NOW}');
      INSERT INTO "whatsappSessions" ("id", "clientCode", "version", "kind", "name", "state", "since", "linked", "createdAt")
        VALUES ('s', 'c', 1, 'cloud-api', 'L', 'open', '${NOW}', 1, '${NOW}');
      INSERT INTO "contacts" ("id", "clientCode", "version", "name", "searchText", "createdAt")
        VALUES ('luz', 'c', 1, 'Luz', 'luz', '${NOW}');
      INSERT INTO "conversations" ("id", "clientCode", "version", "contactId", "sessionId", "status", "unread", "botEnabled",
        "updatedAt") VALUES ('k', 'c', 3, 'luz', 's', 'open', 1, 1, '${NOW}');
    `);
    const insert =
      old.prepare(`INSERT INTO "messages" ("id", "clientCode", "version", "conversationId", "contactId", "sessionId",
      "position", "whatsappId", "fromMe", "clientMessageId", "author", "type", "text", "details", "answeredAfter", "status",
      "sentAt", "createdAt") VALUES (?, 'c', ?, 'k', 'luz', 's', ?, ?, ?, ?, ?, 'text', ?, ?, ?, ?, '${NOW}', '${NOW}')`);
    insert.run('m2', 2, 2, 'wa-2', 1, 'mine', 'user', 'Hola, Luz', '{"forwarded":true}', 40, 'queued');
    insert.run('m1', 1, 1, 'wa-1', 0, null, 'contact', 'Hola', null, null, 'received');
    insert.run('m3', 3, 3, 'wa-3', 0, null, 'contact', '¿Abren?', null, null, 'received');
    old.exec(`
      INSERT INTO "outbox" VALUES ('m2', 'c', 's', 'k', 2, 4, '${NOW}');
      INSERT INTO "readReceipts" VALUES ('m1', 'c', 's');
    `);
    old.close();
    before = everything();
    await (await Store.open(file)).close();
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('keeps every message, what waits to be sent, and what is to be told as read', () => {
    assert.deepEqual(everything(), before);
    assert.deepEqual(read('PRAGMA foreign_key_check'), []);
    for (const table of ['outbox', 'readReceipts']) {
      const [reference] = read(`SELECT "table", "from" FROM pragma_foreign_key_list('${table}')`);
      assert.deepEqual(reference, { table: 'messages', from: 'messageId' });
    }
  });

  it('refuses a bubble, and what a browser has sent, a second time', () => {
    const database = new DatabaseSync(file);
    const columns = read(`SELECT "name" FROM pragma_table_info('messages')`).map(({ name }) => String(name));
    const again = (id: string, changed: string) => {
      const values = columns.map((name) => (name === 'id' || name === changed ? `'other'` : `"${name}"`));
      database.exec(`INSERT INTO "messages" SELECT ${values.join(', ')} FROM "messages" WHERE "id" = '${id}'`);
    };
    assert.throws(() => {
      again('m1', 'clientMessageId');
    }, /UNIQUE/);
    assert.throws(() => {
      again('m2', 'whatsappId');
    }, /UNIQUE/);
    again('m1', 'whatsappId');
    database.close();
  });

  it('finds a message by WhatsApp’s id and by the browser’s without reading the others', () => {
    const plan = (where: string) =>
      read(`EXPLAIN QUERY PLAN SELECT * FROM "messages" WHERE ${where}`)
        .map(({ detail }) => detail)
        .join();
    assert.match(plan(`"clientCode" = ? AND "sessionId" = ? AND "whatsappId" = ?`), /sessionId=\? AND whatsappId=\?/);
    assert.match(plan(`"clientCode" = ? AND "clientMessageId" = ?`), /oneMessageOfClientMessageId/);
  });
});
