import { countReceived } from '../dashboard/index.ts';
import type { Logger } from '../operations/index.ts';
import type { Reading, Store } from '../storage/index.ts';
import type { SessionRow } from './session-store.ts';

/** So long without a message is unusual for a line that had many in the same hours before. */
const SILENT_HOURS = 3;
/** "Many": one in nine minutes or more. */
const BUSY_MESSAGES = 20;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface QuietLinesOptions {
  store: Store;
  logger: Logger;
  sessions: () => readonly SessionRow[];
}

/**
 * Warns of a line that is open, answers pings, and yet gets nothing: linked, busy in these hours yesterday (and a week ago,
 * if it was there), silent now. It may be a quiet day, so nothing is done about it; people are told once per silence.
 */
export class QuietLines {
  readonly #options: QuietLinesOptions;
  readonly #told = new Set<string>();

  constructor(options: QuietLinesOptions) {
    this.#options = options;
  }

  /** To be called every quarter of an hour or so. */
  async check(): Promise<void> {
    const { store, sessions } = this.#options;
    const now = store.now().getTime();
    for (const row of sessions()) {
      const isOpenLongEnough = row.state === 'open' && now - Date.parse(row.since) >= SILENT_HOURS * HOUR_MS;
      const isQuiet = isOpenLongEnough && (await store.read((database) => isUnusuallyQuiet(database, row, now)));
      if (!isQuiet) this.#told.delete(row.id);
      else if (!this.#told.has(row.id)) await this.#tell(row);
    }
  }

  async #tell({ id: sessionId, clientCode, name }: SessionRow): Promise<void> {
    this.#options.logger.warn({ sessionId, clientCode, hours: SILENT_HOURS }, 'a busy WhatsApp line has gone silent');
    const params = { sessionId, name, hours: String(SILENT_HOURS) };
    await this.#options.store.write(({ event }) =>
      event(clientCode, 'system:message', () =>
        Promise.resolve({ level: 'warning' as const, code: 'line_silent', params }),
      ),
    );
    this.#told.add(sessionId);
  }
}

async function isUnusuallyQuiet(database: Reading, row: SessionRow, now: number): Promise<boolean> {
  const received = (until: number) =>
    countReceived(database, row, new Date(until - SILENT_HOURS * HOUR_MS), new Date(until));
  if ((await received(now)) > 0) return false;
  if ((await received(now - DAY_MS)) < BUSY_MESSAGES) return false;
  const wasThereAWeekAgo = Date.parse(row.createdAt) <= now - 7 * DAY_MS - SILENT_HOURS * HOUR_MS;
  return !wasThereAWeekAgo || (await received(now - 7 * DAY_MS)) >= BUSY_MESSAGES;
}
