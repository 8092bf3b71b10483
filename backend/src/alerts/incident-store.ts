import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { AlertDeliveriesTable, IncidentsTable, Reading, Writing } from '../storage/index.ts';
import type { Trouble } from './trouble.ts';

export type Incident = Selectable<IncidentsTable>;
export type ChannelName = AlertDeliveriesTable['channel'];
export type News = AlertDeliveriesTable['news'];

/** The incidents that last, of the whole installation. */
export function readOpenIncidents(database: Reading): Promise<Incident[]> {
  return database.selectFrom('incidents').selectAll().where('closedAt', 'is', null).execute();
}

export async function openIncident(
  { database }: Writing,
  line: { clientCode: string; id: string },
  trouble: Trouble,
): Promise<Incident> {
  const incident = { id: randomUUID(), clientCode: line.clientCode, sessionId: line.id, ...trouble, closedAt: null };
  await database.insertInto('incidents').values(incident).execute();
  return incident;
}

export async function closeIncident({ database, now }: Writing, { clientCode, id }: Incident): Promise<void> {
  await database
    .updateTable('incidents')
    .set({ closedAt: now })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/** Asks for news of an incident to be delivered on these channels, as soon as possible. */
export async function requestDelivery(
  { database, now }: Writing,
  incident: Incident,
  news: News,
  channels: readonly ChannelName[],
): Promise<void> {
  for (const channel of channels) {
    const delivery = { incidentId: incident.id, news, channel, attempts: 0, nextTryAt: now, deliveredAt: null };
    await database.insertInto('alertDeliveries').values(delivery).execute();
  }
}

/** What was still to be told of an incident is not told any more. */
export async function callOffDeliveries({ database }: Writing, incident: Incident): Promise<void> {
  await database
    .updateTable('alertDeliveries')
    .set({ nextTryAt: null })
    .where('incidentId', '=', incident.id)
    .where('deliveredAt', 'is', null)
    .execute();
}

const KEPT_MS = 90 * 86_400_000;

/** Forgets what ended more than 90 days ago. */
export async function forgetIncidents({ database, now }: Writing): Promise<void> {
  const before = new Date(Date.parse(now) - KEPT_MS).toISOString();
  await database.deleteFrom('incidents').where('closedAt', '<', before).execute();
}
