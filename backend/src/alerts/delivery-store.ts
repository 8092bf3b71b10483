import type { Reading, Writing } from '../storage/index.ts';
import type { ChannelName, Incident, News } from './incident-store.ts';

/** News of one incident, with what a message says of its line. */
export interface DueNews {
  news: News;
  attempts: number;
  incident: Incident;
  clientName: string;
  timeZone: string;
  lineName: string;
  phoneNumber: string | null;
}

/** How long the first wait is after a failure, and the longest, in milliseconds. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** About a day of tries. */
const MOST_ATTEMPTS = 30;

/** What is to be told on a channel by `now` (ISO time), the oldest trouble first; the end only of what was told there. */
export async function readDueNews(database: Reading, channel: ChannelName, now: string): Promise<DueNews[]> {
  const rows = await database
    .selectFrom('alertDeliveries')
    .innerJoin('incidents', 'incidents.id', 'alertDeliveries.incidentId')
    .innerJoin('clients', 'clients.clientCode', 'incidents.clientCode')
    .innerJoin('whatsappSessions', 'whatsappSessions.id', 'incidents.sessionId')
    .selectAll('incidents')
    .select([
      'alertDeliveries.news',
      'alertDeliveries.attempts',
      'clients.name as clientName',
      'clients.timeZone',
      'whatsappSessions.name as lineName',
      // An unlinked line is told of by the number it had.
      'whatsappSessions.lastPhoneNumber as phoneNumber',
    ])
    .where('alertDeliveries.channel', '=', channel)
    .where('alertDeliveries.nextTryAt', '<=', now)
    .where((expression) =>
      expression.or([
        expression('alertDeliveries.news', '=', 'trouble'),
        expression.exists(
          expression
            .selectFrom('alertDeliveries as told')
            .select('told.deliveredAt')
            .whereRef('told.incidentId', '=', 'incidents.id')
            .where('told.news', '=', 'trouble')
            .where('told.channel', '=', channel)
            .where('told.deliveredAt', 'is not', null),
        ),
      ]),
    )
    .orderBy('incidents.since')
    .execute();
  return rows.map(({ news, attempts, clientName, timeZone, lineName, phoneNumber, ...incident }) => {
    return { news, attempts, incident, clientName, timeZone, lineName, phoneNumber };
  });
}

export async function noteDelivered(writing: Writing, channel: ChannelName, told: readonly DueNews[]): Promise<void> {
  for (const each of told) await update(writing, channel, each, { nextTryAt: null, deliveredAt: writing.now });
}

/** The next try comes later each time; after a day of them it is given up. None comes where it was called off meanwhile. */
export async function noteFailed(writing: Writing, channel: ChannelName, untold: readonly DueNews[]): Promise<void> {
  for (const each of untold) {
    const attempts = each.attempts + 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** each.attempts);
    const nextTryAt = attempts < MOST_ATTEMPTS ? new Date(Date.parse(writing.now) + wait).toISOString() : null;
    await update(writing, channel, each, { attempts, nextTryAt });
  }
}

async function update(
  { database }: Writing,
  channel: ChannelName,
  { incident, news }: DueNews,
  change: { attempts?: number; nextTryAt: string | null; deliveredAt?: string },
): Promise<void> {
  await database
    .updateTable('alertDeliveries')
    .set(change)
    .where('incidentId', '=', incident.id)
    .where('news', '=', news)
    .where('channel', '=', channel)
    .$if(change.deliveredAt === undefined, (rows) => rows.where('nextTryAt', 'is not', null))
    .execute();
}
