import type { Logger } from './logger.ts';

/** Runs tasks again and again without holding the process open; one that fails is logged and runs again next time. */
export class Housekeeping {
  readonly #logger: Logger;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `period` is in milliseconds; the first run comes after one period. A run that takes longer skips the next one. */
  every(period: number, name: string, task: () => Promise<void>): void {
    let current: Promise<void> | undefined;
    const timer = setInterval(() => {
      if (current) return;
      const run = task()
        .catch((error: unknown) => {
          this.#logger.error({ err: error, task: name }, 'Housekeeping failed');
        })
        .finally(() => {
          this.#running.delete(run);
          current = undefined;
        });
      current = run;
      this.#running.add(run);
    }, period);
    timer.unref();
    this.#timers.add(timer);
  }

  /** Starts nothing new and waits for what runs. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running);
  }
}
