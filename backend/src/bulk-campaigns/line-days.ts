import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the tables `bulkLines` and `bulkLineDays`: what bulk messages a line has sent, and when the last. */

export interface SentOnDays {
  /** The last message, or question who has a number, and what was drawn for the gap after it; null where there was none. */
  last: { lastAt: string; draw: number } | null;
  sentToday: number;
  /** On how many days before it sent any. */
  daysBefore: number;
}

export async function readSentOnDays(database: Reading, sessionId: string, day: string): Promise<SentOnDays> {
  const last = await database
    .selectFrom('bulkLines')
    .select(['lastAt', 'draw'])
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
  const days = await database
    .selectFrom('bulkLineDays')
    .select(['day', 'sent'])
    .where('sessionId', '=', sessionId)
    .where('day', '<=', day)
    .execute();
  return {
    last: last ?? null,
    sentToday: days.find((one) => one.day === day)?.sent ?? 0,
    daysBefore: days.filter((one) => one.day !== day && one.sent > 0).length,
  };
}

/** WhatsApp has been asked something, or was given a message: the next may be after a gap. */
export async function noteLineUsed({ database, now: lastAt }: Writing, sessionId: string, draw: number): Promise<void> {
  await database
    .insertInto('bulkLines')
    .values({ sessionId, lastAt, draw })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ lastAt, draw }))
    .execute();
}

/** One more counts for this day. */
export async function noteLineSent({ database }: Writing, sessionId: string, day: string): Promise<void> {
  await database
    .insertInto('bulkLineDays')
    .values({ sessionId, day, sent: 1 })
    .onConflict((conflict) =>
      conflict.columns(['sessionId', 'day']).doUpdateSet((eb) => ({ sent: eb('bulkLineDays.sent', '+', 1) })),
    )
    .execute();
}
