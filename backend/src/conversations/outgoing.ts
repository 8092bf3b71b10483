import type { Reading } from '../storage/index.ts';
import { readDetails, type MessageDetails } from './message-details.ts';
import type { MessageRow } from './message-store.ts';

/** A message of this number with whom it is for: what WhatsApp is told is made of it, at each try and when it is asked for again. */
export type OutgoingRow = Pick<
  MessageRow,
  'clientCode' | 'type' | 'text' | 'content' | 'replyToId' | 'details' | 'sentAt'
> & { phoneNumber: string | null; lid: string | null; groupId: string | null };

export const outgoingColumns = [
  'messages.clientCode',
  'messages.type',
  'messages.text',
  'messages.content',
  'messages.replyToId',
  'messages.details',
  'messages.sentAt',
  'contacts.phoneNumber',
  'contacts.lid',
  'contacts.groupId',
] as const;

/** What a message says, whoever wrote it. */
export type MessageContent = Pick<MessageRow, 'type' | 'text' | 'content'> &
  Pick<MessageDetails, 'location' | 'contacts' | 'interactive' | 'template'>;

/** The message another one answers or reacts to, as WhatsApp knows it. */
export type AnsweredMessage = MessageContent & {
  whatsappId: string;
  fromMe: boolean;
  /** Who wrote it in a group; nothing outside groups, and for our own. */
  author: { phoneNumber: string | null; lid: string | null };
};

/** Everything of one message. */
export function contentOf({
  type,
  text,
  content,
  details,
}: Pick<MessageRow, 'details'> & MessageContent): MessageContent {
  const { location, contacts, interactive, template } = readDetails(details);
  return {
    type,
    text,
    content,
    ...(location && { location }),
    ...(contacts && { contacts }),
    ...(interactive && { interactive }),
    ...(template && { template }),
  };
}

/** What `row` answers or reacts to; undefined where it does neither. */
export async function readAnsweredMessage(
  database: Reading,
  { clientCode, replyToId }: Pick<MessageRow, 'clientCode' | 'replyToId'>,
): Promise<AnsweredMessage | undefined> {
  if (replyToId === null) return undefined;
  const row = await database
    .selectFrom('messages')
    .leftJoin('contacts as participants', 'participants.id', 'messages.participantId')
    .select(['messages.type', 'messages.text', 'messages.content', 'messages.details', 'messages.whatsappId', 'fromMe'])
    .select(['participants.phoneNumber', 'participants.lid'])
    .where('messages.clientCode', '=', clientCode)
    .where('messages.id', '=', replyToId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { whatsappId, fromMe, phoneNumber, lid } = row;
  return { ...contentOf(row), whatsappId, fromMe: fromMe === 1, author: { phoneNumber, lid } };
}

/** A message this number has sent under WhatsApp's id. */
export function findOutgoing(
  database: Reading,
  clientCode: string,
  sessionId: string,
  whatsappId: string,
): Promise<OutgoingRow | undefined> {
  return database
    .selectFrom('messages')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .select(outgoingColumns)
    .where('messages.clientCode', '=', clientCode)
    .where('messages.sessionId', '=', sessionId)
    .where('messages.whatsappId', '=', whatsappId)
    .where('messages.fromMe', '=', 1)
    .executeTakeFirst();
}
