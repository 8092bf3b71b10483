import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { LoggedEventName } from '#contract/event-names';
import type { EventBody } from '#contract/events';
import { runDirectly } from './compiled-once.ts';
import { deleteEvents, insertEvent, type CommittedEvent } from './event-log.ts';
import { KeyedHash } from './keyed-hash.ts';
import { LogHeads } from './log-heads.ts';
import { migrations } from './migrations/index.ts';
import { SqliteConnection } from './sqlite-database.ts';
import { TransactionalSqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';
import { UnusedBytes } from './unused-bytes.ts';

/** What store functions read with: the write connection, or a snapshot of the read connection. */
export type Reading = Kysely<Tables>;

/** What store functions write with; lives for one `store.write`. */
export interface Writing {
  readonly database: Kysely<Tables>;
  /** The time of this write, ISO 8601: one for every row and event of it. */
  readonly now: string;
  /**
   * Changes state and logs the event that says so, under one `seq`: `change` writes its rows with `version: seq` and
   * returns the event's body.
   */
  readonly event: <Name extends LoggedEventName, Body extends EventBody<Name>>(
    clientCode: string,
    name: Name,
    change: (seq: number) => Promise<Body>,
  ) => Promise<Body>;
  /**
   * Has something done with all that was noted under this name, once, at the end of the commit: for what costs much by itself
   * and little for many together. What was noted by a write that failed is left out.
   */
  readonly atCommit: <Note>(task: CommitTask<Note>, note: Note) => void;
  /**
   * Takes this many places of a client's log without events, and forgets the events before them: whoever follows the log
   * has to start over. For what is put in all at once. Resolves to the first of them.
   */
  readonly skipPlaces: (clientCode: string, count: number) => Promise<number>;
}

/** What is done at the end of a commit with everything that its writes have noted for it. Where it fails, the commit does. */
export type CommitTask<Note> = (database: Kysely<Tables>, notes: readonly Note[]) => Promise<void>;

/** One note, for one task; which kind of note belongs to it, only `atCommit` knows. */
interface Noted {
  task: CommitTask<unknown>;
  note: unknown;
}

/**
 * How many pages the write-ahead log has before they go to the database's own file, 16 MB. Four times SQLite's own figure:
 * a page that many messages have changed, such as one of an index, goes there once for all of them.
 */
const PAGES_OF_WAL = 4_000;
/** How long writes wait for another program that has locked the database, in milliseconds, before they fail. */
const LONGEST_LOCK_MS = 5_000;
const LOCK_RETRY_MS = 25;
/** How long overwriting what was deleted may have to wait for readers of the database, in milliseconds. */
const LONGEST_READING_MS = 10_000;
/** So many pages are looked through between two commits: some milliseconds. */
const PAGES_AT_ONCE = 1_000;
/** SQLite's `SQLITE_BUSY`. */
const BUSY = 5;

interface QueuedWrite {
  /** Runs in a savepoint of its own; rejects nothing, reports through `settle`. */
  run(): Promise<void>;
  /** Called once the group is on disk, or with the error that kept it off. */
  settle(commitError?: Error): void;
}

/** Somebody waits until nothing is left of what was deleted. */
interface Overwriting {
  /** The page that is next, from 0. */
  page: number;
  /** `performance.now()` at which it is given up, unless it gets on. */
  until: number;
  /** Nobody waits any more. */
  signal: AbortSignal | undefined;
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * The one road to the database. Reads see committed rows only; writes are first come first served, grouped into one
 * commit per turn of the event loop, and their events go to `onCommitted` after that commit.
 */
export class Store {
  readonly #writer: SqliteConnection;
  readonly #write: Kysely<Tables>;
  readonly #read: Kysely<Tables>;
  readonly #heads: LogHeads;
  readonly #clock: () => Date;
  readonly #listeners = new Set<(events: readonly CommittedEvent[]) => void>();
  readonly #hash = new KeyedHash();
  #queue: QueuedWrite[] = [];
  readonly #unused: UnusedBytes;
  #overwritings: Overwriting[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  private constructor(file: string, clock: () => Date) {
    this.#clock = clock;
    this.#writer = new SqliteConnection(file);
    this.#unused = new UnusedBytes(file);
    this.#writer.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
    // What is deleted is overwritten where that writes no page more; `overwriteDeleted` does the rest.
    this.#writer.exec('PRAGMA secure_delete=FAST');
    this.#writer.exec(`PRAGMA wal_autocheckpoint=${String(PAGES_OF_WAL)}`);
    this.#write = new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database: this.#writer }) });
    this.#hash.lendTo(this.#write);
    runDirectly(this.#write, this.#writer);
    this.#heads = new LogHeads(this.#write);
    this.#read = new Kysely<Tables>({
      dialect: new TransactionalSqliteDialect({
        database: () => Promise.resolve(new SqliteConnection(file, { readOnly: true })),
      }),
    });
  }

  /** Opens the database and brings its tables up to date, all or nothing. `file` is a path; its folder exists. */
  static async open(
    file: string,
    clock: () => Date = () => new Date(),
    steps: Record<string, Migration> = migrations,
  ): Promise<Store> {
    const store = new Store(file, clock);
    const migrator = new Migrator({ db: store.#write, provider: { getMigrations: () => Promise.resolve(steps) } });
    const { error } = await migrator.migrateToLatest();
    if (error) {
      await store.close();
      throw error instanceof Error ? error : new Error('The database could not be migrated.', { cause: error });
    }
    // From here on the server waits for a lock, not SQLite, which would hold up everything else meanwhile.
    store.#writer.exec('PRAGMA busy_timeout=0');
    return store;
  }

  now(): Date {
    return this.#clock();
  }

  /** Everything `read` sees belongs to one moment, its `seq` included. */
  read<T>(read: (database: Reading) => Promise<T>): Promise<T> {
    return this.#read.transaction().execute((database) => {
      this.#hash.lendTo(database);
      return read(database);
    });
  }

  /** The key of `keyedHash`, from now on; 32 bytes. */
  hashWith(key: Buffer): void {
    this.#hash.key = key;
  }

  /**
   * Runs `change` in a savepoint of its own and resolves once it is on disk; when it throws, nothing of it remains and
   * the promise rejects. `change` may await nothing but the store: whatever else it waited for would hold up everyone.
   */
  write<T>(change: (writing: Writing) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      let finish: (() => void) | undefined;
      this.#queue.push({
        run: async () => {
          const events: CommittedEvent[] = [];
          const notes: Noted[] = [];
          this.#writer.run('SAVEPOINT one_write');
          try {
            const result = await change(this.#writing(events, notes));
            this.#writer.run('RELEASE one_write');
            this.#heads.endWrite({ remains: true });
            this.#group.push(...events);
            this.#notes.push(...notes);
            finish = () => {
              resolve(result);
            };
          } catch (error) {
            this.#writer.exec('ROLLBACK TO one_write; RELEASE one_write');
            this.#heads.endWrite({ remains: false });
            finish = () => {
              reject(error instanceof Error ? error : new Error('A write failed.', { cause: error }));
            };
          }
        },
        settle: (commitError) => {
          if (commitError) reject(commitError);
          else finish?.();
        },
      });
      this.#draining ??= this.#drain();
    });
  }

  /**
   * Resolves once nothing is left of what was deleted before: the write-ahead log, which has older pages, was empty, and what no
   * row uses was overwritten in the database's own file, a portion between two commits. Rejects where another program reads the
   * database for long, and after the present portion where `signal` ends it.
   */
  overwriteDeleted(signal?: AbortSignal): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    return new Promise((resolve, reject) => {
      this.#overwritings.push({ page: 0, until: performance.now() + LONGEST_READING_MS, signal, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Hears every group of committed events, in order, before their writers go on. Returns the way to stop. */
  onCommitted(listener: (events: readonly CommittedEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finishes what was accepted, then closes both connections. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
    await this.#read.destroy();
    await this.#write.destroy();
    this.#writer.close();
    this.#unused.close();
  }

  #group: CommittedEvent[] = [];
  #notes: Noted[] = [];

  #writing(events: CommittedEvent[], notes: Noted[]): Writing {
    const database = this.#write;
    const now = this.#clock().toISOString();
    return {
      database,
      now,
      event: async (clientCode, name, change) => {
        const seq = await this.#heads.take(clientCode);
        const body = await change(seq);
        events.push(await insertEvent(database, { clientCode, seq, name, at: now, body }));
        return body;
      },
      atCommit: (task, note) => {
        notes.push({ task: task as CommitTask<unknown>, note });
      },
      skipPlaces: async (clientCode, count) => {
        await deleteEvents(database, clientCode);
        return this.#heads.take(clientCode, count);
      },
    };
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#overwritings.length > 0) {
      await endOfTurn();
      if (this.#overwritings.length > 0) await this.#overwriteSome();
      const writes = this.#queue;
      this.#queue = [];
      if (writes.length === 0) continue;
      this.#group = [];
      this.#notes = [];
      const error = await this.#commit(writes);
      const events = this.#group;
      if (!error && events.length > 0) this.#tell(events);
      for (const write of writes) write.settle(error);
    }
    this.#draining = undefined;
  }

  /** Between two commits, for whoever waits longest. */
  async #overwriteSome(): Promise<void> {
    const [overwriting] = this.#overwritings;
    if (!overwriting) return;
    const { page, until, signal, resolve, reject } = overwriting;
    const now = performance.now();
    try {
      signal?.throwIfAborted();
      const looked = this.#overwriteUnused(page);
      if (looked === 'last') resolve();
      else if (looked === 'more')
        this.#overwritings[0] = { ...overwriting, page: page + PAGES_AT_ONCE, until: now + LONGEST_READING_MS };
      else if (until <= now)
        throw new Error('Another program uses the database, so what was deleted stays in its log.');
      else if (this.#queue.length === 0) await new Promise((resume) => setTimeout(resume, LOCK_RETRY_MS));
      if (looked === 'last') this.#overwritings.shift();
    } catch (error) {
      this.#overwritings.shift();
      reject(
        error instanceof Error ? error : new Error('What was deleted could not be overwritten.', { cause: error }),
      );
    }
  }

  /**
   * Once everything is in the database's own file: nobody else may write then, and no page stays in memory, which would be written
   * as it was. Whether there are more pages; `busy` while a reader is still at an older state.
   */
  #overwriteUnused(page: number): 'more' | 'last' | 'busy' {
    const [answer] = this.#writer.execute('PRAGMA wal_checkpoint(TRUNCATE)', []) as { busy: number }[];
    if (answer?.busy !== 0) return 'busy';
    this.#writer.run('BEGIN IMMEDIATE');
    try {
      if (!this.#unused.isLogEmpty()) return 'busy';
      this.#writer.exec('PRAGMA shrink_memory');
      return this.#unused.overwrite(page, PAGES_AT_ONCE) ? 'more' : 'last';
    } finally {
      this.#writer.run('ROLLBACK');
    }
  }

  /** The events are on disk whatever a listener does; one that throws keeps them from nobody else. */
  #tell(events: readonly CommittedEvent[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        // For the process's log: nobody here can do anything about it.
        void Promise.reject(error instanceof Error ? error : new Error('A listener failed.', { cause: error }));
      }
    }
  }

  /** One transaction around the whole group. A failed commit, for example on a full disk, fails every write of it. */
  async #commit(writes: readonly QueuedWrite[]): Promise<Error | undefined> {
    try {
      await this.#begin();
      this.#heads.forget();
      const turn = watchTurn();
      for (const write of writes) await write.run();
      await this.#doNoted();
      await this.#heads.store();
      turn.assertSame();
      this.#writer.run('COMMIT');
      return undefined;
    } catch (error) {
      try {
        this.#writer.exec('ROLLBACK');
      } catch {
        // SQLite has already rolled back by itself, or BEGIN never succeeded.
      }
      return error instanceof Error ? error : new Error('The commit failed.', { cause: error });
    }
  }

  async #doNoted(): Promise<void> {
    const byTask = Map.groupBy(this.#notes, ({ task }) => task);
    for (const [task, notes] of byTask)
      await task(
        this.#write,
        notes.map(({ note }) => note),
      );
  }

  async #begin(): Promise<void> {
    for (const end = performance.now() + LONGEST_LOCK_MS; ;) {
      try {
        this.#writer.run('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isLocked(error) || performance.now() >= end) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === BUSY;
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** In development, finds a write that awaited something else than the store: its group then spans several turns. */
function watchTurn(): { assertSame(): void } {
  if (process.env['NODE_ENV'] === 'production') return { assertSame: () => undefined };
  let passed = false;
  const immediate = setImmediate(() => (passed = true));
  return {
    assertSame() {
      clearImmediate(immediate);
      if (passed) throw new Error('A write awaited something other than the store.');
    },
  };
}
