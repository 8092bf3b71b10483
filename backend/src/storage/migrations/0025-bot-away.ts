import type { Kysely } from 'kysely';

/** When it was told last, in each conversation, that nobody is there. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('botTalks').addColumn('awayAt', 'text').execute();
}
