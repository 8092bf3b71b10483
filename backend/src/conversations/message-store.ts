import type { Kysely, Selectable } from 'kysely';
import type { MessageError, MessageStatus } from '#contract/messages';
import { countMessage, uncountMessages } from '../dashboard/index.ts';
import {
  CompiledOnce,
  type ConversationsTable,
  type MessagesTable,
  type Reading,
  type Tables,
  type Writing,
} from '../storage/index.ts';
import { areDifferentPeople, type ContactRow } from './contact-store.ts';
import { indexMessage } from './message-index.ts';

export type MessageRow = Selectable<MessagesTable>;

/** A message with the present name of who wrote it in a group; null outside groups, and for our own. */
export type SignedMessage = MessageRow & { participant: string | null };

/** Where a new message stands: in its conversation, under the `seq` of the event that brings it. */
export function placeIn(
  { id, clientCode, contactId, sessionId }: Pick<MessageRow, 'id' | 'clientCode' | 'contactId' | 'sessionId'>,
  seq: number,
): Pick<MessageRow, 'clientCode' | 'conversationId' | 'contactId' | 'sessionId' | 'version' | 'position'> {
  return { clientCode, conversationId: id, contactId, sessionId, version: seq, position: seq };
}

/** The messages of a client, each with the name of its sender. */
export function signedMessages(database: Reading, clientCode: string) {
  return database
    .selectFrom('messages')
    .leftJoin('contacts as participants', 'participants.id', 'messages.participantId')
    .selectAll('messages')
    .select('participants.name as participant')
    .where('messages.clientCode', '=', clientCode);
}

const insertRow = new CompiledOnce((database, row: MessageRow) => database.insertInto('messages').values(row));

/** Stores a message, counts it and makes its text findable. */
export async function insertMessage(writing: Writing, row: MessageRow): Promise<void> {
  const { database } = writing;
  await insertRow.execute(database, row);
  indexMessage(writing, row);
  await countMessage(database, undefined, row);
}

/** Deletes up to some hundreds of messages for good, and what was counted of them; the index has them no more. */
export async function deleteMessages(database: Kysely<Tables>, rows: readonly MessageRow[]): Promise<void> {
  await database
    .deleteFrom('messages')
    .where('id', 'in', ['', ...rows.map(({ id }) => id)])
    .execute();
  await uncountMessages(database, rows);
}

export function findMessage(database: Reading, clientCode: string, id: string): Promise<SignedMessage | undefined> {
  return signedMessages(database, clientCode).where('messages.id', '=', id).executeTakeFirst();
}

export function findByClientMessageId(
  database: Reading,
  clientCode: string,
  clientMessageId: string,
): Promise<SignedMessage | undefined> {
  return signedMessages(database, clientCode)
    .where('messages.clientMessageId', '=', clientMessageId)
    .executeTakeFirst();
}

/** What of a conversation its messages are found by. */
type ConversationKey = Pick<Selectable<ConversationsTable>, 'clientCode' | 'sessionId' | 'id'>;

const selectSenders = new CompiledOnce(
  (database, key: Pick<MessageRow, 'clientCode' | 'sessionId' | 'whatsappId' | 'conversationId' | 'fromMe'>) =>
    database
      .selectFrom('messages')
      .leftJoin('contacts', 'contacts.id', 'messages.participantId')
      .select(['contacts.phoneNumber', 'contacts.lid'])
      .where('messages.clientCode', '=', key.clientCode)
      .where('messages.sessionId', '=', key.sessionId)
      .where('messages.whatsappId', '=', key.whatsappId)
      .where('messages.conversationId', '=', key.conversationId)
      .where('messages.fromMe', '=', key.fromMe),
);

/**
 * Whether this conversation already has the bubble: WhatsApp may deliver one stanza several times. In a group an id is
 * unique per sender, and a sender may come once by phone number and once by LID: only who is certainly somebody else has
 * written another message.
 */
export async function hasWhatsAppMessage(
  database: Reading,
  { clientCode, sessionId, id }: ConversationKey,
  message: { whatsappId: string; fromMe: boolean },
  participant: ContactRow | undefined,
): Promise<boolean> {
  const senders = await selectSenders.execute(database, {
    clientCode,
    sessionId,
    whatsappId: message.whatsappId,
    conversationId: id,
    fromMe: message.fromMe ? 1 : 0,
  });
  return senders.some((sender) => !participant || !areDifferentPeople(sender, participant));
}

/** The message of a conversation that another one answers or reacts to, by WhatsApp's id. */
export function findAnswered(
  database: Reading,
  { clientCode, sessionId, id }: ConversationKey,
  whatsappId: string,
): Promise<SignedMessage | undefined> {
  return signedMessages(database, clientCode)
    .where('messages.sessionId', '=', sessionId)
    .where('messages.whatsappId', '=', whatsappId)
    .where('messages.conversationId', '=', id)
    .where('messages.type', '!=', 'reaction')
    .executeTakeFirst();
}

/** The message this number sent under WhatsApp's id, for receipts and for retries. */
export function findSentMessage(
  database: Reading,
  clientCode: string,
  sessionId: string,
  whatsappId: string,
): Promise<MessageRow | undefined> {
  return database
    .selectFrom('messages')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('whatsappId', '=', whatsappId)
    .where('fromMe', '=', 1)
    .executeTakeFirst();
}

/** WhatsApp's id of the last message that came in; undefined where none did. */
export async function readLastReceived(
  database: Reading,
  clientCode: string,
  conversationId: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('messages')
    .select('whatsappId')
    .where('clientCode', '=', clientCode)
    .where('conversationId', '=', conversationId)
    .where('fromMe', '=', 0)
    .where('type', '!=', 'reaction')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.whatsappId;
}

/** From now on WhatsApp knows a message of ours by this id. */
export async function changeWhatsAppId(
  database: Kysely<Tables>,
  { clientCode, id }: Pick<MessageRow, 'clientCode' | 'id'>,
  whatsappId: string,
): Promise<void> {
  await database
    .updateTable('messages')
    .set({ whatsappId })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/** Moves a message to another status and counts it as that. `message` is its row as it is now. */
export async function updateMessageStatus(
  database: Kysely<Tables>,
  message: MessageRow,
  change: { version: number; status: MessageStatus; error?: MessageError },
): Promise<void> {
  const { version, status, error } = change;
  await database
    .updateTable('messages')
    .set({ version, status, error: error ? JSON.stringify(error) : null })
    .where('clientCode', '=', message.clientCode)
    .where('id', '=', message.id)
    .execute();
  await countMessage(database, message, { ...message, status });
}
