import type { Kysely } from 'kysely';

/** Somebody whose data were deleted is known by more than one key, which are taken back together. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('optOuts').addColumn('deletionId', 'text').execute();
  await schema
    .createIndex('optOutsOfDeletion')
    .on('optOuts')
    .columns(['clientCode', 'deletionId', 'numberKey'])
    .where('deletionId', 'is not', null)
    .execute();
}
