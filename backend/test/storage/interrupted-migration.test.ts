import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Migration } from 'kysely/migration';
import { Store } from '../../src/storage/index.ts';

const creating = (...names: string[]): Migration => ({
  up: async ({ schema }) => {
    for (const name of names) await schema.createTable(name).addColumn('id', 'text').execute();
  },
});
const failingAfter = (...names: string[]): Migration => ({
  up: async (database) => {
    await creating(...names).up(database);
    throw new Error('no space left');
  },
});

describe('A migration that does not come to its end', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-interrupted-'));
    file = join(directory, 'condorito.db');
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const open = async (migrations: Record<string, Migration>) => {
    const store = await Store.open(file, () => new Date(), migrations);
    await store.close();
  };
  const tables = () => {
    const database = new DatabaseSync(file);
    const rows = database
      .prepare(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'kysely%' ORDER BY "name"`)
      .all();
    database.close();
    return rows.map(({ name }) => name);
  };

  it('leaves nothing behind when it fails, nor do those before it, and the next start has them all', async () => {
    await open({ '0001-first': creating('first') });
    await assert.rejects(
      open({
        '0001-first': creating('first'),
        '0002-second': creating('second'),
        '0003-third': failingAfter('third'),
      }),
      /no space left/,
    );
    assert.deepEqual(tables(), ['first']);
    await open({
      '0001-first': creating('first'),
      '0002-second': creating('second'),
      '0003-third': creating('third', 'fourth'),
    });
    assert.deepEqual(tables(), ['first', 'fourth', 'second', 'third']);
  });

  it('leaves nothing behind when the process is killed, and the next start has them all', async () => {
    const script = join(import.meta.dirname, 'killed-while-migrating.ts');
    const child = spawn(process.execPath, [script, file], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
    assert.deepEqual(tables(), []);
    await open({ '0001-through': creating('through'), '0002-begun': creating('begun', 'more') });
    assert.deepEqual(tables(), ['begun', 'more', 'through']);
  });
});
