import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Conversation, ConversationFilter } from '#contract/conversations';
import { countConversation } from '../dashboard/index.ts';
import type { ConversationsTable, Reading, Tables } from '../storage/index.ts';
import { findMessage, signedMessages, toMessage, type SignedMessage } from './message-store.ts';
import { findContact, type ContactRow } from './contact-store.ts';
import { foldForSearch } from './search-text.ts';

export type ConversationRow = Selectable<ConversationsTable>;

export function toConversation(
  row: ConversationRow,
  contact: ContactRow,
  lastMessage: SignedMessage | undefined,
): Conversation {
  const { id, kind, name, phoneNumber, stage } = contact;
  return {
    id: row.id,
    version: row.version,
    contactId: row.contactId,
    contact: { id, kind, name, phoneNumber, stage },
    sessionId: row.sessionId,
    status: row.status,
    unread: row.unread,
    lastMessage: lastMessage ? toMessage(lastMessage) : null,
    assignedTo: row.assignedTo,
    labels: [],
    botEnabled: row.botEnabled === 1,
    updatedAt: row.updatedAt,
  };
}

export function findConversation(
  database: Reading,
  clientCode: string,
  id: string,
): Promise<ConversationRow | undefined> {
  return database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function findConversationOnSession(
  database: Reading,
  clientCode: string,
  sessionId: string,
  contactId: string,
): Promise<ConversationRow | undefined> {
  return database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('contactId', '=', contactId)
    .executeTakeFirst();
}

export function findConversationsOfContact(
  database: Reading,
  clientCode: string,
  contactId: string,
): Promise<ConversationRow[]> {
  return database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('contactId', '=', contactId)
    .execute();
}

/** The whole conversation as the contract shows it, contact and last message included. */
export async function presentConversation(database: Reading, row: ConversationRow): Promise<Conversation> {
  const contact = await findContact(database, row.clientCode, row.contactId);
  if (!contact) throw new Error(`Conversation ${row.id} has lost its contact.`);
  const last = row.lastMessageId ? await findMessage(database, row.clientCode, row.lastMessageId) : undefined;
  return toConversation(row, contact, last);
}

/** A conversation that is not stored yet, hence version 0; the caller logs the event that tells of it. */
export function newConversation(
  clientCode: string,
  contactId: string,
  sessionId: string,
  now: string,
): ConversationRow {
  return {
    id: randomUUID(),
    clientCode,
    version: 0,
    contactId,
    sessionId,
    status: 'open',
    unread: 0,
    lastMessageId: null,
    assignedTo: null,
    botEnabled: 1,
    updatedAt: now,
  };
}

/** Inserts or overwrites the row and counts it: there is one writer, and it has just read `before`. */
export async function saveConversation(
  database: Kysely<Tables>,
  before: ConversationRow,
  row: ConversationRow,
): Promise<void> {
  await database
    .insertInto('conversations')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await countConversation(database, before.version === 0 ? undefined : before, row);
}

export async function deleteConversation(database: Kysely<Tables>, row: ConversationRow): Promise<void> {
  await database
    .deleteFrom('conversations')
    .where('clientCode', '=', row.clientCode)
    .where('id', '=', row.id)
    .execute();
  await countConversation(database, row, undefined);
}

/** Each word reads every name of the client once. */
const MOST_SEARCH_WORDS = 5;

export interface ConversationsQuery {
  clientCode: string;
  userId: string;
  limit: number;
  filter: ConversationFilter;
  q?: string;
  /** Where the page before ended. */
  after?: { updatedAt: string; id: string };
}

/** A page, newest first, with contact and last message. */
export async function readConversations(
  database: Reading,
  query: ConversationsQuery,
): Promise<{ items: Conversation[]; next: ConversationsQuery['after'] | null }> {
  const { after } = query;
  const words = foldForSearch(query.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_SEARCH_WORDS);
  const rows = await database
    .selectFrom('conversations')
    .innerJoin('contacts', 'contacts.id', 'conversations.contactId')
    .selectAll('conversations')
    .where('conversations.clientCode', '=', query.clientCode)
    .where('conversations.status', '=', query.filter === 'closed' ? 'closed' : 'open')
    .$if(query.filter === 'mine', (rows) => rows.where('conversations.assignedTo', '=', query.userId))
    .$if(query.filter === 'unassigned', (rows) => rows.where('conversations.assignedTo', 'is', null))
    .where((eb) => eb.and(words.map(contains)))
    .$if(after !== undefined, (rows) =>
      rows.where((eb) =>
        eb(
          eb.refTuple('conversations.updatedAt', 'conversations.id'),
          '<',
          eb.tuple(after?.updatedAt ?? '', after?.id ?? ''),
        ),
      ),
    )
    .orderBy('conversations.updatedAt', 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await presentAll(database, query.clientCode, page),
    next: rows.length > query.limit && last ? { updatedAt: last.updatedAt, id: last.id } : null,
  };
}

async function presentAll(
  database: Reading,
  clientCode: string,
  page: readonly ConversationRow[],
): Promise<Conversation[]> {
  if (page.length === 0) return [];
  const [contacts, messages] = [
    await database
      .selectFrom('contacts')
      .selectAll()
      .where('clientCode', '=', clientCode)
      .where('id', 'in', [...new Set(page.map((row) => row.contactId))])
      .execute(),
    await signedMessages(database, clientCode)
      .where('messages.id', 'in', ['', ...page.flatMap((row) => row.lastMessageId ?? [])])
      .execute(),
  ];
  const contactById = new Map(contacts.map((row) => [row.id, row]));
  const messageById = new Map(messages.map((row) => [row.id, row]));
  return page.flatMap((row) => {
    const contact = contactById.get(row.contactId);
    return contact ? [toConversation(row, contact, messageById.get(row.lastMessageId ?? ''))] : [];
  });
}

/** "%" and "_" are wildcards of LIKE; a search means them as they stand. */
function contains(word: string): RawBuilder<SqlBool> {
  const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`"contacts"."searchText" like ${pattern} escape '\\'`;
}
