import type { Kysely } from 'kysely';
import type { Reading, Tables, WhatsAppSessionsTable, Writing } from '../storage/index.ts';
import { findMessage } from './message-store.ts';
import { tellRenewed } from './renew-message.ts';

/** A message with a file as WhatsApp told of it, and what it takes to ask a phone about it. */
export interface MessageWithFile {
  id: string;
  clientCode: string;
  sessionId: string;
  /** That of the line. */
  kind: WhatsAppSessionsTable['kind'];
  whatsappId: string;
  fromMe: boolean;
  /** The protobuf, or Meta's JSON. */
  content: Uint8Array;
  phoneNumber: string | null;
  lid: string | null;
  groupId: string | null;
  /** Who wrote it in a group. */
  author: { phoneNumber: string | null; lid: string | null };
}

export async function findMessageWithFile(
  database: Reading,
  clientCode: string,
  id: string,
): Promise<MessageWithFile | undefined> {
  const row = await database
    .selectFrom('messages')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .leftJoin('contacts as participants', 'participants.id', 'messages.participantId')
    .innerJoin('whatsappSessions', 'whatsappSessions.id', 'messages.sessionId')
    .select(['messages.id', 'messages.clientCode', 'whatsappSessions.kind'])
    .select(['messages.sessionId', 'messages.whatsappId', 'messages.fromMe', 'messages.content'])
    .select(['contacts.phoneNumber', 'contacts.lid', 'contacts.groupId'])
    .select(['participants.phoneNumber as authorNumber', 'participants.lid as authorLid'])
    .where('messages.clientCode', '=', clientCode)
    .where('messages.id', '=', id)
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const { authorNumber, authorLid, fromMe, content, ...rest } = row;
  return { ...rest, content, fromMe: fromMe === 1, author: { phoneNumber: authorNumber, lid: authorLid } };
}

/** Keeps what WhatsApp is to be told of a message, or now says of it. Nothing of it is shown, so no event tells of it. */
export async function replaceContent(
  database: Kysely<Tables>,
  clientCode: string,
  id: string,
  content: Uint8Array,
): Promise<void> {
  await database
    .updateTable('messages')
    .set({ content })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/** Tells everybody of a message whose file has become another: it has arrived, or could not be fetched. */
export async function tellFileChanged(writing: Writing, clientCode: string, messageId: string): Promise<void> {
  const message = await findMessage(writing.database, clientCode, messageId);
  if (message) await tellRenewed(writing, message);
}
