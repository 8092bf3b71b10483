import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The head of a client's log: a cursor of another `epoch` cannot be continued. */
export interface LogHead {
  epoch: string;
  seq: number;
}

/** Thrown for a client that does not exist; callers have checked before, so it is a bug where it surfaces. */
export class UnknownClientError extends Error {
  constructor(clientCode: string) {
    super(`There is no client "${clientCode}".`);
  }
}

/** Those of the commit under way, by what it is written with. */
const headsOf = new WeakMap<Kysely<Tables>, LogHeads>();

/** Within a write, as far as that write has come. */
export async function readHead(database: Kysely<Tables>, clientCode: string): Promise<LogHead> {
  const row = await database
    .selectFrom('clients')
    .select(['epoch', 'seq'])
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  if (!row) throw new UnknownClientError(clientCode);
  return { epoch: row.epoch, seq: headsOf.get(database)?.taken(clientCode) ?? row.seq };
}

/**
 * How far the commit under way has come in the log of each client. Their rows are told once, at its end: at each event that
 * would cost as much as another row. So `clients.seq` is read with `readHead` only.
 */
export class LogHeads {
  readonly #database: Kysely<Tables>;
  readonly #taken = new Map<string, number>();
  /** What was taken before the write under way, in case nothing of that write remains. */
  readonly #before = new Map<string, number | undefined>();

  constructor(database: Kysely<Tables>) {
    this.#database = database;
    headsOf.set(database, this);
  }

  /** Takes places of a client's log for the write under way, without a hole. Resolves to the first of them. */
  async take(clientCode: string, count = 1): Promise<number> {
    const taken = this.#taken.get(clientCode);
    const seq = taken ?? (await readHead(this.#database, clientCode)).seq;
    if (!this.#before.has(clientCode)) this.#before.set(clientCode, taken);
    this.#taken.set(clientCode, seq + count);
    return seq + 1;
  }

  /** Undefined for a log that this commit has not gone on with. */
  taken(clientCode: string): number | undefined {
    return this.#taken.get(clientCode);
  }

  /** A write ends, and what it took stays taken or, where nothing of it remains, is there for the next. */
  endWrite({ remains }: { remains: boolean }): void {
    for (const [clientCode, seq] of remains ? [] : this.#before) {
      if (seq === undefined) this.#taken.delete(clientCode);
      else this.#taken.set(clientCode, seq);
    }
    this.#before.clear();
  }

  /** Tells the clients' rows, as the last thing before a commit. */
  async store(): Promise<void> {
    for (const [clientCode, seq] of this.#taken) {
      await this.#database.updateTable('clients').set({ seq }).where('clientCode', '=', clientCode).execute();
    }
  }

  /** Another commit begins, with what is stored. */
  forget(): void {
    this.#taken.clear();
    this.#before.clear();
  }
}
