import { signal } from '@angular/core';
import { type SlashWord, slashWordAt } from './slash-word';

/** Follows the caret, and knows which word with a slash it stands in until that is dismissed. */
export class SlashWatch {
  readonly #word = signal<SlashWord | null>(null, { equal: isSame });
  /** Where the word begins that a person wants nothing for. */
  #dismissed: number | null = null;

  /** Null where there is none, or none that is wanted. */
  readonly word = this.#word.asReadonly();

  look(text: string, caret: number): void {
    const word = slashWordAt(text, caret);
    if (!word) this.#dismissed = null;
    this.#word.set(word && word.from !== this.#dismissed ? word : null);
  }

  /** Until another word is begun. */
  dismiss(): void {
    this.#dismissed = this.#word()?.from ?? null;
    this.#word.set(null);
  }

  /** Until the caret is there again. */
  forget(): void {
    this.#dismissed = null;
    this.#word.set(null);
  }
}

function isSame(one: SlashWord | null, other: SlashWord | null): boolean {
  return one?.from === other?.from && one?.to === other?.to && one?.typed === other?.typed;
}
