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
}
