import type { MessageError, MessageStatus } from '#contract/messages';
import { noteMessageStatus } from '../campaign-recipients/index.ts';
import type { Writing } from '../storage/index.ts';
import { updateMessageStatus, type MessageRow } from './message-store.ts';
import { renewWait } from './failed-answers.ts';
import { noteOpeningStatus } from './agent-run.ts';
import { tellReacted } from './reactions.ts';

/**
 * Moves a message, given as it is now, to another status and logs `message:status`; returns its new version. A reaction that
 * did not go out is shown no longer, and an answer that did not leaves the contact waiting.
 */
export async function changeStatus(
  writing: Writing,
  message: MessageRow,
  status: MessageStatus,
  error?: MessageError,
): Promise<number> {
  let version = message.version;
  await writing.event(message.clientCode, 'message:status', async (seq) => {
    version = seq;
    await updateMessageStatus(writing.database, message, { version, status, ...(error && { error }) });
    if (message.author === 'campaign') await noteMessageStatus(writing, message.id, status, error?.code);
    return {
      contactId: message.contactId,
      conversationId: message.conversationId,
      messageId: message.id,
      ...(message.clientMessageId !== null && { clientMessageId: message.clientMessageId }),
      status,
      ...(error && { error }),
    };
  });
  if (message.author === 'bot') await noteOpeningStatus(writing, message, status, error?.code);
  const isShown = (one: MessageStatus) => one !== 'failed';
  if (message.type === 'reaction' && isShown(message.status) !== isShown(status)) await tellReacted(writing, message);
  await renewWait(writing, message, status);
  return version;
}
