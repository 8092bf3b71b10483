import type { Conversation } from '#contract/conversations';
import type { Writing } from '../storage/index.ts';
import { changeConversation, saveAndTell } from './change-conversation.ts';
import type { WhatsAppAddress } from './contact-store.ts';
import { findConversationOnSession, newConversation } from './conversation-store.ts';
import { resolveContact } from './resolve-contact.ts';

/** The conversation with whoever has this address on this line: the one that is there, opened again, or a new one. */
export async function openConversation(
  writing: Writing,
  clientCode: string,
  address: WhatsAppAddress,
  sessionId: string,
): Promise<Conversation> {
  const contact = await resolveContact(writing, clientCode, address, undefined);
  const known = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  if (known) return changeConversation(writing, known, { status: 'open' });
  const opened = newConversation(clientCode, contact.id, sessionId, writing.now);
  return saveAndTell(writing, opened, opened);
}
