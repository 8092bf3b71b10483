import { sql, type Kysely } from 'kysely';

/** Which numbers somebody has had is looked up when their data are deleted, and found by all of them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index "numberChanges" on "messages" ("conversationId")
    where "type" = 'system' and json_extract("details", '$.system.code') = 'changed_number'
  `.execute(database);
  await sql`
    update "contactDeletions" set "person" = json_remove(json_set("person", '$.phoneNumbers', case
      when json_extract("person", '$.phoneNumber') is null then json('[]')
      else json_array(json_extract("person", '$.phoneNumber'))
    end), '$.phoneNumber')
    where "person" is not null
  `.execute(database);
}
