import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { Store } from '../../src/storage/index.ts';

const firstTables = readFileSync(join(import.meta.dirname, '../dashboard/first-tables.sql'), 'utf8');

it('A name from before stays, and is WhatsApp’s unless it was made of the number', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
  context.after(() => {
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, 'condorito.db');
  const old = new DatabaseSync(file);
  old.exec(firstTables);
  const insert =
    old.prepare(`INSERT INTO "contacts" ("id", "clientCode", "version", "name", "phoneNumber", "searchText",
    "createdAt") SELECT ?, "clientCode", 1, ?, ?, '', '' FROM "clients" LIMIT 1`);
  insert.run('named', 'Luz', '573009990001');
  insert.run('by-number', '+573009990002', '573009990002');
  insert.run('by-nothing', 'WhatsApp', null);
  old.close();
  await (await Store.open(file)).close();

  const migrated = new DatabaseSync(file);
  const contacts = migrated
    .prepare(`SELECT "id", "name", "whatsappName" FROM "contacts" WHERE "searchText" = ''`)
    .all();
  migrated.close();
  assert.deepEqual(
    contacts.map((contact) => ({ ...contact })),
    [
      { id: 'named', name: 'Luz', whatsappName: 'Luz' },
      { id: 'by-number', name: '+573009990002', whatsappName: '' },
      { id: 'by-nothing', name: 'WhatsApp', whatsappName: '' },
    ],
  );
});
