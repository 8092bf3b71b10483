import { isRetry } from '#contract/message-status';
import type { Message } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { changeStatus } from './change-status.ts';
import { changeWhatsAppId, findMessage } from './message-store.ts';
import { enqueue } from './outbox-store.ts';
import { presentMessage } from './present-messages.ts';
import { newWhatsAppId } from './whatsapp-id.ts';

/**
 * Sends a message that failed, or of which nobody knows, again because a person asks for it: the same one under its old
 * WhatsApp id, so that a phone that has it after all shows one bubble. Meta's Cloud API knows no such ids (`anew`): there it
 * gets another, so that what is still told of the first send says nothing of this one. It goes behind what waits in its
 * conversation. One that is no such message, or no longer, stays as it is; undefined where there is none.
 */
export async function retryMessage(
  writing: Writing,
  clientCode: string,
  conversationId: string,
  messageId: string,
  { anew = false } = {},
): Promise<Message | undefined> {
  const message = await findMessage(writing.database, clientCode, messageId);
  if (message?.conversationId !== conversationId) return undefined;
  if (!isRetry(message.status, 'queued')) return presentMessage(writing.database, message);
  if (anew) await changeWhatsAppId(writing.database, message, newWhatsAppId());
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
