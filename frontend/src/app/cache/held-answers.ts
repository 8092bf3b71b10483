export interface HeldAnswer {
  readonly value: unknown;
  readonly tags: readonly string[];
  /** Later the higher the number: an answer never takes the place of one that was asked for after it. */
  readonly order: number;
  /** Epoch milliseconds. */
  readonly freshUntil: number;
  readonly shownUntil: number;
}

/** The answers by key, as many as fit; the one that was used longest ago goes first. */
export class HeldAnswers {
  readonly #capacity: number;
  readonly #now: () => number;
  /** In the order in which they were last used. */
  readonly #answers = new Map<string, HeldAnswer>();

  constructor(capacity: number, now: () => number) {
    this.#capacity = capacity;
    this.#now = now;
  }

  /** Undefined where nothing is held that may still be shown. */
  find(key: string): HeldAnswer | undefined {
    const answer = this.#answers.get(key);
    this.#answers.delete(key);
    if (!answer || this.#now() >= answer.shownUntil) return undefined;
    this.#answers.set(key, answer);
    return answer;
  }

  isFresh({ freshUntil }: HeldAnswer): boolean {
    return this.#now() < freshUntil;
  }

  put(key: string, answer: HeldAnswer): void {
    if ((this.#answers.get(key)?.order ?? 0) > answer.order) return;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#capacity) return;
      this.#answers.delete(oldest);
    }
  }

  /** What fits is still shown, but no longer fresh. */
  invalidate(fits: (key: string, answer: HeldAnswer) => boolean): void {
    for (const [key, answer] of this.#answers) {
      if (fits(key, answer)) this.#answers.set(key, { ...answer, freshUntil: 0 });
    }
  }

  delete(key: string): void {
    this.#answers.delete(key);
  }

  clear(): void {
    this.#answers.clear();
  }
}
