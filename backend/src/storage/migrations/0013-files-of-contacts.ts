import { sql, type Kysely } from 'kysely';

/** For pages of a contact's files, of one kind or of all; `type` saves reading the rows of the others. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createIndex('filesOfContact')
    .on('messages')
    .columns(['contactId', 'position', 'type'])
    .where(sql.ref('mediaId'), 'is not', null)
    .execute();
}
