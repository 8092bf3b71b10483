import type { Kysely } from 'kysely';
import type { Reading, Tables, Writing } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import type { ConversationRow } from './conversation-store.ts';

/** A message WhatsApp is to be told of that it was read. */
export interface OwedReceipt {
  messageId: string;
  conversationId: string;
  whatsappId: string;
  phoneNumber: string | null;
  lid: string | null;
  groupId: string | null;
  /** Who wrote it in a group. */
  author: { phoneNumber: string | null; lid: string | null };
}

/** Notes down that the team has now seen what is unread in a conversation, where the client lets its contacts know. */
export async function oweReceipts(
  { database }: Writing,
  { clientCode, sessionId, id, unread }: ConversationRow,
): Promise<void> {
  if (unread === 0 || !(await readClientSettings(database, clientCode)).readReceipts) return;
  await database
    .insertInto('readReceipts')
    .columns(['messageId', 'clientCode', 'sessionId'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .select((row) => ['messages.id', row.val(clientCode).as('clientCode'), row.val(sessionId).as('sessionId')])
        .where('messages.clientCode', '=', clientCode)
        .where('messages.conversationId', '=', id)
        .where('messages.fromMe', '=', 0)
        .where('messages.type', '!=', 'reaction')
        .orderBy('messages.position', 'desc')
        .limit(unread),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The position of the oldest message that is unread in a conversation; infinite where none is. */
export async function findOldestUnread(
  database: Reading,
  { clientCode, id, unread }: ConversationRow,
): Promise<number> {
  if (unread === 0) return Number.POSITIVE_INFINITY;
  const oldest = await database
    .selectFrom('messages')
    .select('position')
    .where('clientCode', '=', clientCode)
    .where('conversationId', '=', id)
    .where('fromMe', '=', 0)
    .where('type', '!=', 'reaction')
    .orderBy('position', 'desc')
    .offset(unread - 1)
    .limit(1)
    .executeTakeFirst();
  return oldest?.position ?? 0;
}

/** What a line has still to tell, oldest first. */
export async function readOwedReceipts(
  database: Reading,
  query: { clientCode: string; sessionId: string; limit: number },
): Promise<OwedReceipt[]> {
  const rows = await database
    .selectFrom('readReceipts')
    .innerJoin('messages', 'messages.id', 'readReceipts.messageId')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .leftJoin('contacts as authors', 'authors.id', 'messages.participantId')
    .select(['readReceipts.messageId', 'messages.conversationId', 'messages.whatsappId'])
    .select(['contacts.phoneNumber', 'contacts.lid', 'contacts.groupId'])
    .select(['authors.phoneNumber as authorNumber', 'authors.lid as authorLid'])
    .where('readReceipts.clientCode', '=', query.clientCode)
    .where('readReceipts.sessionId', '=', query.sessionId)
    .orderBy('messages.position')
    .limit(query.limit)
    .execute();
  return rows.map(({ authorNumber, authorLid, ...row }) => ({
    ...row,
    author: { phoneNumber: authorNumber, lid: authorLid },
  }));
}

export async function removeReceipts(
  database: Kysely<Tables>,
  clientCode: string,
  messageIds: readonly string[],
): Promise<void> {
  await database
    .deleteFrom('readReceipts')
    .where('clientCode', '=', clientCode)
    .where('messageId', 'in', messageIds)
    .execute();
}

/** A line that is unlinked tells nothing any more, and neither does one whose client has decided against it. */
export async function forgetReceipts(database: Kysely<Tables>, clientCode: string, sessionId: string): Promise<void> {
  await database
    .deleteFrom('readReceipts')
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .execute();
}

/** Nothing that was read in this conversation is told to WhatsApp any more. */
export async function forgetReceiptsIn(
  database: Kysely<Tables>,
  { clientCode, id }: Pick<ConversationRow, 'clientCode' | 'id'>,
): Promise<void> {
  await database
    .deleteFrom('readReceipts')
    .where('clientCode', '=', clientCode)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages')
          .select('messages.id')
          .whereRef('messages.id', '=', 'readReceipts.messageId')
          .where('messages.conversationId', '=', id),
      ),
    )
    .execute();
}
