import { randomUUIDv7 } from 'node:crypto';
import type { Writing } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';
import { findConversationOnSession, type ConversationRow } from './conversation-store.ts';
import {
  findAnswered,
  findMessage,
  hasWhatsAppMessage,
  insertMessage,
  placeIn,
  type MessageRow,
  type SignedMessage,
} from './message-store.ts';
import { resolveSender, type RecordedMessage } from './record-message.ts';
import { renewMessage, tellRenewed } from './renew-message.ts';

/** A reaction WhatsApp has told of; an empty emoji takes the person's reaction back. */
export type RecordedReaction = Pick<
  RecordedMessage,
  'clientCode' | 'sessionId' | 'address' | 'participant' | 'name' | 'whatsappId' | 'fromMe' | 'sentAt'
> & { about: string; emoji: string };

/** Stores a reaction, once, and tells what has become of the message it is about. One to a message we do not have is dropped. */
export async function recordReaction(writing: Writing, received: RecordedReaction): Promise<void> {
  const { clientCode, sessionId, whatsappId, fromMe, about, emoji, sentAt } = received;
  const { contact, participant } = await resolveSender(writing, received);
  const conversation = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  const target = conversation && (await findAnswered(writing.database, conversation, about));
  if (!target) return;
  if (await hasWhatsAppMessage(writing.database, conversation, received, participant)) return;
  await addReaction(writing, conversation, target, {
    whatsappId,
    fromMe,
    participant,
    clientMessageId: null,
    userId: null,
    author: fromMe ? 'phone' : 'contact',
    status: fromMe ? 'sent' : 'received',
    emoji,
    sentAt,
  });
}

export type NewReaction = Pick<
  MessageRow,
  'whatsappId' | 'clientMessageId' | 'userId' | 'author' | 'status' | 'sentAt'
> & { fromMe: boolean; participant?: ContactRow | undefined; emoji: string };

/**
 * Adds a reaction as a row of its own, so that it is sent like any message, and logs `message:updated` for the message it is
 * about: browsers never see the row.
 */
export async function addReaction(
  writing: Writing,
  conversation: ConversationRow,
  target: SignedMessage,
  reaction: NewReaction,
): Promise<MessageRow> {
  let stored: MessageRow | undefined;
  await writing.event(conversation.clientCode, 'message:updated', async (seq) => {
    const { participant, emoji, fromMe, ...given } = reaction;
    const row: MessageRow = {
      ...given,
      id: randomUUIDv7(),
      ...placeIn(conversation, seq),
      fromMe: fromMe ? 1 : 0,
      participantId: participant?.id ?? null,
      participantKey: participant?.id ?? '',
      type: 'reaction',
      text: emoji,
      content: null,
      replyToId: target.id,
      mediaId: null,
      details: null,
      error: null,
      answeredAfter: null,
      createdAt: writing.now,
    };
    stored = row;
    await insertMessage(writing, row);
    return renewMessage(writing, target, seq);
  });
  if (!stored) throw new Error('A reaction was not stored.');
  return stored;
}

/** Logs `message:updated` for the message a reaction is about. */
export async function tellReacted(writing: Writing, { clientCode, replyToId }: MessageRow): Promise<void> {
  const target = replyToId === null ? undefined : await findMessage(writing.database, clientCode, replyToId);
  if (target) await tellRenewed(writing, target);
}
