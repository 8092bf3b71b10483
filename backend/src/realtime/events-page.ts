import { MAX_CATCH_UP_EVENTS, type EventPage } from '#contract/events';
import {
  readHead,
  readOldestSeq,
  readStoredEvents,
  type LogHead,
  type Reading,
  type StoredEvent,
} from '../storage/index.ts';

export interface Cursor {
  after: number;
  epoch?: string | undefined;
  limit: number;
}

/** What follows a cursor, or why it cannot be continued without a hole. */
export type Continuation = { head: LogHead; events: StoredEvent[] } | { head: LogHead; startOver: string };

/** Reads on from a cursor, in one snapshot. */
export async function readOn(
  database: Reading,
  clientCode: string,
  { after, epoch, limit }: Cursor,
): Promise<Continuation> {
  const head = await readHead(database, clientCode);
  const startOver = (reason: string) => ({ head, startOver: reason });
  if (epoch !== undefined && epoch !== head.epoch) return startOver('The log has been rebuilt.');
  if (after > head.seq) return startOver('The cursor is ahead of the log.');
  if (after === head.seq) return { head, events: [] };
  if (head.seq - after > MAX_CATCH_UP_EVENTS) {
    return startOver(`The cursor is more than ${String(MAX_CATCH_UP_EVENTS)} events behind.`);
  }
  const oldest = await readOldestSeq(database, clientCode);
  if (oldest === null || oldest > after + 1) return startOver('The events after the cursor are kept no longer.');
  return { head, events: await readStoredEvents(database, clientCode, after, limit) };
}

/** The JSON of a contract `EventPage`, with the events' data as the log holds it: already JSON, so it is not parsed and written again. */
export function pageText(
  head: LogHead,
  events: readonly StoredEvent[],
  rest: Pick<EventPage, 'more' | 'live'>,
): string {
  const texts = events.map(
    ({ seq, name, at, data }) =>
      `{"seq":${String(seq)},"name":${JSON.stringify(name)},"at":${JSON.stringify(at)},"data":${data}}`,
  );
  const { more, live } = rest;
  return `{"epoch":${JSON.stringify(head.epoch)},"seq":${String(head.seq)},"events":[${texts.join(',')}],"more":${String(more)},"live":${JSON.stringify(live)}}`;
}
