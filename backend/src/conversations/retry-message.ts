import { isRetry } from '#contract/message-status';
import type { Message } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { changeStatus } from './change-status.ts';
import { findMessage } from './message-store.ts';
import { enqueue } from './outbox-store.ts';
import { presentMessage } from './present-messages.ts';

/**
 * Sends a failed message again because a person asks for it: the same one under its old WhatsApp id, so that a phone that
 * has it after all shows one bubble. It goes behind what waits in its conversation. One that has not failed, or no longer,
 * stays as it is; undefined where there is no such message.
 */
export async function retryMessage(
  writing: Writing,
  clientCode: string,
  conversationId: string,
  messageId: string,
): Promise<Message | undefined> {
  const message = await findMessage(writing.database, clientCode, messageId);
  if (message?.conversationId !== conversationId) return undefined;
  if (!isRetry(message.status, 'queued')) return presentMessage(writing.database, message);
  const version = await changeStatus(writing, message, 'queued');
  const { sessionId } = message;
  await enqueue(writing.database, {
    messageId,
    clientCode,
    sessionId,
    conversationId,
    position: version,
    nextTryAt: writing.now,
  });
  return presentMessage(writing.database, { ...message, version, status: 'queued', error: null });
}
