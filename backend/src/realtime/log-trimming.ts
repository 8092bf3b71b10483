import { trimEvents, type Store } from '../storage/index.ts';

/** How much of a client's log is kept: 7 days, and at most 100,000 events. */
const KEPT_MILLISECONDS = 7 * 86_400_000;
const KEPT_EVENTS = 100_000;

/** Trims the log of each of these clients, one write per client, so that nobody's write waits long. */
export async function trimLogs(store: Store, clients: readonly { clientCode: string }[]): Promise<void> {
  const before = new Date(store.now().getTime() - KEPT_MILLISECONDS).toISOString();
  for (const { clientCode } of clients) {
    await store.write(({ database }) => trimEvents(database, clientCode, before, KEPT_EVENTS));
  }
}
