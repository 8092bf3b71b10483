import type { Kysely } from 'kysely';
import type { Reading, Tables } from '../storage/index.ts';
import { outgoingColumns, type OutgoingRow } from './outgoing.ts';

/** An accepted message on its way to WhatsApp. */
export type OutboxEntry = OutgoingRow & { messageId: string; attempts: number; whatsappId: string };

export async function enqueue(
  database: Kysely<Tables>,
  entry: {
    messageId: string;
    clientCode: string;
    sessionId: string;
    conversationId: string;
    position: number;
    nextTryAt: string;
  },
): Promise<void> {
  await database
    .insertInto('outbox')
    .values({ ...entry, attempts: 0 })
    .execute();
}

/** The oldest entry of each conversation of a session: a later one waits until WhatsApp has answered, so order is kept. */
function heads(database: Reading, clientCode: string, sessionId: string) {
  return database
    .selectFrom('outbox')
    .where('outbox.clientCode', '=', clientCode)
    .where('outbox.sessionId', '=', sessionId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as earlier')
            .select('earlier.messageId')
            .whereRef('earlier.conversationId', '=', 'outbox.conversationId')
            .whereRef('earlier.position', '<', 'outbox.position'),
        ),
      ),
    );
}

/** What is to be sent at `now`, in the order it was accepted, at most `limit` and one of each conversation, `without` these messages. */
export function readDue(
  database: Reading,
  query: { clientCode: string; sessionId: string; now: string; limit: number; without: readonly string[] },
): Promise<OutboxEntry[]> {
  return heads(database, query.clientCode, query.sessionId)
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .select(['outbox.messageId', 'outbox.attempts', 'messages.whatsappId', ...outgoingColumns])
    .where('outbox.nextTryAt', '<=', query.now)
    .$if(query.without.length > 0, (due) => due.where('outbox.messageId', 'not in', query.without))
    .orderBy('outbox.position')
    .limit(query.limit)
    .execute();
}

/** When the next try of a session is due, ISO 8601; undefined when nothing waits. */
export async function readNextTry(
  database: Reading,
  clientCode: string,
  sessionId: string,
): Promise<string | undefined> {
  const row = await heads(database, clientCode, sessionId)
    .select('outbox.nextTryAt')
    .orderBy('outbox.nextTryAt')
    .limit(1)
    .executeTakeFirst();
  return row?.nextTryAt;
}

/** Notes that a try begins: from now on WhatsApp may have the message. */
export async function beginTry(
  database: Kysely<Tables>,
  clientCode: string,
  messageId: string,
  nextTryAt: string,
): Promise<void> {
  await database
    .updateTable('outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), nextTryAt }))
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .execute();
}

/** Puts off the next try of a message that was written: WhatsApp's time to answer begins now, not when its file did. */
export async function postponeTry(
  database: Kysely<Tables>,
  clientCode: string,
  messageId: string,
  nextTryAt: string,
): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ nextTryAt })
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .execute();
}

/** A try that could not even begin, because the connection was gone. */
export async function takeBackTry(database: Kysely<Tables>, clientCode: string, messageId: string): Promise<void> {
  await database
    .updateTable('outbox')
    .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .where('attempts', '>', 0)
    .execute();
}

/** After a reconnect nothing is on its way any more: everything unanswered is due at once, under its old id. */
export async function makeDue(
  database: Kysely<Tables>,
  clientCode: string,
  sessionId: string,
  now: string,
): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ nextTryAt: now })
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('nextTryAt', '>', now)
    .execute();
}

export async function removeFromOutbox(database: Kysely<Tables>, clientCode: string, messageId: string): Promise<void> {
  await database.deleteFrom('outbox').where('clientCode', '=', clientCode).where('messageId', '=', messageId).execute();
}

/** WhatsApp's ids of everything a session has not been told to be sent yet. */
export async function readUnsent(database: Reading, clientCode: string, sessionId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .select('messages.whatsappId')
    .where('outbox.clientCode', '=', clientCode)
    .where('outbox.sessionId', '=', sessionId)
    .orderBy('outbox.position')
    .execute();
  return rows.map(({ whatsappId }) => whatsappId);
}
