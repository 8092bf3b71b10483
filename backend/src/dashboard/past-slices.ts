import { LRUCache } from 'lru-cache';
import type { Store } from '../storage/index.ts';
import { readSlice, type Slice } from './read-slice.ts';
import type { Span } from './report-range.ts';

/** So many days are kept, of all clients. */
const KEPT = 1_000;
/** Late ticks still change the figures of days that are over; they are seen after this, in milliseconds. */
const KEPT_MS = 10 * 60_000;
/** So many spans are read at once, in some tens of milliseconds for a busy client. */
const AT_ONCE = 12;

/**
 * The figures of days that are over, kept for a while. Those of a year take half a second to be added up, and nobody else would
 * be served meanwhile: they are read a few at a time, before the report that needs them.
 */
export class PastSlices {
  readonly #store: Store;
  readonly #kept: LRUCache<string, Slice>;

  constructor(store: Store) {
    this.#store = store;
    this.#kept = new LRUCache({
      max: KEPT,
      ttl: KEPT_MS,
      ttlResolution: 0,
      perf: { now: () => store.now().getTime() },
    });
  }

  /** What is kept of a span, if it still holds. */
  find(clientCode: string, span: Span): Slice | undefined {
    return this.#kept.get(keyOf(clientCode, span));
  }

  /** Reads those of these spans that are over and not kept, with room for others in between. */
  async prepare(clientCode: string, spans: readonly Span[]): Promise<void> {
    const now = this.#store.now().getTime();
    const missing = spans.filter((span) => span.to <= now && !this.find(clientCode, span));
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      await this.#store.read(async (database) => {
        for (const span of missing.slice(start, start + AT_ONCE)) {
          this.#kept.set(keyOf(clientCode, span), await readSlice(database, clientCode, span));
        }
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function keyOf(clientCode: string, { from, to }: Span): string {
  return JSON.stringify([clientCode, from, to]);
}
