import type { Kysely } from 'kysely';

/** What a bot says where it writes first, and to whom it was asked to. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('bots').addColumn('opening', 'text').execute();
  await schema.alterTable('contacts').addColumn('agentRun', 'text').execute();
  await schema
    .createTable('agentRuns')
    .addColumn('contactId', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .addColumn('askedAt', 'text', (c) => c.notNull())
    .addColumn('stage', 'text', (c) => c.notNull())
    .addColumn('dueAt', 'text')
    .execute();
  await schema.createIndex('agentRunsInTurn').on('agentRuns').columns(['sessionId', 'stage', 'askedAt']).execute();
  await schema.createIndex('agentRunsGiven').on('agentRuns').columns(['sessionId', 'stage', 'dueAt']).execute();
}
