import { isUndecided } from '#contract/message-status';
import type { Message, MessageError } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { changeStatus } from './change-status.ts';
import { findMessage } from './message-store.ts';
import { presentMessage } from './present-messages.ts';

const left: MessageError = { code: 'left', title: 'A person has left it as it is' };

/**
 * Leaves a message of which nobody knows as it is, because a person says so: it is not sent again, and nothing asks about it
 * any more. What is still told of it counts as ever. One that is not such a message, or no longer, stays as it is; undefined
 * where there is none.
 */
export async function leaveMessage(
  writing: Writing,
  clientCode: string,
  conversationId: string,
  messageId: string,
): Promise<Message | undefined> {
  const message = await findMessage(writing.database, clientCode, messageId);
  if (message?.conversationId !== conversationId) return undefined;
  const presented = await presentMessage(writing.database, message);
  if (!isUndecided(presented)) return presented;
  const version = await changeStatus(writing, message, message.status, left);
  return { ...presented, version, error: left };
}
