import { randomUUID } from 'node:crypto';
import type { Message, MessageStatus, MessageType } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import type { ContactRow, WhatsAppAddress } from './contact-store.ts';
import {
  findConversationOnSession,
  newConversation,
  saveConversation,
  toConversation,
  type ConversationRow,
} from './conversation-store.ts';
import { hasWhatsAppMessage, insertMessage, toMessage, type MessageRow } from './message-store.ts';
import { resolveContact } from './resolve-contact.ts';

/** A message WhatsApp has told of: from the contact, or written on the business's own phone (`fromMe`). */
export interface RecordedMessage {
  clientCode: string;
  sessionId: string;
  address: WhatsAppAddress;
  /** In a group: who of it wrote. Unknown for messages of our own phone. */
  participant?: WhatsAppAddress;
  /** What the person who wrote calls themselves; unknown for messages of our own phone. */
  name?: string;
  whatsappId: string;
  fromMe: boolean;
  type: MessageType;
  text?: string;
  /** The protobuf of anything that is more than text. */
  content?: Uint8Array;
  /** Only for messages of our own phone: how far WhatsApp already says they are. */
  status?: MessageStatus;
  /** WhatsApp's own time, ISO 8601. */
  sentAt: string;
}

/** Stores a message with its event, once: a repeat of the same stanza changes nothing and returns undefined. */
export async function recordMessage(writing: Writing, received: RecordedMessage): Promise<Message | undefined> {
  const { clientCode, sessionId, whatsappId, fromMe } = received;
  const { contact, participant } = await resolveSender(writing, received);
  const conversation = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  const key = { clientCode, conversationId: conversation?.id ?? '', whatsappId, fromMe };
  if (conversation && (await hasWhatsAppMessage(writing.database, key, participant))) return undefined;
  return addMessage(
    writing,
    contact,
    conversation ?? newConversation(clientCode, contact.id, sessionId, received.sentAt),
    {
      ...received,
      participant,
      clientMessageId: null,
      author: fromMe ? 'phone' : 'contact',
      userId: null,
      status: fromMe ? (received.status ?? 'sent') : 'received',
      text: received.text ?? null,
      content: received.content ?? null,
    },
  );
}

/** A message from before this CRM, with whatever is known of its author and how far it got. */
export type ImportedMessage = RecordedMessage & Pick<NewMessage, 'author' | 'userId' | 'status'>;

/** Stores a message of the past with its event. The caller imports each once, oldest first. */
export async function importMessage(writing: Writing, message: ImportedMessage): Promise<Message> {
  const { clientCode, sessionId } = message;
  const { contact, participant } = await resolveSender(writing, message);
  const known = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  const conversation = known ?? newConversation(clientCode, contact.id, sessionId, message.sentAt);
  return addMessage(writing, contact, conversation, {
    ...message,
    participant,
    clientMessageId: null,
    text: message.text ?? null,
    content: message.content ?? null,
  });
}

/** Whom the conversation is with, and who wrote where that is a group. */
async function resolveSender(
  writing: Writing,
  { clientCode, address, participant, name }: RecordedMessage,
): Promise<{ contact: ContactRow; participant: ContactRow | undefined }> {
  const contact = await resolveContact(writing, clientCode, address, address.groupId ? undefined : name);
  return { contact, participant: participant && (await resolveContact(writing, clientCode, participant, name)) };
}

export type NewMessage = Pick<
  MessageRow,
  'whatsappId' | 'clientMessageId' | 'author' | 'userId' | 'type' | 'text' | 'content' | 'status' | 'sentAt'
> & {
  fromMe: boolean;
  participant?: ContactRow | undefined;
};

/**
 * Adds one message to a conversation and logs `message:new`. A message from the contact counts as unread, one from the
 * team (also on the phone) means the conversation has been seen; either opens it again.
 */
export async function addMessage(
  writing: Writing,
  contact: ContactRow,
  conversation: ConversationRow,
  message: NewMessage,
): Promise<Message> {
  const { clientCode } = conversation;
  const body = await writing.event(clientCode, 'message:new', async (seq) => {
    const { participant } = message;
    const row: MessageRow = {
      id: randomUUID(),
      clientCode,
      version: seq,
      conversationId: conversation.id,
      contactId: contact.id,
      sessionId: conversation.sessionId,
      position: seq,
      whatsappId: message.whatsappId,
      fromMe: message.fromMe ? 1 : 0,
      participantId: participant?.id ?? null,
      participantKey: participant?.id ?? '',
      clientMessageId: message.clientMessageId,
      author: message.author,
      userId: message.userId,
      type: message.type,
      text: message.text,
      content: message.content,
      status: message.status,
      error: null,
      sentAt: message.sentAt,
      createdAt: writing.now,
    };
    const changed: ConversationRow = {
      ...conversation,
      version: seq,
      status: 'open',
      unread: message.fromMe ? 0 : conversation.unread + 1,
      lastMessageId: row.id,
      updatedAt: message.sentAt > conversation.updatedAt ? message.sentAt : conversation.updatedAt,
    };
    await saveConversation(writing.database, conversation, changed);
    await insertMessage(writing.database, row);
    const signed = { ...row, participant: participant?.name ?? null };
    return {
      contactId: contact.id,
      message: toMessage(signed),
      conversation: toConversation(changed, contact, signed),
    };
  });
  return body.message;
}
