import { ComponentHarness } from '@angular/cdk/testing';

/** Reads the badge as a person does, with or without eyes. */
export class UnreadBadgeHarness extends ComponentHarness {
  static readonly hostSelector = 'app-unread-badge';

  readonly #count = this.locatorForOptional('.count');
  readonly #words = this.locatorForOptional('.visually-hidden');

  /** What is seen; null while nothing is. */
  async count(): Promise<string | null> {
    return (await (await this.#count())?.text()) ?? null;
  }

  /** What a screen reader says; null while it says nothing. */
  async words(): Promise<string | null> {
    return (await (await this.#words())?.text()) ?? null;
  }
}
