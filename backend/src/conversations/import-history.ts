import { randomUUIDv7 } from 'node:crypto';
import { countMessages, countPastConversations, type PastChange } from '../dashboard/index.ts';
import type { Writing } from '../storage/index.ts';
import { contactSearchText } from './search-text.ts';
import type { ContactRow } from './contact-store.ts';
import { saveLabels } from './conversation-labels.ts';
import { newConversation, saveConversation, type ConversationRow } from './conversation-store.ts';
import { indexMessages } from './message-index.ts';
import { placeIn, type MessageRow } from './message-store.ts';
import { waitAfter } from './waiting.ts';

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
  /** Oldest first. */
  messages: readonly [ImportedText, ...ImportedText[]];
}

export interface ImportedText {
  text: string;
  /** Who of the team wrote it; null for the contact. */
  userId: string | null;
  /** Who sent it where that was neither the contact nor somebody of the team here. */
  author?: 'phone' | 'bot' | 'campaign';
  /** How far it got, where it was sent and was not read. */
  status?: 'delivered' | 'failed';
  /** ISO 8601; also when it counts. */
  sentAt: string;
}

/** So many rows of a statement stay well below SQLite's 32,766 parameters. */
const ROWS_AT_ONCE = 500;

/** What is to be stored of one conversation. */
interface Prepared {
  contact: ContactRow;
  conversation: ConversationRow;
  labels: readonly string[];
  messages: MessageRow[];
  past: PastChange[];
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
  const prepared = history.map((one) => prepare(clientCode, one));
  const messages = prepared.flatMap((one) => one.messages).toSorted((one, other) => compare(one.sentAt, other.sentAt));
  const first = await writing.skipPlaces(clientCode, messages.length);
  // Positions are in the order of time, over all conversations.
  for (const [index, message] of messages.entries()) message.version = message.position = first + index;
  const version = first + messages.length - 1;
  for (const { contact, conversation } of prepared) contact.version = conversation.version = version;

  for (const rows of inBatches(prepared)) {
    await database
      .insertInto('contacts')
      .values(rows.map(({ contact }) => contact))
      .execute();
  }
  for (const { conversation, labels } of prepared) {
    await saveConversation(writing, { ...conversation, version: 0 }, conversation);
    await saveLabels(database, conversation.id, labels);
  }
  for (const rows of inBatches(messages)) {
    await database.insertInto('messages').values(rows).execute();
    await indexMessages(database, rows);
  }
  await countMessages(database, messages);
  await countPastConversations(
    writing,
    clientCode,
    prepared.flatMap(({ past }) => past),
  );
}

function prepare(clientCode: string, imported: ImportedConversation): Prepared {
  const { sessionId, phoneNumber, name, stage, status, assignedTo, unread, labels } = imported;
  const contact: ContactRow = {
    id: randomUUIDv7(),
    clientCode,
    version: 0,
    kind: 'person',
    name,
    whatsappName: name,
    phoneNumber,
    lid: null,
    groupId: null,
    stage,
    notes: '',
    fields: '{}',
    agentRun: null,
    namedByTeam: 0,
    searchText: contactSearchText(name, phoneNumber),
    createdAt: imported.messages[0].sentAt,
  };
  const begun = newConversation(clientCode, contact.id, sessionId, contact.createdAt);
  const messages: MessageRow[] = [];
  const past: PastChange[] = [];
  let before: ConversationRow | undefined;
  for (const text of imported.messages) {
    const message = messageOf(begun, text);
    // An answer that failed is none, as it is where it has been tried here.
    const { waitingSince, answeredAfter } =
      text.status === 'failed'
        ? { ...(before ?? begun), answeredAfter: null }
        : waitAfter(before ?? begun, contact, message, text.sentAt);
    messages.push({ ...message, answeredAfter });
    const after = {
      ...begun,
      assignedTo,
      waitingSince,
      unread: message.fromMe ? 0 : (before?.unread ?? 0) + 1,
      lastMessageId: message.id,
      updatedAt: text.sentAt,
    };
    past.push({ at: text.sentAt, before, after });
    before = after;
  }
  const last = before ?? begun;
  const waitingSince = status === 'closed' ? null : last.waitingSince;
  const conversation = { ...last, status, waitingSince, unread };
  past.push({ at: last.updatedAt, before, after: conversation });
  return { contact, conversation, labels, messages, past };
}

function messageOf(conversation: ConversationRow, { text, userId, sentAt, ...sent }: ImportedText): MessageRow {
  const id = randomUUIDv7();
  const author = sent.author ?? (userId === null ? 'contact' : 'user');
  return {
    id,
    ...placeIn(conversation, 0),
    whatsappId: id,
    fromMe: author === 'contact' ? 0 : 1,
    participantId: null,
    participantKey: '',
    clientMessageId: null,
    author,
    userId,
    type: 'text',
    text,
    content: null,
    status: author === 'contact' ? 'received' : (sent.status ?? 'read'),
    replyToId: null,
    mediaId: null,
    details: null,
    error: null,
    answeredAfter: null,
    sentAt,
    createdAt: sentAt,
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function* inBatches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) yield rows.slice(start, start + ROWS_AT_ONCE);
}
