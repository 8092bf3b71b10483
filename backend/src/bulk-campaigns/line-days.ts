import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the tables `bulkLines` and `bulkLineDays`: what bulk messages a line has sent, and when it may send the next. */

export interface LineUse {
  /** ISO 8601; null where it has sent none. */
  nextAt: string | null;
  sentToday: number;
  /** On how many days before it sent any. */
  daysBefore: number;
}

export async function readLineUse(database: Reading, sessionId: string, day: string): Promise<LineUse> {
  const line = await database
    .selectFrom('bulkLines')
    .select('nextAt')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
  const days = await database
    .selectFrom('bulkLineDays')
    .select(['day', 'sent'])
    .where('sessionId', '=', sessionId)
    .where('day', '<=', day)
    .execute();
  return {
    nextAt: line?.nextAt ?? null,
    sentToday: days.find((one) => one.day === day)?.sent ?? 0,
    daysBefore: days.filter((one) => one.day !== day && one.sent > 0).length,
  };
}

/** One more has left, and the next may at `nextAt`. */
export async function noteLineSent(
  { database }: Writing,
  { sessionId, day, nextAt }: { sessionId: string; day: string; nextAt: string },
): Promise<void> {
  await database
    .insertInto('bulkLines')
    .values({ sessionId, nextAt })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ nextAt }))
    .execute();
  await database
    .insertInto('bulkLineDays')
    .values({ sessionId, day, sent: 1 })
    .onConflict((conflict) =>
      conflict.columns(['sessionId', 'day']).doUpdateSet((eb) => ({ sent: eb('bulkLineDays.sent', '+', 1) })),
    )
    .execute();
}

/** A day of a time zone, such as `2026-11-27`. */
export function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}
