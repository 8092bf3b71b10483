import type { LoggedEvent } from '#contract/events';
import { readStoredEvents, type Reading } from '../../src/storage/index.ts';

/** Events of a client's log after `after`, at most `limit`, as a browser gets them. */
export async function readEvents(
  database: Reading,
  clientCode: string,
  after: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const events = await readStoredEvents(database, clientCode, after, limit);
  return events.map((event) => ({ ...event, data: JSON.parse(event.data) as unknown }) as LoggedEvent);
}
