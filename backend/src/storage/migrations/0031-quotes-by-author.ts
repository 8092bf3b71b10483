import { sql, type Kysely } from 'kysely';

/** Whose words others have quoted: a contact's, or of somebody who is none, in messages that answer what we do not have. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index "quotesByAuthor" on "messages" (
      coalesce(json_extract("details", '$.quoted.participantId'), json_extract("details", '$.quotedBy'))
    ) where json_extract("details", '$.quoted') is not null
  `.execute(database);
}
