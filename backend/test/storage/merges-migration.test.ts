import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pino } from 'pino';
import { ContactMerging } from '../../src/contact-merging/index.ts';
import { migrations } from '../../src/storage/migrations/index.ts';
import { Store } from '../../src/storage/index.ts';
import { DrivenTime } from '../support/driven-time.ts';
import { until } from '../whatsapp/linked-process.ts';

const NOW = '2026-11-28T10:00:00.000Z';
const EVA = '5215512345678';
/** The same number in its other spelling. */
const EMA = '525512345678';

describe('A merge that was under way when there was no way back', () => {
  let directory: string;
  let file: string;

  const read = (sql: string) => {
    const database = new DatabaseSync(file);
    const rows = database.prepare(sql).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-migration-'));
    file = join(directory, 'condorito.db');
    const earlier = Object.entries(migrations).filter(([name]) => name < '0029');
    await (await Store.open(file, undefined, Object.fromEntries(earlier))).close();
    const old = new DatabaseSync(file);
    old.exec(`INSERT INTO "clients" ("clientCode", "name", "timeZone", "epoch", "seq", "createdAt")
      VALUES ('c', 'C', 'UTC', 'e', 9, '${NOW}')`);
    const person =
      old.prepare(`INSERT INTO "contacts" ("id", "clientCode", "version", "name", "namedByTeam", "phoneNumber",
      "lid", "searchText", "createdAt") VALUES (?, 'c', 1, ?, 1, ?, ?, '', '${NOW}')`);
    person.run('eva', 'Eva', EVA, null);
    person.run('ema', 'Ema', EMA, null);
    person.run('lid', 'Luz', null, '111');
    person.run('number', 'Luz M.', '573001112233', null);
    const merge = old.prepare(`INSERT INTO "contactMerges" VALUES (?, ?, 'c', ?, ?)`);
    const keep = { name: 'other' };
    const versions = { this: 1, other: 1 };
    merge.run('ema', 'eva', JSON.stringify({ keep, number: 'other', spare: null, versions }), NOW);
    merge.run('number', 'lid', JSON.stringify({ keep: {}, number: null, spare: '573001112233', versions }), NOW);
    old.close();
    await (await Store.open(file)).close();
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is one still, about the number that somebody was shown', () => {
    const rows = read(`SELECT "fromId", "intoId", "clientCode", "refused", "hasWayBack", "at",
      json_extract("decision", '$.phoneNumber') AS "phoneNumber", json_extract("decision", '$.spare') AS "spare"
      FROM "contactMerges" ORDER BY "fromId"`);
    const rest = { clientCode: 'c', refused: null, hasWayBack: 0, at: NOW };
    assert.deepEqual(rows, [
      { fromId: 'ema', intoId: 'eva', phoneNumber: EMA, spare: null, ...rest },
      { fromId: 'number', intoId: 'lid', phoneNumber: null, spare: '573001112233', ...rest },
    ]);
  });

  it('is not lost with a contact: nobody whom it names can be deleted', () => {
    const database = new DatabaseSync(file);
    for (const id of ['ema', 'eva']) {
      assert.throws(() => database.prepare(`DELETE FROM "contacts" WHERE "id" = ?`).run(id), /FOREIGN KEY/);
    }
    database.close();
  });

  it('comes to its end as it was decided', async () => {
    const store = await Store.open(file);
    const merging = new ContactMerging({
      store,
      logger: pino({ level: 'silent' }),
      after: new DrivenTime().after,
      askWhatsApp: () => Promise.resolve('not_on_whatsapp'),
    });
    await merging.start();
    await until('nothing to be under way', () =>
      store.read(async (database) => (await database.selectFrom('contactMerges').selectAll().execute()).length === 0),
    );
    await merging.close();
    await store.close();
    assert.deepEqual(read(`SELECT "id", "name", "phoneNumber", "lid" FROM "contacts" ORDER BY "id"`), [
      { id: 'eva', name: 'Ema', phoneNumber: EVA, lid: null },
      { id: 'lid', name: 'Luz', phoneNumber: null, lid: '111' },
    ]);
  });
});
