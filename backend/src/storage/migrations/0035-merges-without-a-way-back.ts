import { sql, type Kysely } from 'kysely';

/**
 * Of merges that were under way before 0029 nobody has noted what was moved. They are known by their ids, which 0029 gave them
 * of a contact's.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('contactMerges')
    .addColumn('hasWayBack', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await sql`
    update "contactMerges" set "hasWayBack" = 0
    where "id" in (select "id" from "contacts") or "id" in (select "id" from "formerIds")
  `.execute(database);
}
