import type { Message, MessageStatus, MessageType, Quoted } from '#contract/messages';
import { noteAnsweredOtherwise } from '../bot-plans/index.ts';
import { noteAnswer } from '../campaign-recipients/index.ts';
import type { AnnouncedMedia } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import { findContactsByAddress, type ContactRow, type WhatsAppAddress } from './contact-store.ts';
import { addMessage, type NewMessage } from './add-message.ts';
import { noteRunAnswered, noteRunTakenOver } from './agent-run.ts';
import { addCampaignMessage } from './automatic-message.ts';
import {
  findConversation,
  findConversationOnSession,
  newConversation,
  type ConversationRow,
} from './conversation-store.ts';
import type { MessageDetails } from './message-details.ts';
import { findAnswered, hasWhatsAppMessage } from './message-store.ts';
import { quotedBy } from './quotes.ts';
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
  const { clientCode, sessionId, fromMe } = received;
  const { contact, participant } = await resolveSender(writing, received);
  const conversation = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  if (conversation && (await hasWhatsAppMessage(writing.database, conversation, received, participant))) {
    return undefined;
  }
  const place = conversation ?? newConversation(clientCode, contact.id, sessionId, received.sentAt);
  const message = await addMessage(writing, contact, place, {
    ...received,
    ...(await answersOf(writing, conversation, received)),
    participant,
    clientMessageId: null,
    author: fromMe ? 'phone' : 'contact',
    userId: null,
    status: fromMe ? (received.status ?? 'sent') : 'received',
    text: received.text ?? null,
    content: received.content ?? null,
  });
  if (!fromMe && contact.kind === 'person') await takeAsAnswer(writing, contact, message);
  if (fromMe && contact.agentRun !== null) await noteRunTakenOver(writing, place, received.sentAt);
  return message;
}

/** It may answer a campaign, or ask for no more of them, which is answered in the same conversation and by nobody else. */
async function takeAsAnswer(writing: Writing, contact: ContactRow, message: Message): Promise<void> {
  const { clientCode, id: contactId, phoneNumber, agentRun } = contact;
  const isWrittenTo = agentRun !== null;
  const text = message.text ?? null;
  const reply = await noteAnswer(writing, { clientCode, contactId, phoneNumber, isWrittenTo, text });
  if (isWrittenTo) await noteRunAnswered(writing, contact, { hasOptedOut: reply !== undefined });
  if (reply === undefined) return;
  noteAnsweredOtherwise(writing, clientCode, message.conversationId);
  if (reply === '') return;
  const conversation = await findConversation(writing.database, clientCode, message.conversationId);
  if (conversation) await addCampaignMessage(writing, contact, conversation, { type: 'text', text: reply });
}

/** What a message answers, as ours where we have it, and what else it holds. */
async function answersOf(
  { database }: Writing,
  conversation: ConversationRow | undefined,
  { clientCode, address, answers, details }: RecordedMessage,
): Promise<Pick<NewMessage, 'replyToId' | 'details'>> {
  const answered = answers && conversation && (await findAnswered(database, conversation, answers.whatsappId));
  if (!answers || answered) return { replyToId: answered?.id ?? null, details: { ...details } };
  const { quoted, by } = answers;
  const isByOther = by && address.groupId !== undefined && quoted.direction === 'in';
  const [author] = isByOther ? await findContactsByAddress(database, clientCode, by) : [];
  const stranger = isByOther && !author ? quotedBy(by) : undefined;
  return {
    replyToId: null,
    details: {
      ...details,
      quoted: { ...quoted, ...(author && { participant: author.name, participantId: author.id }) },
      ...(stranger !== undefined && { quotedBy: stranger }),
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
    came: message.sentAt,
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
