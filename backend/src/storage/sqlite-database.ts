import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** How many prepared statements one connection keeps; the product has fewer distinct texts than this. */
const PREPARED_STATEMENTS = 500;

/**
 * `node:sqlite` in the shape Kysely's `SqliteDialect` asks for (better-sqlite3's), with prepared statements kept by their text:
 * preparing anew costs more than most of our queries.
 */
export class SqliteConnection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(file: string, options: { readOnly?: boolean } = {}) {
    this.#database = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: 5_000 });
  }

  /** Runs statements that return nothing, such as `PRAGMA`. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** Runs one statement that is often needed and takes and returns nothing, such as `BEGIN`. */
  run(sql: string): void {
    this.prepare(sql).run([]);
  }

  /** Runs one statement, and gives its rows where it has any. */
  execute(sql: string, parameters: readonly unknown[]): unknown[] {
    const statement = this.prepare(sql);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = asKyselyStatement(this.#database.prepare(sql));
    if (this.#statements.size >= PREPARED_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}
