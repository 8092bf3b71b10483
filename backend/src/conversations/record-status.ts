import type { MessageError, MessageStatus } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { findSentMessage, updateMessageStatus } from './message-store.ts';
import { isForward } from './message-status.ts';
import { removeFromOutbox } from './outbox-store.ts';

/** What WhatsApp says of a message this number has sent. */
export interface RecordedStatus {
  clientCode: string;
  sessionId: string;
  whatsappId: string;
  status: MessageStatus;
  error?: MessageError;
}

/**
 * Moves a sent message forward and logs `message:status`; anything that would move it backwards, or is about a message we
 * do not have, changes nothing. Whatever WhatsApp has answered need not be sent again.
 */
export async function recordStatus(writing: Writing, told: RecordedStatus): Promise<void> {
  const message = await findSentMessage(writing.database, told.clientCode, told.sessionId, told.whatsappId);
  if (!message) return;
  await removeFromOutbox(writing.database, message.id);
  if (!isForward(message.status, told.status)) return;
  await writing.event(told.clientCode, 'message:status', async (seq) => {
    await updateMessageStatus(writing.database, {
      clientCode: told.clientCode,
      id: message.id,
      version: seq,
      status: told.status,
      ...(told.error && { error: told.error }),
    });
    return {
      contactId: message.contactId,
      conversationId: message.conversationId,
      messageId: message.id,
      ...(message.clientMessageId !== null && { clientMessageId: message.clientMessageId }),
      status: told.status,
      ...(told.error && { error: told.error }),
    };
  });
}
