import { isForward } from '#contract/message-status';
import type { MessageError, MessageStatus } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { changeStatus } from './change-status.ts';
import { changeWhatsAppId, findSentMessage, type MessageRow } from './message-store.ts';
import { readUnsent, removeFromOutbox } from './outbox-store.ts';
import { forgetReceipts } from './read-receipts.ts';

/** What WhatsApp says of a message this number has sent. */
export interface RecordedStatus {
  clientCode: string;
  sessionId: string;
  whatsappId: string;
  /** The id it was accepted under here, where WhatsApp gives it another. */
  ourId?: string;
  status: MessageStatus;
  error?: MessageError;
}

/**
 * Moves a sent message forward and logs `message:status`; anything that would move it backwards, or is about a message we
 * do not have, changes nothing. Whatever WhatsApp has answered need not be sent again.
 */
export async function recordStatus(writing: Writing, told: RecordedStatus): Promise<void> {
  const message = await findTold(writing, told);
  if (!message) return;
  await removeFromOutbox(writing.database, told.clientCode, message.id);
  if (!isForward(message.status, told.status)) return;
  await changeStatus(writing, message, told.status, told.error);
}

/** WhatsApp's id takes the place of ours as soon as either tells of it: the answer to the send, or a status that overtook it. */
async function findTold(
  { database }: Writing,
  { clientCode, sessionId, whatsappId, ourId }: RecordedStatus,
): Promise<MessageRow | undefined> {
  const known = await findSentMessage(database, clientCode, sessionId, whatsappId);
  if (known || ourId === undefined) return known;
  const message = await findSentMessage(database, clientCode, sessionId, ourId);
  if (!message) return undefined;
  await changeWhatsAppId(database, message, whatsappId);
  return { ...message, whatsappId };
}

/**
 * Gives up on everything a line has not sent, when it is unlinked: linked again, perhaps to another phone, it must not send
 * from that number what was meant for this one. A person sees each as failed, and may send it again.
 */
export async function failUnsent(writing: Writing, clientCode: string, sessionId: string): Promise<void> {
  await forgetReceipts(writing.database, clientCode, sessionId);
  const error = { code: 'unlinked', title: 'The line was unlinked before the message was sent' };
  for (const whatsappId of await readUnsent(writing.database, clientCode, sessionId)) {
    await recordStatus(writing, { clientCode, sessionId, whatsappId, status: 'failed', error });
  }
}
