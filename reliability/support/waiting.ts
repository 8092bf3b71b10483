import { short } from './form.ts';

/** A guard against hanging, in milliseconds; whoever waits is told at once when what they wait for is there. */
const LIMIT = short(60_000, 600_000);

/** Something whose changes can be waited for. */
export class Waiting {
  readonly #looks = new Set<() => void>();

  changed(): void {
    for (const look of this.#looks) look();
  }

  /** Resolves as soon as `holds` after a change. `state` says how things are when that does not come. */
  until(what: string, holds: () => boolean, state: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#looks.delete(look);
        reject(new Error(`Waited ${String(LIMIT / 1_000)} s for ${what}: ${state()}`));
      }, LIMIT);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }
}
