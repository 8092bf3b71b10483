import type { Message } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import type { ContactRow, WhatsAppAddress } from './contact-store.ts';
import { changeContact } from './change-contact.ts';
import { findConversationOnSession, newConversation, type ConversationRow } from './conversation-store.ts';
import { enqueue } from './outbox-store.ts';
import { addMessage, type NewMessage } from './add-message.ts';
import { resolveContact } from './resolve-contact.ts';
import { newWhatsAppId } from './whatsapp-id.ts';

/** What a campaign, the bot, or the product itself in the team's name, says to one person. */
export type AutomaticContent = Pick<NewMessage, 'id' | 'type' | 'text' | 'mediaId' | 'details'>;

/**
 * Accepts a message that nobody of the team wrote by hand: stored, in the outbox and told, as any other. It opens no
 * conversation: a campaign is to bring the team answers, not thousands of rows.
 */
export function addCampaignMessage(
  writing: Writing,
  contact: ContactRow,
  conversation: ConversationRow,
  content: AutomaticContent,
): Promise<Message> {
  return addAutomatic(writing, contact, conversation, { author: 'campaign', clientMessageId: null, ...content });
}

/** Accepts what the bot says, once: the caller has seen that there is no message with this `clientMessageId`. */
export function addBotMessage(
  writing: Writing,
  contact: ContactRow,
  conversation: ConversationRow,
  content: AutomaticContent & { clientMessageId: string },
): Promise<Message> {
  return addAutomatic(writing, contact, conversation, { author: 'bot', ...content });
}

async function addAutomatic(
  writing: Writing,
  contact: ContactRow,
  conversation: ConversationRow,
  content: AutomaticContent & Pick<NewMessage, 'author' | 'clientMessageId'>,
): Promise<Message> {
  const { clientCode, sessionId, id: conversationId } = conversation;
  const message = await addMessage(writing, contact, conversation, {
    whatsappId: newWhatsAppId(),
    fromMe: true,
    userId: null,
    content: null,
    status: 'queued',
    sentAt: writing.now,
    ...content,
  });
  const [messageId, position] = [message.id, message.version];
  const entry = { messageId, clientCode, sessionId, conversationId, position, nextTryAt: writing.now };
  await enqueue(writing.database, entry);
  return message;
}

/**
 * The contact at this address and their conversation on this line, which is not stored yet where there is none. Somebody new is
 * called `name`, where it is known.
 */
export async function conversationToSendTo(
  writing: Writing,
  clientCode: string,
  { address, sessionId, name }: { address: WhatsAppAddress; sessionId: string; name: string },
): Promise<{ contact: ContactRow; conversation: ConversationRow }> {
  const found = await resolveContact(writing, clientCode, address, undefined);
  const isNameless = found.namedByTeam === 0 && found.whatsappName === '';
  const contact = isNameless && name !== '' ? await changeContact(writing, found, { name }) : found;
  const known = await findConversationOnSession(writing.database, clientCode, sessionId, contact.id);
  const conversation = known ?? {
    ...newConversation(clientCode, contact.id, sessionId, writing.now),
    status: 'closed' as const,
  };
  return { contact, conversation };
}
