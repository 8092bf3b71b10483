import { forgetFilesOf } from '../media/index.ts';
import type { Reading, Writing } from '../storage/index.ts';
import { findConversation, presentConversation, saveConversation } from './conversation-store.ts';
import { NOBODY } from './disown-contact.ts';
import { removeEntries } from './outbox-store.ts';
import { cutQuotes, type QuoteInContent } from './quotes.ts';

/** So many messages go in one write. */
const AT_ONCE = 100;

/** A message that is to go, and its conversation. */
export interface ErasedMessage {
  id: string;
  conversationId: string;
}

/** The conversations of a contact whose data are being deleted. */
export async function readDisowned(database: Reading, contactId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('conversations')
    .select('id')
    .where('clientCode', '=', NOBODY)
    .where('contactId', '=', contactId)
    .execute();
  return rows.map(({ id }) => id);
}

/** Some of the messages of a conversation, the oldest; none where nothing is left. */
export function readSomeOf(database: Reading, conversationId: string): Promise<ErasedMessage[]> {
  return database
    .selectFrom('messages')
    .select(['id', 'conversationId'])
    .where('conversationId', '=', conversationId)
    .orderBy('position')
    .limit(AT_ONCE)
    .execute();
}

/** Some of what a person has written in groups, with what others have reacted to it. */
export async function readSomeInGroups(database: Reading, participantId: string): Promise<ErasedMessage[]> {
  const written = await database
    .selectFrom('messages')
    .select(['id', 'conversationId'])
    .where('participantId', '=', participantId)
    .limit(AT_ONCE)
    .execute();
  const reactions = await database
    .selectFrom('messages')
    .select(['id', 'conversationId'])
    .where('replyToId', 'in', ['', ...written.map(({ id }) => id)])
    .where('type', '=', 'reaction')
    .execute();
  return [...new Map([...written, ...reactions].map((message) => [message.id, message])).values()];
}

/** How much is left of a contact whose data are being deleted, in messages: of indexes only, which takes milliseconds. */
export async function countErasable(database: Reading, contactId: string): Promise<number> {
  const messages = database.selectFrom('messages').select((eb) => eb.fn.countAll<number>().as('count'));
  const inGroups = await messages.where('participantId', '=', contactId).executeTakeFirstOrThrow();
  const inTheirs = await messages
    .where('conversationId', 'in', (eb) =>
      eb.selectFrom('conversations').select('conversations.id').where('conversations.contactId', '=', contactId),
    )
    .executeTakeFirstOrThrow();
  return inGroups.count + inTheirs.count;
}

/**
 * Deletes messages, whose files are gone already; one that waits to be sent, such as a reaction of ours, is sent no more. They stay
 * counted: figures name nobody. What answers one of them answers nothing any more, and forgets what WhatsApp has quoted; its own
 * file can still be fetched.
 */
export async function eraseMessages(
  writing: Writing,
  messages: readonly ErasedMessage[],
  quote: QuoteInContent,
): Promise<void> {
  const { database } = writing;
  const ids = ['', ...messages.map(({ id }) => id)];
  await forgetFilesOf(writing, ids);
  await removeEntries(database, ids);
  await cutQuotes(writing, await readAnswersTo(database, ids), quote);
  await database.updateTable('messages').set({ replyToId: null }).where('replyToId', 'in', ids).execute();
  await database.deleteFrom('messages').where('id', 'in', ids).execute();
}

/** Those that stay and have a content. */
function readAnswersTo(database: Reading, ids: readonly string[]) {
  return database
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
    .select(['messages.id', 'messages.details', 'messages.content'])
    .where('messages.replyToId', 'in', ids)
    .where('messages.content', 'is not', null)
    .where('conversations.clientCode', '!=', NOBODY)
    .execute();
}

/** The same for what a person has written in groups, which go on without it. The index does not have it any more. */
export async function eraseInGroups(
  writing: Writing,
  clientCode: string,
  written: readonly ErasedMessage[],
  quote: QuoteInContent,
): Promise<void> {
  await eraseMessages(writing, written, quote);
  const conversations = new Set(written.map(({ conversationId }) => conversationId));
  for (const conversationId of conversations) await renewLastMessage(writing, clientCode, conversationId);
}

async function renewLastMessage(writing: Writing, clientCode: string, conversationId: string): Promise<void> {
  const { database } = writing;
  const conversation = await findConversation(database, clientCode, conversationId);
  if (!conversation) return;
  const last = await database
    .selectFrom('messages')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('type', 'not in', ['note', 'system', 'reaction'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lastMessageId = last?.id ?? null;
  if (lastMessageId === conversation.lastMessageId) return;
  await writing.event(clientCode, 'conversation:updated', async (seq) => {
    const renewed = { ...conversation, version: seq, lastMessageId };
    await saveConversation(writing, conversation, renewed);
    return { contactId: conversation.contactId, conversation: await presentConversation(database, renewed) };
  });
}

/** The last of it: the conversations, and the contact. */
export async function eraseContact({ database }: Writing, contactId: string): Promise<void> {
  await database
    .deleteFrom('conversations')
    .where('clientCode', '=', NOBODY)
    .where('contactId', '=', contactId)
    .execute();
  await database.deleteFrom('contacts').where('clientCode', '=', NOBODY).where('id', '=', contactId).execute();
}
