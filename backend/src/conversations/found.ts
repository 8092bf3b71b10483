import { HttpProblem } from '../web/index.ts';
import type { ConversationRow } from './conversation-store.ts';

/** Throws `not-found`. */
export function foundConversation(conversation: ConversationRow | undefined): ConversationRow {
  if (!conversation) throw new HttpProblem('not-found', 'There is no such conversation.');
  return conversation;
}
