import type { Kysely } from 'kysely';
import type { Reading, Tables } from '../storage/index.ts';

/** An accepted message on its way to WhatsApp. */
export interface OutboxEntry {
  messageId: string;
  clientCode: string;
  sessionId: string;
  position: number;
  /** `waiting`: never tried. `written`: a try has begun, WhatsApp may have it. */
  state: 'waiting' | 'written';
  attempts: number;
  nextTryAt: string;
  conversationId: string;
  whatsappId: string;
  type: string;
  text: string | null;
  phoneNumber: string | null;
  lid: string | null;
}

export async function enqueue(
  database: Kysely<Tables>,
  entry: { messageId: string; clientCode: string; sessionId: string; position: number; nextTryAt: string },
): Promise<void> {
  await database
    .insertInto('outbox')
    .values({ ...entry, state: 'waiting', attempts: 0 })
    .execute();
}

/** What this session still has to send, oldest first, at most `limit`; `after` is the position to go on from. */
export async function readOutbox(
  database: Reading,
  clientCode: string,
  sessionId: string,
  limit: number,
): Promise<OutboxEntry[]> {
  return database
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.messageId')
    .innerJoin('contacts', 'contacts.id', 'messages.contactId')
    .select([
      'outbox.messageId',
      'outbox.clientCode',
      'outbox.sessionId',
      'outbox.position',
      'outbox.state',
      'outbox.attempts',
      'outbox.nextTryAt',
      'messages.conversationId',
      'messages.whatsappId',
      'messages.type',
      'messages.text',
      'contacts.phoneNumber',
      'contacts.lid',
    ])
    .where('outbox.clientCode', '=', clientCode)
    .where('outbox.sessionId', '=', sessionId)
    .orderBy('outbox.position')
    .limit(limit)
    .execute();
}

/** Notes that a try begins: from now on WhatsApp may have the message. */
export async function markWritten(database: Kysely<Tables>, messageId: string, nextTryAt: string): Promise<void> {
  await database
    .updateTable('outbox')
    .set((eb) => ({ state: 'written', attempts: eb('attempts', '+', 1), nextTryAt }))
    .where('messageId', '=', messageId)
    .execute();
}

export async function removeFromOutbox(database: Kysely<Tables>, messageId: string): Promise<void> {
  await database.deleteFrom('outbox').where('messageId', '=', messageId).execute();
}
