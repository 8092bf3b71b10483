import type { Kysely } from 'kysely';

/** What the bot is about to say, and what it has said in each conversation. Both go with their conversation. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('botPlans')
    .addColumn('conversationId', 'text', (c) => c.primaryKey().references('conversations.id').onDelete('cascade'))
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('messageId', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('stage', 'text', (c) => c.notNull())
    .addColumn('dueAt', 'text', (c) => c.notNull())
    .addColumn('botVersion', 'bigint')
    .addColumn('answer', 'text')
    .execute();
  await schema.createIndex('botPlansByTime').on('botPlans').column('dueAt').execute();
  await schema.createIndex('botPlansOfClient').on('botPlans').column('clientCode').execute();
  await schema
    .createTable('botTalks')
    .addColumn('conversationId', 'text', (c) => c.primaryKey().references('conversations.id').onDelete('cascade'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('replies', 'integer', (c) => c.notNull())
    .addColumn('cappedOn', 'text')
    .execute();
}
