import type { Kysely } from 'kysely';

/** Messages somebody of the team has read that WhatsApp has not been told of yet. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('readReceipts')
    .addColumn('messageId', 'text', (c) => c.primaryKey().references('messages.id').onDelete('cascade'))
    .addColumn('clientCode', 'text', (c) => c.notNull())
    .addColumn('sessionId', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('readReceiptsOfSession').on('readReceipts').columns(['clientCode', 'sessionId']).execute();
}
