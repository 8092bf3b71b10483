import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `formerIds`: contacts and conversations that became part of others. */

/** From now on `from` is found as `into`, and so is what was found as `from`. */
export async function followId(
  { database }: Writing,
  from: { id: string; clientCode: string },
  intoId: string,
): Promise<void> {
  await database.updateTable('formerIds').set({ presentId: intoId }).where('presentId', '=', from.id).execute();
  await database
    .insertInto('formerIds')
    .values({ id: from.id, clientCode: from.clientCode, presentId: intoId })
    .execute();
}

/** What a contact or a conversation of the client has become part of; undefined where it has not. */
export async function findPresentId(database: Reading, clientCode: string, id: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('formerIds')
    .select('presentId')
    .where('id', '=', id)
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  return row?.presentId;
}

/** Nothing leads to this contact or conversation any more. */
export async function forgetFormerIds({ database }: Writing, presentId: string): Promise<void> {
  await database.deleteFrom('formerIds').where('presentId', '=', presentId).execute();
}
