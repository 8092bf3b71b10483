import { randomUUID } from 'node:crypto';
import { countMessages } from '../dashboard/index.ts';
import type { Writing } from '../storage/index.ts';
import { contactSearchText } from './search-text.ts';
import type { ContactRow } from './contact-store.ts';
import { saveLabels } from './conversation-labels.ts';
import { newConversation, saveConversation, type ConversationRow } from './conversation-store.ts';
import { indexMessages } from './message-index.ts';
import type { MessageRow } from './message-store.ts';

/** A conversation of the past with one person, with all that was said in it, oldest first. */
export interface ImportedConversation {
  sessionId: string;
  /** E.164 digits. */
  phoneNumber: string;
  name: string;
  stage: string | null;
  status: ConversationRow['status'];
  assignedTo: string | null;
  unread: number;
  /** Ids. */
  labels: readonly string[];
  messages: readonly [ImportedText, ...ImportedText[]];
}

export interface ImportedText {
  text: string;
  /** Who of the team wrote it; null for the contact. */
  userId: string | null;
  /** ISO 8601; also when it counts. */
  sentAt: string;
}

/** So many rows of a statement stay well below SQLite's 32,766 parameters. */
const ROWS_AT_ONCE = 500;

interface Prepared {
  contact: ContactRow;
  conversation: ConversationRow;
  labels: readonly string[];
}

/**
 * Puts the past of a client in at once: some ten times as fast as message by message, because nothing is told of it one by
 * one. Whoever follows the client's log has to start over. None of these people may be known to the client.
 */
export async function importHistory(
  writing: Writing,
  clientCode: string,
  history: readonly ImportedConversation[],
): Promise<void> {
  const { database } = writing;
  const prepared = history.map((one) => prepare(clientCode, one, writing.now));
  const messages = history.flatMap((one, index) => messagesOf(one, prepared[index]));
  // Positions are in the order of time, over all conversations.
  messages.sort((one, other) => (one.sentAt < other.sentAt ? -1 : one.sentAt > other.sentAt ? 1 : 0));
  const conversations = new Map(prepared.map(({ conversation }) => [conversation.id, conversation]));
  let place = await writing.skipPlaces(clientCode, messages.length);
  for (const message of messages) {
    message.version = message.position = place++;
    const conversation = conversations.get(message.conversationId);
    if (!conversation) continue;
    conversation.lastMessageId = message.id;
    conversation.updatedAt = message.sentAt;
  }
  const version = place - 1;
  for (const { contact, conversation } of prepared) contact.version = conversation.version = version;

  for (const rows of inBatches(prepared)) {
    await database
      .insertInto('contacts')
      .values(rows.map(({ contact }) => contact))
      .execute();
  }
  for (const { conversation, labels } of prepared) {
    await saveConversation(database, { ...conversation, version: 0 }, conversation);
    if (labels.length > 0) await saveLabels(database, conversation.id, labels);
  }
  for (const rows of inBatches(messages)) {
    await database.insertInto('messages').values(rows).execute();
    await indexMessages(database, rows);
  }
  await countMessages(database, messages);
}

function prepare(clientCode: string, imported: ImportedConversation, now: string): Prepared {
  const { sessionId, phoneNumber, name, stage, status, assignedTo, unread, labels } = imported;
  const contact: ContactRow = {
    id: randomUUID(),
    clientCode,
    version: 0,
    kind: 'person',
    name,
    phoneNumber,
    lid: null,
    groupId: null,
    stage,
    notes: '',
    fields: '{}',
    namedByTeam: 0,
    searchText: contactSearchText(name, phoneNumber),
    createdAt: imported.messages[0].sentAt,
  };
  const conversation = { ...newConversation(clientCode, contact.id, sessionId, now), status, assignedTo, unread };
  return { contact, conversation, labels };
}

function messagesOf({ messages }: ImportedConversation, prepared: Prepared | undefined): MessageRow[] {
  if (!prepared) return [];
  const { id: conversationId, clientCode, contactId, sessionId } = prepared.conversation;
  return messages.map(({ text, userId, sentAt }): MessageRow => {
    const id = randomUUID();
    return {
      id,
      clientCode,
      version: 0,
      conversationId,
      contactId,
      sessionId,
      position: 0,
      whatsappId: id,
      fromMe: userId === null ? 0 : 1,
      participantId: null,
      participantKey: '',
      clientMessageId: null,
      author: userId === null ? 'contact' : 'user',
      userId,
      type: 'text',
      text,
      content: null,
      status: userId === null ? 'received' : 'read',
      replyToId: null,
      mediaId: null,
      details: null,
      error: null,
      sentAt,
      createdAt: sentAt,
    };
  });
}

function* inBatches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) yield rows.slice(start, start + ROWS_AT_ONCE);
}
