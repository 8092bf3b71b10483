import type { Kysely } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema.alterTable('whatsappSessions').addColumn('downSince', 'text').execute();
  await schema
    .createTable('whatsappSessionHistory')
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('code', 'integer')
    .addColumn('action', 'text')
    .addColumn('retryAt', 'text')
    .addPrimaryKeyConstraint('whatsappSessionHistoryKey', ['sessionId', 'version'])
    .execute();
}
