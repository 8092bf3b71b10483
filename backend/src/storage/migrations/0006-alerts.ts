import type { Kysely } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('incidents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('sessionId', 'text', (c) => c.notNull().references('whatsappSessions.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('closedAt', 'text')
    .execute();
  await schema.createIndex('incidentsOfSession').on('incidents').columns(['sessionId', 'closedAt']).execute();

  await schema
    .createTable('alertDeliveries')
    .addColumn('incidentId', 'text', (c) => c.notNull().references('incidents.id').onDelete('cascade'))
    .addColumn('news', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('nextTryAt', 'text')
    .addColumn('deliveredAt', 'text')
    .addPrimaryKeyConstraint('alertDeliveriesKey', ['incidentId', 'news', 'channel'])
    .execute();
  await schema.createIndex('alertDeliveriesDue').on('alertDeliveries').column('nextTryAt').execute();
}
