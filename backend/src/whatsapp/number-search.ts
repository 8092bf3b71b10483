import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { NumberAnswer, WhatsAppAddress } from '../conversations/index.ts';
import { countRequest } from '../web/index.ts';
import type { SessionRow } from './session-store.ts';

/** WhatsApp blocks numbers that look many others up; people who type them stay below this. */
const MOST_PER_MINUTE = 10;
const MOST_PER_HOUR = 60;
const MOST_ANSWERS = 5_000;
/** Whoever has no WhatsApp may have it soon, and whoever has it keeps it for long. */
const FOUND_MS = 86_400_000;
const MISSED_MS = 600_000;

/** A line that can be asked while it has an open connection. */
export interface AskedLine {
  row: Pick<SessionRow, 'id'>;
  openConnection: { findNumber(phoneNumbers: readonly string[]): Promise<WhatsAppAddress | undefined> } | undefined;
}

/** Asks WhatsApp who has a number: seldom, and not again what it has just answered. */
export class NumberSearch {
  readonly #logger: Logger;
  readonly #answers: LRUCache<string, { address: WhatsAppAddress | undefined }>;
  readonly #limits = [
    new RateLimiterMemory({ points: MOST_PER_MINUTE, duration: 60 }),
    new RateLimiterMemory({ points: MOST_PER_HOUR, duration: 3_600 }),
  ];

  constructor({ logger, now }: { logger: Logger; now: () => Date }) {
    this.#logger = logger;
    this.#answers = new LRUCache({ max: MOST_ANSWERS, perf: { now: () => now().getTime() } });
  }

  /**
   * The first of the numbers that somebody has, asked through this line. Rejects with `too-many-requests`, unless whoever asks
   * keeps a pace of their own (`isPaced`).
   */
  async find(line: AskedLine, phoneNumbers: readonly string[], isPaced = false): Promise<NumberAnswer> {
    const { openConnection, row } = line;
    if (!openConnection) return 'not_connected';
    const key = `${row.id} ${phoneNumbers.join(' ')}`;
    const known = this.#answers.get(key);
    if (known) return inWords(known.address);
    if (!isPaced) for (const limit of this.#limits) await countRequest(limit, row.id);
    try {
      const address = await openConnection.findNumber(phoneNumbers);
      this.#answers.set(key, { address }, { ttl: address ? FOUND_MS : MISSED_MS });
      return inWords(address);
    } catch (error) {
      this.#logger.warn({ err: error, sessionId: row.id }, 'WhatsApp could not be asked who has a number');
      return line.openConnection === openConnection ? 'no_answer' : 'not_connected';
    }
  }
}

function inWords(address: WhatsAppAddress | undefined): NumberAnswer {
  return address ? { address } : 'not_on_whatsapp';
}
