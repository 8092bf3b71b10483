import { randomUUIDv7 } from 'node:crypto';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { addCampaignMessage, conversationToSendTo, type WhatsAppAddress } from '../conversations/index.ts';
import { insertCopy, type MediaFiles } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import type { CampaignContent, Place } from './campaign-content.ts';

/** A message that can be sent, with its file under an id of its own. */
export type PreparedMessage = Extract<CampaignContent, { content: unknown }> & { copyId: string | undefined };

/** Puts the file of a message, where it has one, under an id of its own; one that is gone is a fault. */
export async function withOwnFile(
  files: MediaFiles,
  prepared: CampaignContent,
): Promise<PreparedMessage | Extract<CampaignContent, { fault: unknown }>> {
  if ('fault' in prepared) return prepared;
  if (prepared.mediaId === undefined) return { ...prepared, copyId: undefined };
  const copyId = await files.linkCopy(prepared.mediaId);
  return copyId === undefined ? { fault: 'file_missing' } : { ...prepared, copyId };
}

/** Whom a message goes to: `name` is what somebody new is called. */
export interface Receiver {
  address: WhatsAppAddress;
  name: string;
}

/**
 * Accepts one message for one person; `check` may still say no to the contact they turn out to be. Resolves to where it went, or
 * why it did not: over Meta's Cloud API only a template reaches whoever has not written within a day.
 */
export async function giveMessage<Refusal extends string>(
  writing: Writing,
  { clientCode, sessionId, kind }: Place & { kind: WhatsAppSession['kind'] | undefined },
  to: Receiver,
  { content, mediaId, copyId }: PreparedMessage,
  check: (contactId: string) => Promise<Refusal | undefined> = () => Promise.resolve(undefined),
): Promise<{ messageId: string; contactId: string; conversationId: string } | 'window_closed' | Refusal> {
  const { contact, conversation } = await conversationToSendTo(writing, clientCode, { ...to, sessionId });
  const isOpen = conversation.windowEndsAt !== null && conversation.windowEndsAt > writing.now;
  if (kind === 'cloud-api' && !content.details?.template && !isOpen) return 'window_closed';
  const refusal = await check(contact.id);
  if (refusal !== undefined) return refusal;
  const messageId = randomUUIDv7();
  if (copyId !== undefined) await insertCopy(writing, clientCode, mediaId ?? '', { id: copyId, messageId });
  const own = copyId === undefined ? {} : { mediaId: copyId };
  await addCampaignMessage(writing, contact, conversation, { ...content, id: messageId, ...own });
  return { messageId, contactId: contact.id, conversationId: conversation.id };
}
