import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CompiledOnce, Store } from '../../src/storage/index.ts';

describe('A query that is compiled once', () => {
  let directory: string;
  let store: Store;
  let compiled = 0;
  const insert = new CompiledOnce(
    (
      database,
      row: { clientCode: string; name: string; timeZone: string; epoch: string; seq: number; createdAt: string },
    ) => database.insertInto('clients').values(row),
  );
  const select = new CompiledOnce((database, wanted: { name?: string; clientCode?: string; epoch?: string }) => {
    compiled += 1;
    return database
      .selectFrom('clients')
      .select('clientCode')
      .where((eb) => eb.and(wanted))
      .where('timeZone', '=', 'UTC')
      .orderBy('clientCode');
  });
  const find = (wanted: { name?: string; clientCode?: string; epoch?: string }) =>
    store.read(async (database) => (await select.execute(database, wanted)).map(({ clientCode }) => clientCode));

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-compiled-'));
    store = await Store.open(join(directory, 'condorito.db'));
    await store.write(async ({ database, now: createdAt }) => {
      for (const [clientCode, timeZone] of [
        ['one', 'UTC'],
        ['two', 'UTC'],
        ['three', 'Europe/Madrid'],
      ] as const) {
        await insert.execute(database, {
          clientCode,
          name: 'name',
          timeZone,
          epoch: `of ${clientCode}`,
          seq: 0,
          createdAt,
        });
      }
    });
  });
  after(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('takes other values each time, beside those of its own', async () => {
    assert.deepEqual(await find({ name: 'name' }), ['one', 'two']);
    assert.deepEqual(await find({ name: 'another' }), []);
    assert.deepEqual(await find({ name: '\0name' }), []);
    assert.equal(compiled, 1);
  });

  it('is another one for other names', async () => {
    compiled = 0;
    assert.deepEqual(await find({ clientCode: 'two', epoch: 'of two' }), ['two']);
    assert.deepEqual(await find({ clientCode: 'two', epoch: 'of one' }), []);
    assert.deepEqual(await find({ clientCode: 'one' }), ['one']);
    assert.equal(compiled, 2);
  });
});
