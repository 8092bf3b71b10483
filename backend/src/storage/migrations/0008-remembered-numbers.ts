import type { Kysely } from 'kysely';

/** A line that loses its link keeps its number, and knows which one it has turned away. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema.alterTable('whatsappSessions').addColumn('lastPhoneNumber', 'text').execute();
  await schema.alterTable('whatsappSessions').addColumn('refusedPhoneNumber', 'text').execute();
  await (database as Kysely<LinesTable>)
    .updateTable('whatsappSessions')
    .set((line) => ({ lastPhoneNumber: line.ref('phoneNumber') }))
    .execute();
}

interface LinesTable {
  whatsappSessions: { phoneNumber: string | null; lastPhoneNumber: string | null };
}
