import { randomUUID } from 'node:crypto';
import type { Message, MessageStatus, MessageType, Quoted } from '#contract/messages';
import { announceMedia, type AnnouncedMedia } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import { findContactsByAddress, type ContactRow, type WhatsAppAddress } from './contact-store.ts';
import {
  findConversationOnSession,
  newConversation,
  saveConversation,
  toConversation,
  type ConversationRow,
} from './conversation-store.ts';
import { labelsOf } from './conversation-labels.ts';
import { writeDetails, type MessageDetails } from './message-details.ts';
import { findAnswered, hasWhatsAppMessage, insertMessage, placeIn, type MessageRow } from './message-store.ts';
import { presentNewMessage } from './present-messages.ts';
import { ownerOnceOpen } from './owner-once-open.ts';
import { oweReceipts } from './read-receipts.ts';
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
  /** What it answers: WhatsApp's id, and what WhatsApp shows of it and of who wrote it, for where we do not have that message. */
  answers?: { whatsappId: string; quoted: Omit<Quoted, 'id'>; by?: WhatsAppAddress };
  /** What else it holds. */
  details?: Pick<MessageDetails, 'location' | 'contacts' | 'interactive' | 'referral' | 'order' | 'forwarded'>;
  /** Over Meta's Cloud API: until when the contact may be written to freely because of it. */
  windowEndsAt?: string;
  /** A file that is still at WhatsApp. */
  media?: AnnouncedMedia;
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
      ...(await answersOf(writing, conversation, received)),
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

/** What a message answers, as ours where we have it, and what else it holds. */
async function answersOf(
  { database }: Writing,
  conversation: ConversationRow | undefined,
  { clientCode, address, answers, details }: RecordedMessage,
): Promise<Pick<NewMessage, 'replyToId' | 'details'>> {
  const answered = answers && conversation && (await findAnswered(database, conversation, answers.whatsappId));
  const isByOther = answers?.by && address.groupId !== undefined && answers.quoted.direction === 'in';
  const [author] = answers?.by && isByOther ? await findContactsByAddress(database, clientCode, answers.by) : [];
  return {
    replyToId: answered?.id ?? null,
    details: {
      ...details,
      ...(answers && !answered && { quoted: { ...answers.quoted, ...(author && { participant: author.name }) } }),
    },
  };
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
export async function resolveSender(
  writing: Writing,
  { clientCode, address, participant, name }: Pick<RecordedMessage, 'clientCode' | 'address' | 'participant' | 'name'>,
): Promise<{ contact: ContactRow; participant: ContactRow | undefined }> {
  const contact = await resolveContact(writing, clientCode, address, address.groupId ? undefined : name);
  return { contact, participant: participant && (await resolveContact(writing, clientCode, participant, name)) };
}

export type NewMessage = Pick<
  MessageRow,
  'whatsappId' | 'clientMessageId' | 'author' | 'userId' | 'type' | 'text' | 'content' | 'status' | 'sentAt'
> & {
  /** Where something names the message before it is there. */
  id?: string;
  fromMe: boolean;
  participant?: ContactRow | undefined;
  replyToId?: string | null;
  details?: MessageDetails;
  /** A file of the team's. */
  mediaId?: string | null;
  /** A file that is still at WhatsApp. */
  media?: AnnouncedMedia;
  windowEndsAt?: string;
};

/**
 * Adds one message to a conversation and logs `message:new`. A message from the contact counts as unread, one from the
 * team (also on the phone) means the conversation has been seen; either opens it again, for somebody who is still there.
 */
export async function addMessage(
  writing: Writing,
  contact: ContactRow,
  conversation: ConversationRow,
  message: NewMessage,
): Promise<Message> {
  const { clientCode } = conversation;
  const body = await writing.event(clientCode, 'message:new', async (seq) => {
    const { id = randomUUID(), participant, media, mediaId = null } = message;
    const row: MessageRow = {
      id,
      ...placeIn(conversation, seq),
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
      replyToId: message.replyToId ?? null,
      mediaId: media ? await announceMedia(writing, clientCode, id, media) : mediaId,
      details: writeDetails(message.details),
      status: message.status,
      error: null,
      sentAt: message.sentAt,
      createdAt: writing.now,
    };
    const changed: ConversationRow = {
      ...conversation,
      version: seq,
      status: 'open',
      assignedTo: await ownerOnceOpen(writing, conversation),
      unread: message.fromMe ? 0 : conversation.unread + 1,
      lastMessageId: row.id,
      windowEndsAt: later(conversation.windowEndsAt, message.windowEndsAt),
      updatedAt: message.sentAt > conversation.updatedAt ? message.sentAt : conversation.updatedAt,
    };
    // Whoever of the team answers has seen what was there.
    if (message.author === 'user') await oweReceipts(writing, conversation);
    await saveConversation(writing.database, conversation, changed);
    await insertMessage(writing.database, row);
    const shown = await presentNewMessage(writing.database, { ...row, participant: participant?.name ?? null });
    const labels = await labelsOf(writing.database, conversation.id);
    return {
      contactId: contact.id,
      message: shown,
      conversation: toConversation(changed, contact, { lastMessage: shown, labels }),
    };
  });
  return body.message;
}

function later(one: string | null, other: string | undefined): string | null {
  return other !== undefined && (one === null || other > one) ? other : one;
}
