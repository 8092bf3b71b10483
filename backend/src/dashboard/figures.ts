import type { Stats } from '#contract/stats';
import type { LogHead, Reading } from '../storage/index.ts';
import { readConversationCounts } from './conversation-counts.ts';
import { dayAt, type Day } from './day.ts';
import { readFirstReplies } from './first-replies.ts';
import { readMessageCounts } from './message-counts.ts';
import { Tally } from './tally.ts';

/** A client's figures at one place of its log, for one day in its time zone. */
export interface Figures extends LogHead {
  stats: Stats;
  day: Day;
  timeZone: string;
}

/**
 * The figures as `database` sees them, at `now` in milliseconds since 1970. `known` is given back where it still holds:
 * whatever changes a counter also logs an event, so within a day the place in the log says all.
 */
export async function readFigures(
  database: Reading,
  clientCode: string,
  now: number,
  known: Figures | undefined,
): Promise<Figures> {
  const client = await database
    .selectFrom('clients')
    .select(['epoch', 'seq', 'timeZone'])
    .where('clientCode', '=', clientCode)
    .executeTakeFirstOrThrow();
  const isOfToday = known?.timeZone === client.timeZone && known.day.from <= now && now < known.day.to;
  if (isOfToday && known.epoch === client.epoch && known.seq === client.seq) return known;

  const day = isOfToday ? known.day : dayAt(now, client.timeZone);
  const [from, to] = [new Date(day.from).toISOString(), new Date(day.to).toISOString()];
  const today = new Tally();
  const lines: Stats['lines'] = {};
  for (const messages of await readMessageCounts(database, clientCode, from, to)) {
    today.addMessages(messages);
    const { received, sent } = lines[messages.sessionId] ?? { received: 0, sent: 0 };
    lines[messages.sessionId] = { received: received + messages.received, sent: sent + messages.sent };
  }
  for (const replies of await readFirstReplies(database, clientCode, from, to)) today.addReplies(replies);
  const stats = { ...today.totals(), lines, ...(await readConversationCounts(database, clientCode)) };
  return { ...client, stats, day };
}
