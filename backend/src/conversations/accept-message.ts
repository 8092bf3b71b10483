import type { Message, SendMessageRequest } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { findContact } from './contact-store.ts';
import type { ConversationRow } from './conversation-store.ts';
import { findByClientMessageId, toMessage } from './message-store.ts';
import { enqueue } from './outbox-store.ts';
import { addMessage } from './record-message.ts';
import { newWhatsAppId } from './whatsapp-id.ts';

/** Thrown when a `clientMessageId` comes again for another conversation: the caller mixes up its ids. */
export class ClientMessageIdTakenError extends Error {}

/**
 * Accepts a message a person has written: stored, in the outbox, and told to everyone, in one commit. The same
 * `clientMessageId` again returns the message that is there and sends nothing twice.
 */
export async function acceptMessage(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  request: SendMessageRequest,
): Promise<Message> {
  const { clientCode, sessionId } = conversation;
  const known = await findByClientMessageId(writing.database, clientCode, request.clientMessageId);
  if (known && known.conversationId !== conversation.id) throw new ClientMessageIdTakenError();
  if (known) return toMessage(known);

  const contact = await findContact(writing.database, clientCode, conversation.contactId);
  if (!contact) throw new Error(`Conversation ${conversation.id} has lost its contact.`);
  const message = await addMessage(writing, contact, conversation, {
    whatsappId: newWhatsAppId(),
    fromMe: true,
    clientMessageId: request.clientMessageId,
    author: 'user',
    userId,
    type: request.type,
    text: request.text,
    content: null,
    status: 'queued',
    sentAt: writing.now,
  });
  const nextTryAt = writing.now;
  await enqueue(writing.database, {
    messageId: message.id,
    clientCode,
    sessionId,
    conversationId: conversation.id,
    position: message.version,
    nextTryAt,
  });
  return message;
}
