import type { Reading, Writing } from '../storage/index.ts';

/** A stored key as it lies in the database: `value` is encrypted. */
export interface KeyRow {
  sessionId: string;
  type: string;
  id: string;
  value: Uint8Array;
}

/** The keys of one type of a session; of these ids only, where given. */
export function readKeyRows(database: Reading, sessionId: string, type: string, ids?: string[]): Promise<KeyRow[]> {
  const rows = database
    .selectFrom('whatsappKeys')
    .selectAll()
    .where('sessionId', '=', sessionId)
    .where('type', '=', type);
  return (ids ? rows.where('id', 'in', ids) : rows).execute();
}

export async function writeKeyRow({ database }: Writing, row: KeyRow): Promise<void> {
  await database
    .insertInto('whatsappKeys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['sessionId', 'type', 'id']).doUpdateSet({ value: row.value }))
    .execute();
}

export async function deleteKeyRow(
  { database }: Writing,
  { sessionId, type, id }: Omit<KeyRow, 'value'>,
): Promise<void> {
  await database
    .deleteFrom('whatsappKeys')
    .where('sessionId', '=', sessionId)
    .where('type', '=', type)
    .where('id', '=', id)
    .execute();
}

export async function deleteKeyRows({ database }: Writing, sessionId: string): Promise<void> {
  await database.deleteFrom('whatsappKeys').where('sessionId', '=', sessionId).execute();
}
