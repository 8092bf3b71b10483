import type { Kysely } from 'kysely';

/** For what otherwise reads a whole table: removing a contact (which looks for messages of it), and the hourly trims. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.createIndex('messagesOfContact').on('messages').column('contactId').execute();
  await schema.createIndex('sessionHistoryByTime').on('whatsappSessionHistory').column('at').execute();
  // Those that last have none, and are read by this index too.
  await schema.createIndex('incidentsByEnd').on('incidents').column('closedAt').execute();
}
