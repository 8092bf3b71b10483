import type { Kysely } from 'kysely';

/** Where contacts and conversations went that became part of others, so that whoever still has their ids finds them. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('formerIds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('presentId', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('formerIdsByPresent').on('formerIds').column('presentId').execute();
}
