import type { Message } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { findConversation } from './conversation-store.ts';
import type { SignedMessage } from './message-store.ts';
import { presentMessage } from './present-messages.ts';

/** Gives a message the version of the event that tells of it, and presents it: what it is shown with lies in other rows. */
export async function renewMessage(
  { database }: Writing,
  message: SignedMessage,
  version: number,
): Promise<{ contactId: string; message: Message }> {
  await database
    .updateTable('messages')
    .set({ version })
    .where('clientCode', '=', message.clientCode)
    .where('id', '=', message.id)
    .execute();
  return { contactId: message.contactId, message: await presentMessage(database, { ...message, version }) };
}

/** Logs `message:updated` for a message whose row is as it was. Nobody is told of one that is being deleted with its contact. */
export async function tellRenewed(writing: Writing, message: SignedMessage): Promise<void> {
  if (!(await findConversation(writing.database, message.clientCode, message.conversationId))) return;
  await writing.event(message.clientCode, 'message:updated', (seq) => renewMessage(writing, message, seq));
}
