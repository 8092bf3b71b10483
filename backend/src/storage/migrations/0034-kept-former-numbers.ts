import type { Kysely } from 'kysely';

/** The numbers that somebody had before, as merging and WhatsApp have told: what a person notes down may be somebody else's. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('formerNumbers')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('phoneNumber', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('formerNumbersOfContact', ['contactId', 'phoneNumber'])
    .execute();
}
