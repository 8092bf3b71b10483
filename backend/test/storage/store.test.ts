import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { readHead, Store, type CommitTask, type CommittedEvent } from '../../src/storage/index.ts';
import { readEvents } from '../support/read-events.ts';

describe('Store', () => {
  let directory: string;
  let store: Store;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-store-'));
    store = await Store.open(join(directory, 'condorito.db'));
    await store.write(async ({ database, now }) => {
      for (const clientCode of ['one', 'two']) {
        await database
          .insertInto('clients')
          .values({
            clientCode,
            name: clientCode,
            timeZone: 'UTC',
            epoch: `epoch-${clientCode}`,
            seq: 0,
            createdAt: now,
          })
          .execute();
      }
    });
  });

  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const rename = (clientCode: string, name: string) =>
    store.write(({ database, event }) =>
      event(clientCode, 'settings:changed', async () => {
        await database.updateTable('clients').set({ name }).where('clientCode', '=', clientCode).execute();
        return { kind: name };
      }),
    );
  const nameOf = (clientCode: string) =>
    store.read(async (database) => {
      const clients = database.selectFrom('clients').select('name').where('clientCode', '=', clientCode);
      return (await clients.executeTakeFirstOrThrow()).name;
    });

  it('numbers the events of each client 1, 2, 3 without holes', async () => {
    await Promise.all([rename('one', 'a'), rename('two', 'b'), rename('one', 'c')]);
    const events = await store.read((database) => readEvents(database, 'one', 0, 10));
    assert.deepEqual(
      events.map(({ seq, data }) => [seq, data]),
      [
        [1, { clientCode: 'one', seq: 1, at: events[0]?.at, kind: 'a' }],
        [2, { clientCode: 'one', seq: 2, at: events[1]?.at, kind: 'c' }],
      ],
    );
    assert.deepEqual(await store.read((database) => readHead(database, 'two')), { epoch: 'epoch-two', seq: 1 });
  });

  it('keeps nothing of a write that throws, and leaves its neighbours in the same commit alone', async () => {
    const failing = store.write(async ({ database, event }) => {
      await event('one', 'settings:changed', async () => {
        await database.updateTable('clients').set({ name: 'lost' }).where('clientCode', '=', 'one').execute();
        return { kind: 'lost' };
      });
      throw new Error('refused');
    });
    const results = await Promise.allSettled([rename('one', 'before'), failing, rename('one', 'after')]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(await nameOf('one'), 'after');
    const events = await store.read((database) => readEvents(database, 'one', 0, 10));
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1, 2],
    );
  });

  it('takes places without a hole, whatever came of the writes beside them, and tells a write how far it is', async () => {
    const failing = () =>
      store.write(async ({ event }) => {
        await event('one', 'settings:changed', () => Promise.resolve({ kind: 'lost' }));
        throw new Error('refused');
      });
    const skipping = store.write(async ({ database, skipPlaces }) => {
      const first = await skipPlaces('one', 10);
      return { first, head: await readHead(database, 'one') };
    });
    const settled = await Promise.allSettled([failing(), skipping, rename('one', 'a'), failing(), rename('one', 'b')]);
    assert.deepEqual(settled[1], {
      status: 'fulfilled',
      value: { first: 1, head: { epoch: 'epoch-one', seq: 10 } },
    });
    const events = await store.read((database) => readEvents(database, 'one', 0, 20));
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [11, 12],
    );
    assert.equal((await store.read((database) => readHead(database, 'one'))).seq, 12);
  });

  it('leaves no hole where SQLite itself has given a commit up in the middle of a write', async () => {
    const beside = rename('one', 'lost too');
    const failing = store.write(async ({ database, event }) => {
      await event('one', 'settings:changed', () => Promise.resolve({ kind: 'lost' }));
      // As on a full disk.
      await sql`rollback`.execute(database);
      throw new Error('no room');
    });
    await assert.rejects(failing);
    await assert.rejects(beside);
    const refused = store.write(() => Promise.reject(new Error('refused')));
    await Promise.allSettled([refused, rename('one', 'kept')]);
    const events = await store.read((database) => readEvents(database, 'one', 0, 20));
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1],
    );
  });

  it('does what writes have noted for the end of a commit once, without what failed', async () => {
    const done: (readonly string[])[] = [];
    const task: CommitTask<string> = (_database, notes) => {
      done.push(notes);
      return Promise.resolve();
    };
    const note = (text: string, isLost = false) =>
      store.write(({ atCommit }) => {
        atCommit(task, text);
        return isLost ? Promise.reject(new Error('lost')) : Promise.resolve();
      });
    await Promise.allSettled([note('a'), note('b', true), note('c')]);
    assert.deepEqual(done, [['a', 'c']]);
  });

  it('keeps nothing of a commit whose end fails', async () => {
    const task = () => Promise.reject(new Error('no room'));
    const failing = store.write(async ({ database, atCommit }) => {
      await database.updateTable('clients').set({ name: 'lost' }).where('clientCode', '=', 'one').execute();
      atCommit(task, 'anything');
    });
    const beside = rename('one', 'lost too');
    await assert.rejects(failing, /no room/);
    await assert.rejects(beside, /no room/);
    assert.equal(await nameOf('one'), 'one');
    await rename('one', 'kept');
    assert.equal(await nameOf('one'), 'kept');
    assert.equal((await store.read((database) => readHead(database, 'one'))).seq, 1);
  });

  it('tells of events only after their commit, in order', async () => {
    const heard: CommittedEvent[] = [];
    const names: Promise<string>[] = [];
    store.onCommitted((events) => {
      heard.push(...events);
      names.push(nameOf('one'));
    });
    await Promise.all([rename('one', 'first'), rename('one', 'second')]);
    assert.deepEqual(
      heard.map(({ seq }) => seq),
      [1, 2],
    );
    assert.deepEqual(await Promise.all(names), ['second']);
  });

  it('shows readers one moment: no uncommitted row, no seq ahead of its rows', async () => {
    let seen: Promise<string> | undefined;
    await store.write(async ({ database }) => {
      await database.updateTable('clients').set({ name: 'not yet' }).where('clientCode', '=', 'one').execute();
      seen = nameOf('one');
      await seen;
    });
    assert.equal(await seen, 'one');
  });

  it('refuses a write that waits for something other than the store', async () => {
    const slow = store.write(() => new Promise((resolve) => setTimeout(resolve, 5)));
    await assert.rejects(slow, /awaited something other than the store/);
    await rename('one', 'still works');
    assert.equal(await nameOf('one'), 'still works');
  });

  it('waits for another program that has locked the database, and reads go on meanwhile', async () => {
    const other = new DatabaseSync(join(directory, 'condorito.db'));
    other.exec('BEGIN EXCLUSIVE');
    const renamed = rename('one', 'later');
    assert.equal(await nameOf('one'), 'one');
    other.exec('ROLLBACK');
    other.close();
    await renamed;
    assert.equal(await nameOf('one'), 'later');
  });

  it('survives being opened again', async () => {
    await rename('one', 'kept');
    await store.close();
    store = await Store.open(join(directory, 'condorito.db'));
    assert.equal(await nameOf('one'), 'kept');
  });
});
