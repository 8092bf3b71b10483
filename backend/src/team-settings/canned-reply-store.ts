import type { CannedReply } from '#contract/team-settings';
import type { CannedRepliesTable, Reading } from '../storage/index.ts';

/** The only SQL of the table `cannedReplies`. */

export function listCannedReplies(database: Reading, clientCode: string): Promise<CannedRepliesTable[]> {
  return database
    .selectFrom('cannedReplies')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .orderBy('shortcut')
    .execute();
}

export async function insertCannedReply(database: Reading, reply: CannedRepliesTable): Promise<void> {
  await database.insertInto('cannedReplies').values(reply).execute();
}

export async function updateCannedReply(database: Reading, reply: CannedRepliesTable): Promise<void> {
  const { id, clientCode, shortcut, text } = reply;
  await database
    .updateTable('cannedReplies')
    .set({ shortcut, text })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

export async function deleteCannedReply(database: Reading, clientCode: string, id: string): Promise<void> {
  await database.deleteFrom('cannedReplies').where('clientCode', '=', clientCode).where('id', '=', id).execute();
}

export function toCannedReply({ id, shortcut, text, createdAt }: CannedRepliesTable): CannedReply {
  return { id, shortcut, text, createdAt };
}
