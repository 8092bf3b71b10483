import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { Store } from '../../src/storage/index.ts';
import { migrations } from '../../src/storage/migrations/index.ts';

it('A draft from before counts who has which variable; one that was sent is past that', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
  context.after(() => {
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, 'condorito.db');
  const earlier = Object.entries(migrations).filter(([name]) => name < '0016');
  await (await Store.open(file, () => new Date(), Object.fromEntries(earlier))).close();

  const old = new DatabaseSync(file);
  old.exec('PRAGMA foreign_keys = OFF');
  const campaign =
    old.prepare(`INSERT INTO "bulkCampaigns" ("id", "clientCode", "version", "name", "sessionId", "status",
    "pace", "createdBy", "createdAt") VALUES (?, 'acme', 1, '', 's', ?, '{}', 'u', '')`);
  const recipient = old.prepare(`INSERT INTO "bulkRecipients" ("id", "clientCode", "campaignId", "place", "phoneNumber",
    "numberKey", "name", "variables", "status") VALUES (?, 'acme', ?, 1, ?, ?, ?, ?, 'pending')`);
  const people = [
    ['Ana', { ciudad: 'Cali', 'saldo de hoy': ' ' }],
    ['', { ciudad: 'Pasto', nombre: 'Beto' }],
    ['Caro', { nombre: '' }],
  ] as const;
  for (const [id, status] of [
    ['draft', 'draft'],
    ['nobody', 'draft'],
    ['done', 'completed'],
  ] as const) {
    campaign.run(id, status);
    if (id === 'nobody') continue;
    for (const [index, [name, variables]] of people.entries()) {
      const number = `57300200000${String(index)}`;
      recipient.run(`${id}-${String(index)}`, id, number, number, name, JSON.stringify(variables));
    }
  }
  old.close();
  await (await Store.open(file)).close();

  const migrated = new DatabaseSync(file);
  const rows = migrated
    .prepare(`SELECT "id", "variables", "sources", "removing" FROM "bulkCampaigns" ORDER BY "id"`)
    .all();
  migrated.close();
  assert.deepEqual(
    rows.map(({ id, variables, ...rest }) => ({ id, variables: JSON.parse(String(variables)) as unknown, ...rest })),
    [
      { id: 'done', variables: {}, sources: '[]', removing: null },
      {
        id: 'draft',
        variables: { ciudad: 2, name: 2, nombre: 2, phone: 3, telefono: 3 },
        sources: '[]',
        removing: null,
      },
      { id: 'nobody', variables: {}, sources: '[]', removing: null },
    ],
  );
});
