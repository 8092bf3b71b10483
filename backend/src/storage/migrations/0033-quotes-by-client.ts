import { sql, type Kysely } from 'kysely';

/** Whose words others have quoted is asked of one client: the same person may be known to several. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`drop index "quotesByAuthor"`.execute(database);
  await sql`
    create index "quotesByAuthor" on "messages" (
      "clientCode",
      coalesce(json_extract("details", '$.quoted.participantId'), json_extract("details", '$.quotedBy'))
    ) where json_extract("details", '$.quoted') is not null
  `.execute(database);
}
