import { LRUCache } from 'lru-cache';

/** Lets the same piece of news through only once in a while. */
export class RareNews {
  readonly #lastTold = new LRUCache<string, number>({ max: 10_000 });

  /** Whether `news` may be told now, `every` milliseconds after the last time at the earliest. */
  allows(news: string, every: number, now = performance.now()): boolean {
    if (now - (this.#lastTold.get(news) ?? -Infinity) < every) return false;
    this.#lastTold.set(news, now);
    return true;
  }
}
