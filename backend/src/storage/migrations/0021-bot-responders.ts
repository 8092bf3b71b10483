import type { Kysely } from 'kysely';

/** The language model that answers for a client, and how often it was asked on each day. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('botResponders')
    .addColumn('clientCode', 'text', (c) => c.primaryKey().references('clients.clientCode'))
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('key', 'blob')
    .execute();
  await schema
    .createTable('botResponderDays')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('asked', 'integer', (c) => c.notNull())
    .addColumn('failed', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('botResponderDaysKey', ['clientCode', 'day'])
    .execute();
}
