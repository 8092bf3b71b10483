import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { SqliteConnection } from './sqlite-database.ts';
import type { Tables } from './tables.ts';

const connections = new WeakMap<Kysely<Tables>, SqliteConnection>();

/**
 * Statements that are compiled once go to `connection` itself, past Kysely's own way to it: for one that takes microseconds,
 * that way costs more than the statement. For a database that has this one connection, and whose users do not wait for it.
 */
export function runDirectly(database: Kysely<Tables>, connection: SqliteConnection): void {
  connections.set(database, connection);
}

/** Stands for a value while a query is compiled; no value of ours begins like this. */
const placeOf = (name: string) => `\0${name}`;

interface Compiled {
  query: CompiledQuery;
  /** For each parameter of the statement, the value's name, or the constant that the query itself names. */
  parameters: readonly ({ name: string } | { constant: unknown })[];
}

/**
 * A query that is put together and compiled the first time it runs, because for the statements of every message that costs
 * as much as SQLite does. `build` must make the same of the same names, whatever the values; it is called once for each set of
 * names, and sees places in place of the values.
 */
export class CompiledOnce<Values extends object, Row> {
  readonly #build: (database: Kysely<Tables>, values: Values) => Compilable<Row>;
  readonly #compiled = new Map<string, Compiled>();

  constructor(build: (database: Kysely<Tables>, values: Values) => Compilable<Row>) {
    this.#build = build;
  }

  async execute(database: Kysely<Tables>, values: Values): Promise<Row[]> {
    const { query, parameters } = this.#compile(database, values);
    const given = values as Readonly<Record<string, unknown>>;
    const bound = parameters.map((one) => ('name' in one ? given[one.name] : one.constant));
    const connection = connections.get(database);
    if (connection) return connection.execute(query.sql, bound) as Row[];
    const { rows } = await database.executeQuery<Row>({ ...query, parameters: bound });
    return rows;
  }

  #compile(database: Kysely<Tables>, values: Values): Compiled {
    const names = Object.keys(values);
    const key = names.join();
    const known = this.#compiled.get(key);
    if (known) return known;
    const places = Object.fromEntries(names.map((name) => [name, placeOf(name)]));
    const nameAt = new Map(names.map((name) => [placeOf(name), name]));
    const query = this.#build(database, places as unknown as Values).compile();
    const parameters = query.parameters.map((parameter) => {
      const name = typeof parameter === 'string' ? nameAt.get(parameter) : undefined;
      return name === undefined ? { constant: parameter } : { name };
    });
    const compiled = { query, parameters };
    this.#compiled.set(key, compiled);
    return compiled;
  }
}
