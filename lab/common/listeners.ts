/** Functions to call when something happens. One that throws does not keep the others from being called. */
export class Listeners<Arguments extends unknown[]> {
  readonly #listeners = new Set<(...args: Arguments) => void>();

  /** Gives the function that takes the listener away again. */
  add(listener: (...args: Arguments) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  call(...args: Arguments): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(...args);
      } catch (error) {
        // Thrown again outside, where the process reports it: a phone must not lose a message over it.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
