/** Those who wait for something to have happened; whoever makes it happen asks them to look. */
export class Watchers {
  readonly #waiting = new Set<() => void>();

  /** Resolves once it is so: now, or at a later look. */
  until(reached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!reached()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  look(): void {
    for (const check of [...this.#waiting]) check();
  }
}
