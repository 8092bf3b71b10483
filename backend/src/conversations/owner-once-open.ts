import { isActiveUser } from '../accounts/index.ts';
import type { Writing } from '../storage/index.ts';
import type { ConversationRow } from './conversation-store.ts';

/** Whose a conversation is when it opens again: nobody's where who had it has left, so that others see it. */
export async function ownerOnceOpen(
  { database }: Writing,
  { clientCode, status, assignedTo }: ConversationRow,
): Promise<string | null> {
  if (assignedTo === null || status === 'open') return assignedTo;
  return (await isActiveUser(database, clientCode, assignedTo)) ? assignedTo : null;
}
