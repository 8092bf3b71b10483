import { followMessages } from '../campaign-recipients/index.ts';
import type { Reading, Writing } from '../storage/index.ts';
import type { ConversationRow } from './conversation-store.ts';
import { removeManyIndexed } from './message-index.ts';
import { deleteMessages, findMessage, type MessageRow } from './message-store.ts';
import { findOldestUnread } from './read-receipts.ts';
import { takeOverReply } from './waiting.ts';

/** So many are looked at together. */
const AT_ONCE = 200;

/** A message that goes, and its twin that stays. */
type Double = MessageRow & { keptId: string; keptPosition: number };

/**
 * What two conversations on one session both have under one WhatsApp id stays once, as `into`'s. Resolves to how many of those
 * are unread in either: whoever adds up what is unread in both counts these once too often, because what has been seen in one
 * conversation has been seen, and what has not is there twice.
 */
export async function dropDoubles(writing: Writing, from: ConversationRow, into: ConversationRow): Promise<number> {
  const { database } = writing;
  const unreadFrom = await findOldestUnread(database, from);
  const keptUnreadFrom = await findOldestUnread(database, into);
  const all = await selectDoubles(database, from, into).select('double.id').execute();
  await removeManyIndexed(writing, from.id, new Set(all.map(({ id }) => id)));
  let unread = 0;
  for (let after: number | undefined = 0; after !== undefined;) {
    const doubles: Double[] = await readSome(database, from, into, after);
    after = doubles.at(-1)?.position;
    const received = doubles.filter(({ fromMe, type }) => fromMe === 0 && type !== 'reaction');
    unread += received.filter(
      ({ position, keptPosition }) => position >= unreadFrom || keptPosition >= keptUnreadFrom,
    ).length;
    await drop(writing, from.clientCode, doubles);
  }
  return unread;
}

/** The oldest behind a position. */
function readSome(database: Reading, from: ConversationRow, into: ConversationRow, after: number): Promise<Double[]> {
  return selectDoubles(database, from, into)
    .selectAll('double')
    .select(['kept.id as keptId', 'kept.position as keptPosition'])
    .where('double.position', '>', after)
    .orderBy('double.position')
    .limit(AT_ONCE)
    .execute();
}

function selectDoubles(database: Reading, from: ConversationRow, into: ConversationRow) {
  return database
    .selectFrom('messages as double')
    .innerJoin('messages as kept', (join) =>
      join
        .on('kept.sessionId', '=', into.sessionId)
        .onRef('kept.whatsappId', '=', 'double.whatsappId')
        .on('kept.conversationId', '=', into.id)
        .onRef('kept.fromMe', '=', 'double.fromMe'),
    )
    .where('double.clientCode', '=', from.clientCode)
    .where('double.conversationId', '=', from.id);
}

async function drop(writing: Writing, clientCode: string, doubles: readonly Double[]): Promise<void> {
  if (doubles.length === 0) return;
  const { database } = writing;
  await pointAtKept(writing, clientCode, doubles);
  await followMessages(writing, doubles);
  for (const { keptId, answeredAfter } of doubles) {
    const kept = answeredAfter === null ? undefined : await findMessage(database, clientCode, keptId);
    if (kept) await takeOverReply(database, kept, answeredAfter);
  }
  await database
    .deleteFrom('outbox')
    .where('clientCode', '=', clientCode)
    .where('messageId', 'in', idsOf(doubles))
    .execute();
  await deleteMessages(database, doubles);
}

/** What answers a message that goes, or reacts to it, is about its twin from now on. */
async function pointAtKept({ database }: Writing, clientCode: string, doubles: readonly Double[]): Promise<void> {
  const about = database.updateTable('messages').where('clientCode', '=', clientCode);
  const pointing = await database
    .selectFrom('messages')
    .select('replyToId')
    .distinct()
    .where('clientCode', '=', clientCode)
    .where('replyToId', 'in', idsOf(doubles))
    .execute();
  for (const { replyToId } of pointing) {
    const keptId = doubles.find(({ id }) => id === replyToId)?.keptId ?? null;
    await about.set({ replyToId: keptId }).where('replyToId', '=', replyToId).execute();
  }
}

function idsOf(doubles: readonly Double[]): string[] {
  return doubles.map(({ id }) => id);
}
