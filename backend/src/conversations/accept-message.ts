import { randomUUIDv7 } from 'node:crypto';
import type { Message, SendMessageRequest } from '#contract/messages';
import { claimUpload, findUpload, fittingType, type FileMessageType } from '../media/index.ts';
import { fillTemplate, findTemplate, readTemplate } from '../message-templates/index.ts';
import type { Writing } from '../storage/index.ts';
import { findContact } from './contact-store.ts';
import type { ConversationRow } from './conversation-store.ts';
import { findByClientMessageId, findMessage, type MessageRow, type SignedMessage } from './message-store.ts';
import { enqueue } from './outbox-store.ts';
import { presentMessage } from './present-messages.ts';
import { addReaction } from './reactions.ts';
import { noteRunTakenOver } from './agent-run.ts';
import { addMessage, type NewMessage } from './add-message.ts';
import { addTeamLine } from './team-lines.ts';
import { newWhatsAppId } from './whatsapp-id.ts';

/** Thrown when a `clientMessageId` comes again for another conversation: the caller mixes up its ids. */
export class ClientMessageIdTakenError extends Error {}

type Named = 'replyTo' | 'mediaId' | 'templateId';

/** Thrown where a message names another that is not there to be answered, or a file or template that is not there to be sent. */
export class NothingThereError extends Error {
  readonly path: Named;

  constructor(path: Named) {
    super(`There is no such ${path}.`);
    this.path = path;
  }
}

/**
 * Accepts what a person has written: stored, in the outbox, and told to everyone, in one commit. The same
 * `clientMessageId` again returns the message that is there and sends nothing twice. A note stays within the team.
 */
export async function acceptMessage(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  request: SendMessageRequest,
): Promise<Message> {
  const { clientMessageId } = request;
  const known = await findByClientMessageId(writing.database, conversation.clientCode, clientMessageId);
  if (known && known.conversationId !== conversation.id) throw new ClientMessageIdTakenError();
  if (known) return presentMessage(writing.database, known);
  switch (request.type) {
    case 'note': {
      const line = { type: 'note', text: request.text, userId, clientMessageId } as const;
      return (await addTeamLine(writing, conversation, conversation, line)).message;
    }
    case 'reaction':
      return acceptReaction(writing, conversation, userId, request);
    case 'template':
      return acceptTemplate(writing, conversation, userId, request);
    case 'buttons':
    case 'list':
      return acceptChoices(writing, conversation, userId, request);
    default:
      return acceptBubble(writing, conversation, userId, request);
  }
}

type TemplateRequest = Extract<SendMessageRequest, { type: 'template' }>;
type ChoicesRequest = Extract<SendMessageRequest, { type: 'buttons' | 'list' }>;
type BubbleRequest = Exclude<SendMessageRequest, { type: 'note' | 'reaction' | 'template' | 'buttons' | 'list' }>;

async function acceptBubble(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  request: BubbleRequest,
): Promise<Message> {
  return addAccepted(writing, conversation, userId, request, {
    type: request.type,
    text: 'text' in request ? (request.text ?? null) : null,
    ...(await beside(writing, conversation.clientCode, request)),
  });
}

/** Throws an `UnfitParameterError`, and `NothingThereError` where the line has no such template that Meta has approved. */
async function acceptTemplate(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  request: TemplateRequest,
): Promise<Message> {
  const { clientCode, sessionId } = conversation;
  const row = await findTemplate(writing.database, { clientCode, sessionId, id: request.templateId });
  const read = row && readTemplate(row);
  if (!read?.shape.sendable || read.shape.status !== 'approved') throw new NothingThereError('templateId');
  const { text, interactive, template, headerFile } = fillTemplate(read, request.parameters);
  if ((headerFile !== undefined) !== (request.mediaId !== undefined)) throw new NothingThereError('mediaId');
  const file =
    headerFile !== undefined && request.mediaId !== undefined
      ? await takeFile(writing, clientCode, { type: headerFile, mediaId: request.mediaId })
      : undefined;
  // As another kind of file it would not be what Meta has approved.
  if (file && file.type !== headerFile) throw new NothingThereError('mediaId');
  return addAccepted(writing, conversation, userId, request, {
    type: 'text',
    text,
    ...file,
    details: { interactive, template },
  });
}

function acceptChoices(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  request: ChoicesRequest,
): Promise<Message> {
  const { text, header, footer } = request;
  const offered =
    request.type === 'list'
      ? { list: request.list }
      : { buttons: request.buttons.map((title) => ({ kind: 'reply' as const, text: title })) };
  const interactive = { ...(header && { header }), ...(footer && { footer }), ...offered };
  return addAccepted(writing, conversation, userId, request, { type: 'text', text, details: { interactive } });
}

type Accepted = Pick<NewMessage, 'type' | 'text'> & Partial<Pick<NewMessage, 'id' | 'mediaId' | 'details'>>;

async function addAccepted(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  { clientMessageId, replyTo }: BubbleRequest | TemplateRequest | ChoicesRequest,
  accepted: Accepted,
): Promise<Message> {
  const { clientCode } = conversation;
  const contact = await findContact(writing.database, clientCode, conversation.contactId);
  if (!contact) throw new Error(`Conversation ${conversation.id} has lost its contact.`);
  const answered = replyTo === undefined ? undefined : await findAnswerable(writing, conversation, replyTo);
  const message = await addMessage(writing, contact, conversation, {
    whatsappId: newWhatsAppId(),
    fromMe: true,
    clientMessageId,
    author: 'user',
    userId,
    content: null,
    status: 'queued',
    sentAt: writing.now,
    replyToId: answered?.id ?? null,
    ...accepted,
  });
  await enqueueMessage(writing, conversation, { id: message.id, position: message.version });
  if (contact.agentRun !== null) await noteRunTakenOver(writing, conversation, writing.now);
  return message;
}

/** What a message holds beside its text. A file that does not fit as what it was to be goes as a document. */
async function beside(
  writing: Writing,
  clientCode: string,
  request: BubbleRequest,
): Promise<Partial<Pick<NewMessage, 'id' | 'type' | 'mediaId' | 'details'>>> {
  if (request.type === 'location') return { details: { location: request.location } };
  if (request.type === 'contacts') return { details: { contacts: request.contacts } };
  return 'mediaId' in request ? takeFile(writing, clientCode, request) : {};
}

/** Gives an upload to the message that is to send it. */
async function takeFile(
  writing: Writing,
  clientCode: string,
  request: { type: FileMessageType; mediaId: string; voice?: boolean | undefined },
): Promise<Required<Pick<NewMessage, 'id' | 'type' | 'mediaId'>>> {
  const upload = await findUpload(writing.database, clientCode, request.mediaId);
  if (!upload) throw new NothingThereError('mediaId');
  const [id, type] = [randomUUIDv7(), fittingType(request.type, upload)];
  await claimUpload(writing, upload, { messageId: id, voice: type === 'audio' && request.voice === true });
  return { id, type, mediaId: upload.id };
}

async function acceptReaction(
  writing: Writing,
  conversation: ConversationRow,
  userId: string,
  { clientMessageId, replyTo, text }: Extract<SendMessageRequest, { type: 'reaction' }>,
): Promise<Message> {
  const target = await findAnswerable(writing, conversation, replyTo);
  const row = await addReaction(writing, conversation, target, {
    whatsappId: newWhatsAppId(),
    fromMe: true,
    clientMessageId,
    author: 'user',
    userId,
    status: 'queued',
    emoji: text,
    sentAt: writing.now,
  });
  await enqueueMessage(writing, conversation, row);
  return presentMessage(writing.database, { ...row, participant: null });
}

/** A message of this conversation that WhatsApp knows of too. */
async function findAnswerable(
  { database }: Writing,
  conversation: ConversationRow,
  messageId: string,
): Promise<SignedMessage> {
  const message = await findMessage(database, conversation.clientCode, messageId);
  const isAnswerable =
    message?.conversationId === conversation.id && !['note', 'system', 'reaction'].includes(message.type);
  if (!isAnswerable) throw new NothingThereError('replyTo');
  return message;
}

function enqueueMessage(
  { database, now }: Writing,
  { clientCode, sessionId, id: conversationId }: ConversationRow,
  { id: messageId, position }: Pick<MessageRow, 'id' | 'position'>,
): Promise<void> {
  return enqueue(database, { messageId, clientCode, sessionId, conversationId, position, nextTryAt: now });
}
