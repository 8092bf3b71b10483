import { sql, type Kysely } from 'kysely';

/** What people call themselves, beside what the team calls them. Under whatever a team has given it is not known yet. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('contacts')
    .addColumn('whatsappName', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await sql`
    update "contacts" set "whatsappName" = "name"
    where "namedByTeam" = 0 and "name" <> coalesce('+' || "phoneNumber", 'WhatsApp')
  `.execute(database);
}
