import type { Conversation, UpdateConversationRequest } from '#contract/conversations';
import type { Writing } from '../storage/index.ts';
import { presentConversation, saveConversation, type ConversationRow } from './conversation-store.ts';

/** Changes what the team decides about a conversation; asking for what is already so logs nothing. */
export async function changeConversation(
  writing: Writing,
  conversation: ConversationRow,
  change: UpdateConversationRequest,
): Promise<Conversation> {
  const changed = { ...conversation, ...change };
  const same =
    changed.assignedTo === conversation.assignedTo &&
    changed.status === conversation.status &&
    changed.unread === conversation.unread;
  if (same) return presentConversation(writing.database, conversation);
  return saveAndTell(writing, conversation, changed);
}

/** Saves a new or changed conversation and logs `conversation:updated`. */
export async function saveAndTell(
  writing: Writing,
  before: ConversationRow,
  after: ConversationRow,
): Promise<Conversation> {
  const body = await writing.event(after.clientCode, 'conversation:updated', async (seq) => {
    const row = { ...after, version: seq };
    await saveConversation(writing.database, before, row);
    return { contactId: row.contactId, conversation: await presentConversation(writing.database, row) };
  });
  return body.conversation;
}
