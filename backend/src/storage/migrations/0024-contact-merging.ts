import { sql, type Kysely } from 'kysely';

/** By what duplicates among contacts are found, and what a team says of two contacts. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createIndexes(database);
  await createPairs(database);
}

/**
 * Of what the rows hold already, so that nothing has to be kept in step: a number without the digit that Mexico, Argentina and
 * Brazil may leave out, and a name as it is searched for, with what else decides whether its bearers are worth a look. `search-keys.ts` of contact-merging asks by the same expressions.
 */
async function createIndexes(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index "contactsByNumberKey" on "contacts" ("clientCode", "kind", (
      case
        when "phoneNumber" glob '521[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then '52' || substr("phoneNumber", 4)
        when "phoneNumber" glob '549[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then '54' || substr("phoneNumber", 4)
        when "phoneNumber" glob '55[0-9][0-9]9[6-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
          then substr("phoneNumber", 1, 4) || substr("phoneNumber", 6)
        else "phoneNumber"
      end
    ))
  `.execute(database);
  await sql`
    create index "contactsByNameKey" on "contacts" ("clientCode", "kind", (
      trim(substr("searchText", 1, length("searchText") - length(coalesce("phoneNumber", '')) - 1))
    ), "phoneNumber", ("fields" <> '{}'))
  `.execute(database);
}

async function createPairs({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('contactMerges')
    .addColumn('fromId', 'text', (c) => c.primaryKey().references('contacts.id').onDelete('cascade'))
    .addColumn('intoId', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('contactMergesInto').on('contactMerges').column('intoId').execute();
  await schema
    .createTable('distinctContacts')
    .addColumn('clientCode', 'text', (c) => c.notNull().references('clients.clientCode'))
    .addColumn('oneId', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addColumn('otherId', 'text', (c) => c.notNull().references('contacts.id').onDelete('cascade'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('distinctContactsKey', ['oneId', 'otherId'])
    .execute();
  await schema
    .createIndex('distinctContactsByTime')
    .on('distinctContacts')
    .columns(['clientCode', 'at', 'oneId', 'otherId'])
    .execute();
  await schema.createIndex('distinctContactsOfOther').on('distinctContacts').column('otherId').execute();
}
