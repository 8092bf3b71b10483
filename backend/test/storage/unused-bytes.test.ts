import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Store } from '../../src/storage/index.ts';
import { within } from '../support/index.ts';

const SECRET = 'quetzalcoatl';
const ROUNDS = 3_000;

describe('What was deleted from the database', () => {
  let directory: string;
  let file: string;
  let store: Store;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-unused-'));
    file = join(directory, 'condorito.db');
    store = await Store.open(file);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Rows of all sizes that come, grow and shrink in no order, as those of a product in use do; so pages are laid out anew. */
  async function live(): Promise<void> {
    const sizes = [10, 90, 400, 1_500, 6_000];
    const random = seeded(7);
    for (let round = 0; round < ROUNDS; round += 50) {
      await store.write(async ({ database }) => {
        for (let more = 0; more < 50; more += 1) {
          const word = random() < 0.3 ? SECRET : 'anything';
          const id = `${word}-${String(Math.floor(random() * 900))}`;
          const text = word.repeat((sizes[Math.floor(random() * sizes.length)] ?? 10) / 10);
          await database
            .insertInto('cannedReplies')
            .values({ id, shortcut: id, text, clientCode: '', createdAt: '' })
            .onConflict((conflict) => conflict.column('id').doUpdateSet({ text }))
            .execute();
        }
      });
    }
  }

  const rows = () => store.read((database) => database.selectFrom('cannedReplies').selectAll().orderBy('id').execute());
  const deleteSecrets = () =>
    store.write(({ database }) => database.deleteFrom('cannedReplies').where('id', 'like', `${SECRET}%`).execute());
  const traces = () =>
    [file, `${file}-wal`].map((path) => readFileSync(path).toString('latin1').split(SECRET).length - 1);

  it('is overwritten wherever SQLite has left it, and everything else is as it was', async () => {
    await live();
    await deleteSecrets();
    const left = await rows();
    assert.ok(left.length > 100);
    assert.notDeepEqual(traces(), [0, 0], 'there was nothing to overwrite');

    await store.overwriteDeleted();

    assert.deepEqual(traces(), [0, 0]);
    assert.deepEqual(await rows(), left);
    await live();
    await deleteSecrets();
    await store.overwriteDeleted();
    const beside = new DatabaseSync(file, { readOnly: true });
    assert.deepEqual({ ...beside.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    beside.close();
  });

  it('is overwritten in pages that no table has any more, and behind the end of rows over several pages', async () => {
    await live();
    // In one commit, so that pages of what goes are taken as they are, with less on the last of a row.
    await store.write(async ({ database }) => {
      await database.deleteFrom('cannedReplies').execute();
      for (let number = 0; number < 400; number += 1) {
        const id = `later-${String(number)}`;
        const text = 'l'.repeat(4_100 + 10 * number);
        await database
          .insertInto('cannedReplies')
          .values({ id, shortcut: id, text, clientCode: '', createdAt: '' })
          .execute();
      }
    });
    const left = await rows();
    assert.notDeepEqual(traces(), [0, 0], 'there was nothing to overwrite');

    await store.overwriteDeleted();

    assert.deepEqual(traces(), [0, 0]);
    assert.deepEqual(await rows(), left);
    const beside = new DatabaseSync(file, { readOnly: true });
    assert.deepEqual({ ...beside.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    beside.close();
  });

  it('waits for another program that reads, and holds up no write meanwhile', async () => {
    await live();
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('select count(*) from cannedReplies').get();
    await deleteSecrets();
    const overwritten = store.overwriteDeleted();
    await within(deleteSecrets(), 'a write beside it');
    assert.equal(await Promise.race([overwritten.then(() => 'done'), Promise.resolve('waits')]), 'waits');
    reader.exec('COMMIT');
    reader.close();

    await within(overwritten, 'the reader to be gone');

    assert.deepEqual(traces(), [0, 0]);
  });
});

/** Numbers from 0 up to 1 that look drawn, the same ones each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
