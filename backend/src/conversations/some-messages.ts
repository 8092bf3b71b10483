import type { Reading } from '../storage/index.ts';

/**
 * Up to so many messages of a conversation behind the position `after`, as a query to go on with, and the position of the last of
 * them; undefined where there are no more behind them.
 */
export async function someMessages(database: Reading, conversationId: string, after: number, count: number) {
  const behind = database
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('position', '>', after);
  const end = await behind
    .select('position')
    .orderBy('position')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  return { some: end === undefined ? behind : behind.where('position', '<=', end.position), last: end?.position };
}
