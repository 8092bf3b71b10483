import { sql, type Kysely } from 'kysely';
import type { Reading, Tables } from '../storage/index.ts';
import { outgoingColumns, type OutgoingRow } from './outgoing.ts';

/** An accepted message on its way to WhatsApp. */
export type OutboxEntry = OutgoingRow & {
  messageId: string;
  conversationId: string;
  contactId: string;
  attempts: number;
  whatsappId: string;
};

/** One over a line on which contacts may be written to freely only for a time: `windowEndsAt` of the conversation. */
export type UntriedEntry = OutboxEntry & { windowEndsAt: string | null };

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

function ofSession(database: Reading, clientCode: string, sessionId: string) {
  return database
    .selectFrom('outbox')
    .where('outbox.clientCode', '=', clientCode)
    .where('outbox.sessionId', '=', sessionId);
}

/** Whether anything still waits to be sent to a contact, on whichever line. */
export async function isWaitingToBeSent(database: Reading, clientCode: string, contactId: string): Promise<boolean> {
  const row = await database
    .selectFrom('outbox')
    .innerJoin('conversations', 'conversations.id', 'outbox.conversationId')
    .select('outbox.messageId')
    .where('outbox.clientCode', '=', clientCode)
    .where('conversations.contactId', '=', contactId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function withMessages(entries: ReturnType<typeof ofSession>) {
  return entries
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .select([
      'outbox.messageId',
      'outbox.conversationId',
      'outbox.attempts',
      'messages.whatsappId',
      'messages.contactId',
      ...outgoingColumns,
    ]);
}

/** The oldest entry of each conversation of a session: a later one waits until WhatsApp has answered, so order is kept. */
function heads(database: Reading, clientCode: string, sessionId: string) {
  return ofSession(database, clientCode, sessionId).where((eb) =>
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

/** What people write goes before what goes to many. */
const isBulk = sql<number>`case when "messages"."author" = 'campaign' then 1 else 0 end`;

/**
 * What is to be sent at `now`, what people write before what goes to many and then in the order it was accepted; at most `limit`
 * and one of each conversation, `without` these messages.
 */
export function readDue(
  database: Reading,
  query: { clientCode: string; sessionId: string; now: string; limit: number; without: readonly string[] },
): Promise<OutboxEntry[]> {
  return withMessages(heads(database, query.clientCode, query.sessionId))
    .where('outbox.nextTryAt', '<=', query.now)
    .$if(query.without.length > 0, (due) => due.where('outbox.messageId', 'not in', query.without))
    .orderBy(isBulk)
    .orderBy('outbox.position')
    .limit(query.limit)
    .execute();
}

/**
 * What has never been tried and can be sent at `now`, over a line on which nothing is ever tried twice: in the order it was
 * accepted, at most `limit`, one of each conversation and none of `without`. One whose answer was lost holds up nobody.
 */
export function readUntried(
  database: Reading,
  query: { clientCode: string; sessionId: string; now: string; limit: number; without: readonly string[] },
): Promise<UntriedEntry[]> {
  return withMessages(untried(database, query.clientCode, query.sessionId))
    .innerJoin('conversations', 'conversations.id', 'outbox.conversationId')
    .select('conversations.windowEndsAt')
    .where('outbox.nextTryAt', '<=', query.now)
    .$if(query.without.length > 0, (due) => due.where('outbox.conversationId', 'not in', query.without))
    .orderBy(isBulk)
    .orderBy('outbox.position')
    .limit(query.limit)
    .execute();
}

/** What was tried and still has no answer at `now`, when its time is up. */
export function readUnanswered(
  database: Reading,
  query: { clientCode: string; sessionId: string; now: string },
): Promise<OutboxEntry[]> {
  const tried = ofSession(database, query.clientCode, query.sessionId).where('outbox.attempts', '>', 0);
  return withMessages(tried).where('outbox.nextTryAt', '<=', query.now).orderBy('outbox.position').execute();
}

/** The messages of such a line that were tried and have no answer yet. */
export async function readTried(database: Reading, clientCode: string, sessionId: string): Promise<string[]> {
  const tried = await ofSession(database, clientCode, sessionId)
    .select('outbox.messageId')
    .where('outbox.attempts', '>', 0)
    .execute();
  return tried.map(({ messageId }) => messageId);
}

/** Until when the answer to a message is waited for that was tried, ISO 8601; undefined where none is. */
export async function readTriedUntil(
  database: Reading,
  clientCode: string,
  messageId: string,
): Promise<string | undefined> {
  const tried = await database
    .selectFrom('outbox')
    .select('nextTryAt')
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .where('attempts', '>', 0)
    .executeTakeFirst();
  return tried?.nextTryAt;
}

/** When something of such a line is due next, ISO 8601, beside what is due in the conversations `without`. */
export async function readNextDue(
  database: Reading,
  query: { clientCode: string; sessionId: string; without: readonly string[] },
): Promise<string | undefined> {
  const earliest = async (due: ReturnType<typeof ofSession>) => {
    const row = await due.select('outbox.nextTryAt').orderBy('outbox.nextTryAt').limit(1).executeTakeFirst();
    return row?.nextTryAt;
  };
  const { clientCode, sessionId, without } = query;
  const next = untried(database, clientCode, sessionId).$if(without.length > 0, (due) =>
    due.where('outbox.conversationId', 'not in', without),
  );
  const times = [
    await earliest(next),
    await earliest(ofSession(database, clientCode, sessionId).where('outbox.attempts', '>', 0)),
  ];
  return times.filter((time) => time !== undefined).sort()[0];
}

/** The oldest of each conversation that was not tried yet. */
function untried(database: Reading, clientCode: string, sessionId: string) {
  return ofSession(database, clientCode, sessionId)
    .where('outbox.attempts', '=', 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as earlier')
            .select('earlier.messageId')
            .whereRef('earlier.conversationId', '=', 'outbox.conversationId')
            .where('earlier.attempts', '=', 0)
            .whereRef('earlier.position', '<', 'outbox.position'),
        ),
      ),
    );
}

/** Whether something that a person has written could leave this line now and has not been tried. */
export async function isTeamWaiting(
  database: Reading,
  { clientCode, sessionId, now }: { clientCode: string; sessionId: string; now: string },
): Promise<boolean> {
  const row = await heads(database, clientCode, sessionId)
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .select('outbox.messageId')
    .where('outbox.attempts', '=', 0)
    .where('outbox.nextTryAt', '<=', now)
    .where('messages.author', '!=', 'campaign')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many bulk messages of a line were accepted and have not been tried. */
export async function countBulkWaiting(database: Reading, clientCode: string, sessionId: string): Promise<number> {
  const row = await ofSession(database, clientCode, sessionId)
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('outbox.attempts', '=', 0)
    .where('messages.author', '=', 'campaign')
    .executeTakeFirstOrThrow();
  return row.count;
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

/** Notes that a try begins: from now on WhatsApp may have the message. False where it is no longer to be sent. */
export async function beginTry(
  database: Kysely<Tables>,
  clientCode: string,
  messageId: string,
  nextTryAt: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), nextTryAt }))
    .where('clientCode', '=', clientCode)
    .where('messageId', '=', messageId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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

/** None of these messages is sent any more, of whichever client. */
export async function removeEntries(database: Kysely<Tables>, messageIds: readonly string[]): Promise<void> {
  await database.deleteFrom('outbox').where('messageId', 'in', messageIds).execute();
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

/** Nothing that waits in a conversation is sent. Resolves to the ids of those messages that WhatsApp may have all the same. */
export async function removeWaiting(
  database: Kysely<Tables>,
  { clientCode, id }: { clientCode: string; id: string },
): Promise<string[]> {
  const removed = await database
    .deleteFrom('outbox')
    .where('clientCode', '=', clientCode)
    .where('conversationId', '=', id)
    .returning(['messageId', 'attempts'])
    .execute();
  return removed.filter(({ attempts }) => attempts > 0).map(({ messageId }) => messageId);
}
