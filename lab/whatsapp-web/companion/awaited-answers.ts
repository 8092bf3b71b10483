import type { Visitor } from './visitor.ts';

interface Waiting<Answer> {
  accept(answer: Answer): void;
  fail(error: Error): void;
}

const LIMIT_MS = 10_000;

/** What companions are asked while they are linked, one question at a time. */
export class AwaitedAnswers<Answer> {
  readonly #waiting = new Map<Visitor, Waiting<Answer>>();

  /** Rejects when the companion goes away, or does not answer in time. */
  of(visitor: Visitor): Promise<Answer> {
    return new Promise<Answer>((accept, fail) => {
      const late = setTimeout(() => {
        fail(new Error('The companion did not answer in time'));
      }, LIMIT_MS);
      const settle =
        <Value>(act: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(late);
          act(value);
        };
      this.#waiting.set(visitor, { accept: settle(accept), fail: settle(fail) });
    }).finally(() => this.#waiting.delete(visitor));
  }

  arrived(visitor: Visitor, answer: Answer): void {
    this.#waiting.get(visitor)?.accept(answer);
  }

  gone(visitor: Visitor): void {
    this.#waiting.get(visitor)?.fail(new Error('The companion went away while it was being linked'));
  }
}
