import type { ConversationTarget } from '#contract/socket';

/** A conversation as programs name it: of a contact, and which, where they say so. */
export interface ConversationPlace {
  contactId: string;
  conversationId?: string | undefined;
}

export function placeOf(target: ConversationTarget): ConversationPlace {
  return typeof target === 'string' ? { contactId: target } : target;
}

/** Without a conversation that this contact of the client does not have. */
export async function knownPlace(
  hooks: { conversationExists(clientCode: string, contactId: string, conversationId: string): Promise<boolean> },
  clientCode: string,
  { contactId, conversationId }: ConversationPlace,
): Promise<ConversationPlace> {
  const isKnown =
    conversationId !== undefined && (await hooks.conversationExists(clientCode, contactId, conversationId));
  return { contactId, ...(isKnown && { conversationId }) };
}

/** Whether both may be the same: one that names no conversation is each of its contact's. */
export function mayBeSame(one: ConversationPlace, other: ConversationPlace): boolean {
  if (one.contactId !== other.contactId) return false;
  return (
    one.conversationId === undefined ||
    other.conversationId === undefined ||
    one.conversationId === other.conversationId
  );
}
