import { sql, type Kysely } from 'kysely';

/**
 * Contacts whose data are being deleted, and the client without a code that their rows belong to meanwhile: whatever is read is
 * read of one client, so nothing finds them any more.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('contactDeletions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('contactId', 'text', (c) => c.notNull())
    .addColumn('person', 'text')
    .addColumn('requestedBy', 'text', (c) => c.notNull())
    .addColumn('requestedAt', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('hashKeys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'blob', (c) => c.notNull())
    .execute();
  await sql`
    insert into "clients" ("clientCode", "name", "timeZone", "epoch", "seq", "createdAt")
    values ('', '', 'UTC', '', 0, '1970-01-01T00:00:00.000Z')
  `.execute(database);
}
