/** Steps that run one after the other, each once the one before has ended, however it ended. */
export class StepQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects when the step fails; those behind it run all the same. */
  run<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything that is queued now has run. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
