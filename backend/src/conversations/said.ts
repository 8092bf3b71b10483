import type { Reading } from '../storage/index.ts';
import type { ConversationRow } from './conversation-store.ts';
import type { MessageRow } from './message-store.ts';
import { findLastAnswer, selectSaid } from './waiting.ts';

/** What was said in a conversation, by whom and when. */
export type SaidMessage = Pick<MessageRow, 'position' | 'author' | 'text' | 'sentAt' | 'createdAt'>;

/** The last that contact, team and bot have said to each other, oldest first, without what went to many. */
export async function readSaid(
  database: Reading,
  conversation: ConversationRow,
  limit: number,
): Promise<SaidMessage[]> {
  const rows = await selectSaid(database, conversation)
    .select(['position', 'author', 'text', 'sentAt', 'createdAt'])
    .where('author', '!=', 'campaign')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

/** Whether the contact had written in this conversation before a position. */
export async function hasWrittenBefore(
  database: Reading,
  conversation: ConversationRow,
  position: number,
): Promise<boolean> {
  const row = await selectSaid(database, conversation)
    .select('id')
    .where('fromMe', '=', 0)
    .where('position', '<', position)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** When somebody of the team wrote to the contact last, here or on the phone; null where nobody has. */
export async function readLastAnswer(database: Reading, conversation: ConversationRow): Promise<string | null> {
  return (await findLastAnswer(database, conversation))?.sentAt ?? null;
}
