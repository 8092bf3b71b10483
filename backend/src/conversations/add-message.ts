import { randomUUIDv7 } from 'node:crypto';
import type { Message } from '#contract/messages';
import { noteForBot } from '../bot-plans/index.ts';
import { announceMedia, type AnnouncedMedia } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import { labelsOf } from './conversation-labels.ts';
import { saveConversation, toConversation, type ConversationRow } from './conversation-store.ts';
import { writeDetails, type MessageDetails } from './message-details.ts';
import { insertMessage, placeIn, type MessageRow } from './message-store.ts';
import { ownerOnceOpen } from './owner-once-open.ts';
import { presentNewMessage } from './present-messages.ts';
import { oweReceipts } from './read-receipts.ts';
import { isAnsweredSince, waitAfter, type Wait } from './waiting.ts';

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
  /** When it came, ISO 8601: now, unless it is of the past. The list of conversations is in this order. */
  came?: string;
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
    const { id = randomUUIDv7(), participant, media, mediaId = null, came = writing.now } = message;
    const { waitingSince, answeredAfter } = await waitOnce(writing, conversation, contact, message);
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
      answeredAfter,
      sentAt: message.sentAt,
      createdAt: writing.now,
    };
    // What goes to many opens nothing and answers nobody.
    const isBulk = message.author === 'campaign';
    const changed: ConversationRow = {
      ...conversation,
      version: seq,
      ...(isBulk ? {} : { status: 'open', assignedTo: await ownerOnceOpen(writing, conversation) }),
      unread: unreadAfter(conversation, message),
      lastMessageId: row.id,
      waitingSince,
      windowEndsAt: later(conversation.windowEndsAt, message.windowEndsAt),
      updatedAt: came > conversation.updatedAt ? came : conversation.updatedAt,
    };
    // Whoever of the team answers has seen what was there.
    if (message.author === 'user') await oweReceipts(writing, conversation);
    await saveConversation(writing, conversation, changed);
    await insertMessage(writing, row);
    if (contact.kind === 'person' && came === writing.now && changed.botEnabled) noteForBot(writing, row);
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

/** What came after something newer may have been answered already. */
async function waitOnce(
  writing: Writing,
  conversation: ConversationRow,
  contact: ContactRow,
  message: NewMessage,
): Promise<Wait> {
  const wait = waitAfter(conversation, contact, message, writing.now);
  const { waitingSince } = wait;
  const begins = conversation.waitingSince === null && waitingSince !== null;
  const isLate = begins && waitingSince < conversation.updatedAt && conversation.version > 0;
  if (!isLate || !(await isAnsweredSince(writing.database, conversation, waitingSince))) return wait;
  return { waitingSince: null, answeredAfter: null };
}

/** What the bot says, or goes to many, nobody of the team has read anything for. */
function unreadAfter({ unread }: ConversationRow, { author, fromMe }: NewMessage): number {
  if (author === 'campaign' || author === 'bot') return unread;
  return fromMe ? 0 : unread + 1;
}

function later(one: string | null, other: string | undefined): string | null {
  return other !== undefined && (one === null || other > one) ? other : one;
}
