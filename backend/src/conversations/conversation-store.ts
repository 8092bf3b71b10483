import { randomUUIDv7 } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Conversation } from '#contract/conversations';
import type { Message } from '#contract/messages';
import { countConversation } from '../dashboard/index.ts';
import { CompiledOnce, type ConversationsTable, type Reading, type Writing } from '../storage/index.ts';
import { giveKeptLabels } from './contact-labels.ts';
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
export function findConversationRows(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<ConversationRow[]> {
  return database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('id', 'in', ['', ...ids])
    .execute();
}

/** The same, as the contract shows them. */
export async function findConversations(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<Conversation[]> {
  return presentAll(database, clientCode, await findConversationRows(database, clientCode, ids));
}

/** A conversation that is not stored yet, hence version 0; the caller logs the event that tells of it. */
export function newConversation(
  clientCode: string,
  contactId: string,
  sessionId: string,
  now: string,
): ConversationRow {
  return {
    id: randomUUIDv7(),
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

type ConversationChange = Pick<ConversationRow, 'id'> & Partial<ConversationRow>;

const insert = new CompiledOnce((database, row: ConversationRow) => database.insertInto('conversations').values(row));
const update = new CompiledOnce((database, { id, ...changed }: ConversationChange) =>
  database.updateTable('conversations').set(changed).where('id', '=', id),
);

/**
 * Inserts the row where `before` is not stored yet, with the labels that its contact has kept, else changes it, and counts: the
 * one writer has just read `before`.
 */
export async function saveConversation(writing: Writing, before: ConversationRow, row: ConversationRow): Promise<void> {
  const isNew = before.version === 0;
  await (isNew ? insert.execute(writing.database, row) : update.execute(writing.database, changeOf(before, row)));
  if (isNew) await giveKeptLabels(writing, row);
  await countConversation(writing, isNew ? undefined : before, row);
}

/**
 * Only what is different: SQLite writes every index anew that holds a column it is told to set, and looks whether what a
 * reference names is there; for the key, that is every message of the conversation.
 */
function changeOf(before: ConversationRow, row: ConversationRow): ConversationChange {
  const known = before as Readonly<Record<string, unknown>>;
  const changed = Object.entries(row).filter(([column, value]) => value !== known[column]);
  return { id: row.id, ...Object.fromEntries(changed) };
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
