import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Conversation } from '#contract/conversations';
import type { Message } from '#contract/messages';
import { countConversation } from '../dashboard/index.ts';
import { CompiledOnce, type ConversationsTable, type Reading, type Writing } from '../storage/index.ts';
import { findContact, type ContactRow } from './contact-store.ts';
import { labelsOf, readLabelIds } from './conversation-labels.ts';
import { signedMessages } from './message-store.ts';
import { presentMessages } from './present-messages.ts';

export type ConversationRow = Selectable<ConversationsTable>;

export function toConversation(
  row: ConversationRow,
  contact: ContactRow,
  { lastMessage, labels }: { lastMessage: Message | undefined; labels: readonly string[] },
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
    lastMessage: lastMessage ?? null,
    assignedTo: row.assignedTo,
    labels: [...labels],
    botEnabled: row.botEnabled === 1,
    windowEndsAt: row.windowEndsAt,
    waitingSince: row.waitingSince,
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

const selectOnSession = new CompiledOnce(
  (database, key: Pick<ConversationRow, 'clientCode' | 'sessionId' | 'contactId'>) =>
    database
      .selectFrom('conversations')
      .selectAll()
      .where('clientCode', '=', key.clientCode)
      .where('sessionId', '=', key.sessionId)
      .where('contactId', '=', key.contactId),
);

export async function findConversationOnSession(
  database: Reading,
  clientCode: string,
  sessionId: string,
  contactId: string,
): Promise<ConversationRow | undefined> {
  const [row] = await selectOnSession.execute(database, { clientCode, sessionId, contactId });
  return row;
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
  const lastMessages = await readLastMessages(database, row.clientCode, [row]);
  const labels = await labelsOf(database, row.id);
  return toConversation(row, contact, { lastMessage: lastMessages.get(row.lastMessageId ?? ''), labels });
}

/** Those of these conversations that the client has, in no particular order. */
export async function findConversations(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<Conversation[]> {
  const rows = await database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', 'in', ['', ...ids])
    .execute();
  return presentAll(database, clientCode, rows);
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
    windowEndsAt: null,
    waitingSince: null,
    updatedAt: now,
  };
}

/** The key is not set again: SQLite would go through every message of the conversation to see whether it still points there. */
const upsert = new CompiledOnce((database, { id, ...changed }: ConversationRow) =>
  database
    .insertInto('conversations')
    .values({ id, ...changed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changed)),
);

/** Inserts or overwrites the row and counts it: there is one writer, and it has just read `before`. */
export async function saveConversation(writing: Writing, before: ConversationRow, row: ConversationRow): Promise<void> {
  await upsert.execute(writing.database, row);
  await countConversation(writing, before.version === 0 ? undefined : before, row);
}

export async function deleteConversation(writing: Writing, row: ConversationRow): Promise<void> {
  await writing.database
    .deleteFrom('conversations')
    .where('clientCode', '=', row.clientCode)
    .where('id', '=', row.id)
    .execute();
  await countConversation(writing, row, undefined);
}

/** Conversations as the contract shows them, in the order of `page`. */
export async function presentAll(
  database: Reading,
  clientCode: string,
  page: readonly ConversationRow[],
): Promise<Conversation[]> {
  if (page.length === 0) return [];
  const contacts = await database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', 'in', [...new Set(page.map((row) => row.contactId))])
    .execute();
  const lastMessages = await readLastMessages(database, clientCode, page);
  const labels = await readLabelIds(
    database,
    page.map(({ id }) => id),
  );
  const contactById = new Map(contacts.map((row) => [row.id, row]));
  return page.flatMap((row) => {
    const contact = contactById.get(row.contactId);
    const beside = { lastMessage: lastMessages.get(row.lastMessageId ?? ''), labels: labels.get(row.id) ?? [] };
    return contact ? [toConversation(row, contact, beside)] : [];
  });
}

async function readLastMessages(
  database: Reading,
  clientCode: string,
  page: readonly ConversationRow[],
): Promise<ReadonlyMap<string, Message>> {
  const rows = await signedMessages(database, clientCode)
    .where('messages.id', 'in', ['', ...page.flatMap((row) => row.lastMessageId ?? [])])
    .execute();
  return new Map((await presentMessages(database, clientCode, rows)).map((message) => [message.id, message]));
}
