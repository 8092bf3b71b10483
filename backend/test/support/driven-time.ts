import type { After } from '../../src/operations/index.ts';

/** The product's clock and what it waits with, moved on by a test: an application gets both as its `parts`. */
export class DrivenTime {
  #now = Date.now();
  readonly #waiting = new Set<{ at: number; work: () => void }>();

  readonly clock = (): Date => new Date(this.#now);

  readonly after: After = (milliseconds, work) => {
    const waiting = { at: this.#now + milliseconds, work };
    this.#waiting.add(waiting);
    return () => void this.#waiting.delete(waiting);
  };

  /** Whether anything is to be done at a later time. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Moves on, and does what was to be done by then, in order of its time. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = Math.max(this.#now, next.at);
      this.#waiting.delete(next);
      next.work();
    }
    this.#now = end;
  }

  /** Moves on step by step until this has come about; `meanwhile` is a real request, in whose time real work goes on. */
  async passUntil<T>(awaited: Promise<T>, milliseconds: number, meanwhile: () => Promise<unknown>): Promise<T> {
    const over = new AbortController();
    const settled = awaited.finally(() => {
      over.abort();
    });
    while (!over.signal.aborted) {
      this.pass(milliseconds);
      await meanwhile();
    }
    return settled;
  }
}
