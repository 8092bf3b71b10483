import type { Reading, Writing } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import { findConversationOnSession, findConversationsOfContact, type ConversationRow } from './conversation-store.ts';
import { moveSomeIndexed } from './message-index.ts';
import { findOldestUnread } from './read-receipts.ts';

/** The only SQL of the table `movedHistory`. */

/** So many messages are moved in one write. */
const AT_ONCE = 200;
/** So many of the newest of a conversation stay until it becomes part of the other, and all that is unread: what is shown first. */
const NEWEST = 200;

/** How far the messages of a contact have been moved: up to a position of a conversation, or on to what they wrote in groups. */
export type HistoryPlace = { conversationId: string; position: number } | 'groups';

/** Whose messages become whose, and for which merge. */
export interface HistoryMove {
  mergeId: string;
  from: ContactRow;
  into: ContactRow;
}

/**
 * Moves some of the older messages of a contact who is becoming part of another: to the conversation on the same session, in
 * their order, or with the one they are in. No event tells of it; `mergeContacts` moves what is left and tells it all. Resolves
 * to where to go on, undefined where nothing is left but that.
 */
export async function moveSomeHistory(
  writing: Writing,
  { mergeId, from, into }: HistoryMove,
  after?: HistoryPlace,
): Promise<HistoryPlace | undefined> {
  if (after !== 'groups') {
    const conversations = await findConversationsOfContact(writing.database, from.clientCode, from.id);
    for (const conversation of conversations.sort((one, other) => (one.id < other.id ? -1 : 1))) {
      if (after && conversation.id < after.conversationId) continue;
      const position = await moveSome(writing, conversation, into, {
        mergeId,
        after: conversation.id === after?.conversationId ? after.position : 0,
      });
      if (position !== undefined) return { conversationId: conversation.id, position };
    }
  }
  return (await moveSomeOfGroups(writing, { mergeId, from, into })) ? 'groups' : undefined;
}

/** Leaves what is to be sent, what WhatsApp is to be told of and what both conversations have. */
async function moveSome(
  writing: Writing,
  from: ConversationRow,
  into: ContactRow,
  { mergeId, after }: { mergeId: string; after: number },
): Promise<number | undefined> {
  const { database } = writing;
  const messages = database
    .selectFrom('messages')
    .where('messages.clientCode', '=', from.clientCode)
    .where('messages.conversationId', '=', from.id);
  const newest = await messages
    .select('position')
    .orderBy('position', 'desc')
    .offset(NEWEST)
    .limit(1)
    .executeTakeFirst();
  if (!newest) return undefined;
  const twin = await findConversationOnSession(database, from.clientCode, from.sessionId, into.id);
  const rows = await messages
    .select(['messages.id', 'clientCode', 'conversationId', 'position', 'type', 'text'])
    .where('position', '>', after)
    .where('position', '<=', newest.position)
    .where('position', '<', await findOldestUnread(database, from))
    .where('contactId', '!=', into.id)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('outbox').select('messageId').whereRef('messageId', '=', 'messages.id'))),
    )
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('readReceipts').select('messageId').whereRef('messageId', '=', 'messages.id'))),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as kept')
            .select('kept.id')
            .where('kept.sessionId', '=', from.sessionId)
            .whereRef('kept.whatsappId', '=', 'messages.whatsappId')
            .where('kept.conversationId', '=', twin?.id ?? '')
            .whereRef('kept.fromMe', '=', 'messages.fromMe'),
        ),
      ),
    )
    .orderBy('position')
    .limit(AT_ONCE)
    .execute();
  const last = rows.at(-1);
  if (!last) return undefined;
  const ids = rows.map(({ id }) => id);
  await database
    .updateTable('messages')
    .set({ contactId: into.id, ...(twin && { conversationId: twin.id }) })
    .where('id', 'in', ids)
    .execute();
  if (twin) await moveSomeIndexed(database, rows, twin);
  await noteMoved(writing, { mergeId, conversationId: from.id, ids });
  return last.position;
}

/** False where there were none. Reactions stay, because what they are about has to be told anew. */
async function moveSomeOfGroups(writing: Writing, { mergeId, from, into }: HistoryMove): Promise<boolean> {
  const { database } = writing;
  const rows = await database
    .selectFrom('messages')
    .select('id')
    .where('clientCode', '=', from.clientCode)
    .where('participantId', '=', from.id)
    .where('type', '!=', 'reaction')
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return false;
  const ids = rows.map(({ id }) => id);
  await database.updateTable('messages').set({ participantId: into.id }).where('id', 'in', ids).execute();
  await noteMoved(writing, { mergeId, conversationId: null, ids });
  return true;
}

async function noteMoved(
  { database }: Writing,
  { mergeId, conversationId, ids }: { mergeId: string; conversationId: string | null; ids: readonly string[] },
): Promise<void> {
  const last = await database
    .selectFrom('movedHistory')
    .select('place')
    .where('mergeId', '=', mergeId)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  const place = (last?.place ?? 0) + 1;
  await database
    .insertInto('movedHistory')
    .values({ mergeId, place, conversationId, messageIds: JSON.stringify(ids) })
    .execute();
}

/** Gives a contact some of their messages back, in the order in which they were moved. False where none is left. */
export async function takeSomeBack({ database }: Writing, { mergeId, from }: HistoryMove): Promise<boolean> {
  const moved = await database
    .selectFrom('movedHistory')
    .selectAll()
    .where('mergeId', '=', mergeId)
    .orderBy('place')
    .limit(1)
    .executeTakeFirst();
  if (!moved) return false;
  const { conversationId, place } = moved;
  const messageIds = JSON.parse(moved.messageIds) as string[];
  if (conversationId === null) {
    await database.updateTable('messages').set({ participantId: from.id }).where('id', 'in', messageIds).execute();
  } else {
    await takeBack(database, messageIds, { ...from, conversationId });
  }
  await database.deleteFrom('movedHistory').where('mergeId', '=', mergeId).where('place', '=', place).execute();
  return true;
}

/**
 * Gives a contact back what is another's in conversations of their own: what an earlier version moved, and noted nowhere. False
 * where none is left.
 */
export async function takeSomeOfOwnBack({ database }: Writing, { from, into }: HistoryMove): Promise<boolean> {
  const rows = await database
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
    .select('messages.id')
    .where('conversations.clientCode', '=', from.clientCode)
    .where('conversations.contactId', '=', from.id)
    .where('messages.contactId', '=', into.id)
    .limit(AT_ONCE)
    .execute();
  const ids = ['', ...rows.map(({ id }) => id)];
  await database.updateTable('messages').set({ contactId: from.id }).where('id', 'in', ids).execute();
  return rows.length > 0;
}

/** Whether what one of two contacts wrote may be where nobody can tell it from the other's: on one session, or in groups. */
export async function hasTwins(
  database: Reading,
  { from, into }: Pick<HistoryMove, 'from' | 'into'>,
): Promise<boolean> {
  for (const { sessionId } of await findConversationsOfContact(database, from.clientCode, from.id)) {
    if (await findConversationOnSession(database, from.clientCode, sessionId, into.id)) return true;
  }
  const inGroup = await database
    .selectFrom('messages')
    .select('id')
    .where('clientCode', '=', into.clientCode)
    .where('participantId', '=', into.id)
    .limit(1)
    .executeTakeFirst();
  return inGroup !== undefined;
}

/** What WhatsApp has brought once more meanwhile is there already, and stays where it was moved to. */
async function takeBack(
  database: Writing['database'],
  messageIds: readonly string[],
  { id: contactId, clientCode, conversationId }: ContactRow & { conversationId: string },
): Promise<void> {
  const rows = await database
    .selectFrom('messages')
    .select(['messages.id', 'clientCode', 'conversationId', 'type', 'text'])
    .where('messages.id', 'in', messageIds)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as again')
            .select('again.id')
            .whereRef('again.sessionId', '=', 'messages.sessionId')
            .whereRef('again.whatsappId', '=', 'messages.whatsappId')
            .where('again.conversationId', '=', conversationId)
            .whereRef('again.fromMe', '=', 'messages.fromMe')
            .whereRef('again.id', '!=', 'messages.id'),
        ),
      ),
    )
    .orderBy('position')
    .execute();
  const ids = ['', ...rows.map(({ id }) => id)];
  await database.updateTable('messages').set({ contactId, conversationId }).where('id', 'in', ids).execute();
  const apart = Map.groupBy(rows, (row) => row.conversationId);
  apart.delete(conversationId);
  for (const some of apart.values()) await moveSomeIndexed(database, some, { id: conversationId, clientCode });
}

/** Two conversations are one from now on: what came from the one goes back to the other. */
export async function followHistory({ database }: Writing, from: { id: string }, into: { id: string }): Promise<void> {
  await database
    .updateTable('movedHistory')
    .set({ conversationId: into.id })
    .where('conversationId', '=', from.id)
    .execute();
}
