import type { Kysely } from 'kysely';

/** What each key in use has encrypted for the sake of recognising it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('credentialsChecks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('value', 'blob', (c) => c.notNull())
    .execute();
}
