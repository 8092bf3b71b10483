import type { Kysely } from 'kysely';

/** Labels of contacts without a conversation, and how far each import of contacts is. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('contactLabels')
    .addColumn('contactId', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addColumn('labelId', 'text', (c) => c.notNull().references('labels.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('contactLabelsKey', ['contactId', 'labelId'])
    .execute();
  await schema.createIndex('contactsOfLabel').on('contactLabels').column('labelId').execute();
  await schema
    .createTable('contactImports')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('portion', 'integer', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('contactImportsKey', ['clientCode', 'id'])
    .execute();
}
