import type { Kysely, Selectable } from 'kysely';
import type { Message, MessageError, MessageStatus, MessageType } from '#contract/messages';
import { countMessage } from '../dashboard/index.ts';
import type { MessagesTable, Reading, Tables } from '../storage/index.ts';
import { areDifferentPeople, type ContactRow } from './contact-store.ts';

export type MessageRow = Selectable<MessagesTable>;

/** A message with the present name of who wrote it in a group; null outside groups, and for our own. */
export type SignedMessage = MessageRow & { participant: string | null };

export function toMessage(row: SignedMessage): Message {
  return {
    id: row.id,
    version: row.version,
    conversationId: row.conversationId,
    contactId: row.contactId,
    ...(row.participant !== null && { participant: row.participant }),
    ...(row.participantId !== null && { participantId: row.participantId }),
    ...(row.clientMessageId !== null && { clientMessageId: row.clientMessageId }),
    direction: row.fromMe ? 'out' : 'in',
    author: row.author,
    ...(row.userId !== null && { userId: row.userId }),
    type: row.type as MessageType,
    ...(row.text !== null && { text: row.text }),
    status: row.status,
    ...(row.error !== null && { error: JSON.parse(row.error) as MessageError }),
    sentAt: row.sentAt,
    createdAt: row.createdAt,
  };
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

/** Stores a message and counts it. */
export async function insertMessage(database: Kysely<Tables>, row: MessageRow): Promise<void> {
  await database.insertInto('messages').values(row).execute();
  await countMessage(database, undefined, row);
}

/** Deletes messages for good, and what was counted of them. */
export async function deleteMessages(database: Kysely<Tables>, rows: readonly MessageRow[]): Promise<void> {
  for (const row of rows) {
    await database.deleteFrom('messages').where('clientCode', '=', row.clientCode).where('id', '=', row.id).execute();
    await countMessage(database, row, undefined);
  }
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

/**
 * Whether this conversation already has the bubble: WhatsApp may deliver one stanza several times. In a group an id is
 * unique per sender, and a sender may come once by phone number and once by LID: only who is certainly somebody else has
 * written another message.
 */
export async function hasWhatsAppMessage(
  database: Reading,
  key: { clientCode: string; conversationId: string; whatsappId: string; fromMe: boolean },
  participant: ContactRow | undefined,
): Promise<boolean> {
  const senders = await database
    .selectFrom('messages')
    .leftJoin('contacts', 'contacts.id', 'messages.participantId')
    .select(['contacts.phoneNumber', 'contacts.lid'])
    .where('messages.clientCode', '=', key.clientCode)
    .where('messages.conversationId', '=', key.conversationId)
    .where('messages.whatsappId', '=', key.whatsappId)
    .where('messages.fromMe', '=', key.fromMe ? 1 : 0)
    .execute();
  return senders.some((sender) => !participant || !areDifferentPeople(sender, participant));
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

/** A page of a conversation, oldest first, and the cursor that leads to older ones. */
export async function readMessages(
  database: Reading,
  query: { clientCode: string; conversationId: string; limit: number; before?: number },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  const rows = await signedMessages(database, query.clientCode)
    .where('messages.conversationId', '=', query.conversationId)
    .$if(query.before !== undefined, (rows) => rows.where('messages.position', '<', query.before ?? 0))
    .orderBy('messages.position', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit).reverse();
  return {
    items: page.map(toMessage),
    nextCursor: rows.length > query.limit && page[0] ? String(page[0].position) : null,
  };
}
