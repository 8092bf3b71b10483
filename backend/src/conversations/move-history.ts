import type { Writing } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import { findConversationOnSession, findConversationsOfContact, type ConversationRow } from './conversation-store.ts';
import { moveSomeIndexed } from './message-index.ts';

/** So many messages are moved in one write. */
const AT_ONCE = 200;
/** So many of the newest of a conversation stay until it becomes part of the other: what is unread, waits or is shown first. */
const NEWEST = 200;

/** How far the messages of a contact have been moved: up to a position of a conversation, or on to what they wrote in groups. */
export type HistoryPlace = { conversationId: string; position: number } | 'groups';

/**
 * Moves some of the older messages of a contact who is becoming part of another: to the conversation on the same session, in
 * their order, or with the one they are in. No event tells of it; `mergeContacts` moves what is left and tells it all. Resolves
 * to where to go on, undefined where nothing is left but that.
 */
export async function moveSomeHistory(
  writing: Writing,
  from: ContactRow,
  into: ContactRow,
  after?: HistoryPlace,
): Promise<HistoryPlace | undefined> {
  if (after !== 'groups') {
    const conversations = await findConversationsOfContact(writing.database, from.clientCode, from.id);
    for (const conversation of conversations.sort((one, other) => (one.id < other.id ? -1 : 1))) {
      if (after && conversation.id < after.conversationId) continue;
      const position = await moveSome(writing, conversation, into, {
        after: conversation.id === after?.conversationId ? after.position : 0,
      });
      if (position !== undefined) return { conversationId: conversation.id, position };
    }
  }
  return (await moveSomeOfGroups(writing, from, into)) ? 'groups' : undefined;
}

/** Leaves what is to be sent, what WhatsApp is to be told of and what both conversations have. */
async function moveSome(
  { database }: Writing,
  from: ConversationRow,
  into: ContactRow,
  { after }: { after: number },
): Promise<number | undefined> {
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
  await database
    .updateTable('messages')
    .set({ contactId: into.id, ...(twin && { conversationId: twin.id }) })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  if (twin) await moveSomeIndexed(database, rows, twin);
  return last.position;
}

/** False where there were none. Reactions stay, because what they are about has to be told anew. */
async function moveSomeOfGroups({ database }: Writing, from: ContactRow, into: ContactRow): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('messages')
    .set({ participantId: into.id })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('messages')
        .select('id')
        .where('clientCode', '=', from.clientCode)
        .where('participantId', '=', from.id)
        .where('type', '!=', 'reaction')
        .limit(AT_ONCE),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
