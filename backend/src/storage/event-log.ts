import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { LoggedEventName } from '#contract/event-names';
import type { EventBody, EventData, LoggedEvent } from '#contract/events';
import { CompiledOnce } from './compiled-once.ts';
import { readHead } from './log-heads.ts';
import type { Tables } from './tables.ts';

/** A committed event, on its way to the sockets of its client. `text` is the JSON of its data, as the log holds it. */
export type CommittedEvent = LoggedEvent & { clientCode: string; text: string };

const insertRow = new CompiledOnce((database, row: Tables['events']) => database.insertInto('events').values(row));

/** Writes one event under a `seq` that was taken for it. */
export async function insertEvent<Name extends LoggedEventName>(
  database: Kysely<Tables>,
  event: { clientCode: string; seq: number; name: Name; at: string; body: EventBody<Name> },
): Promise<CommittedEvent> {
  const { clientCode, seq, name, at } = event;
  const data = { clientCode, seq, at, ...event.body };
  const text = JSON.stringify(data);
  await insertRow.execute(database, { clientCode, seq, name, at, data: text });
  // The schema of `name` made both sides of this pair; TypeScript cannot follow it through the union.
  return { clientCode, seq, name, at, data: data as unknown as EventData<Name>, text } as unknown as CommittedEvent;
}

/** Deletes all events of a client, because a log has no holes. */
export async function deleteEvents(database: Kysely<Tables>, clientCode: string): Promise<void> {
  await database.deleteFrom('events').where('clientCode', '=', clientCode).execute();
}

/** The oldest `seq` that is still kept, or null for an empty log. */
export async function readOldestSeq(database: Kysely<Tables>, clientCode: string): Promise<number | null> {
  const row = await database
    .selectFrom('events')
    .select((eb) => eb.fn.min<number | null>('seq').as('oldest'))
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  return row?.oldest ?? null;
}

/** A row of the log; `data` is the JSON of what was emitted. */
export interface StoredEvent {
  seq: number;
  name: string;
  at: string;
  data: string;
}

/** Events after `after`, in order, at most `limit`. */
export function readStoredEvents(
  database: Kysely<Tables>,
  clientCode: string,
  after: number,
  limit: number,
): Promise<StoredEvent[]> {
  return database
    .selectFrom('events')
    .select(['seq', 'name', 'at', 'data'])
    .where('clientCode', '=', clientCode)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Deletes events that are older than `before` (ISO time) or beyond the newest `keep` of their client. */
export async function trimEvents(
  database: Kysely<Tables>,
  clientCode: string,
  before: string,
  keep: number,
): Promise<void> {
  const old = await database
    .selectFrom('events')
    .select((eb) => eb.fn.max<number | null>('seq').as('seq'))
    .where('clientCode', '=', clientCode)
    .where('at', '<', before)
    .executeTakeFirst();
  const { seq } = await readHead(database, clientCode);
  // By `seq` alone: a clock that was set back must not leave a hole in the middle.
  await database
    .deleteFrom('events')
    .where('clientCode', '=', clientCode)
    .where('seq', '<=', Math.max(old?.seq ?? 0, seq - keep))
    .execute();
}

/** Deletes the oldest `limit` events of a client; returns whether there are more. */
export async function removeOldestEvents(
  database: Kysely<Tables>,
  clientCode: string,
  limit: number,
): Promise<boolean> {
  const oldest = await readOldestSeq(database, clientCode);
  if (oldest === null) return false;
  const { seq } = await readHead(database, clientCode);
  await database
    .deleteFrom('events')
    .where('clientCode', '=', clientCode)
    .where('seq', '<', oldest + limit)
    .execute();
  return seq >= oldest + limit;
}

/** Begins another log for a client, in which there is nothing of the one before: whoever follows it has to start over. */
export async function redactLog(database: Kysely<Tables>, clientCode: string): Promise<void> {
  await database.updateTable('clients').set({ epoch: randomUUID() }).where('clientCode', '=', clientCode).execute();
  await deleteEvents(database, clientCode);
}
