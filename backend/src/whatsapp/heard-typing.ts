import type { EventBody } from '#contract/events';
import { findContactsByAddress, findConversationOnSession, type WhatsAppAddress } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import type { SessionRow } from './session-store.ts';

/** Who writes in which conversation. */
export type HeardTyping = Omit<EventBody<'typing:start'>, 'by'>;

/**
 * Whom a line has heard writing. Undefined for strangers, and before anything was said on this line: nobody has a conversation
 * open then in which it could be seen.
 */
export async function whoWrites(
  database: Reading,
  { clientCode, id: sessionId }: Pick<SessionRow, 'clientCode' | 'id'>,
  address: WhatsAppAddress,
  participant: WhatsAppAddress | undefined,
): Promise<HeardTyping | undefined> {
  const [contact] = await findContactsByAddress(database, clientCode, address);
  const conversation = contact && (await findConversationOnSession(database, clientCode, sessionId, contact.id));
  if (!conversation) return undefined;
  const where = { contactId: contact.id, conversationId: conversation.id };
  if (!participant) return where;
  const [person] = await findContactsByAddress(database, clientCode, participant);
  if (person) return { ...where, participantId: person.id, participant: person.name };
  return { ...where, ...(participant.phoneNumber && { participant: `+${participant.phoneNumber}` }) };
}
