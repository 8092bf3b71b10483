import { ComponentHarness } from '@angular/cdk/testing';

/** The canned replies above the text, as a person sees and points at them. */
export class CannedReplyListHarness extends ComponentHarness {
  static readonly hostSelector = 'app-canned-reply-list';

  readonly #options = this.locatorForAll('[role=option]');
  readonly #active = this.locatorForOptional('[role=option][aria-selected=true]');

  /** What each row says. */
  async rows(): Promise<string[]> {
    return Promise.all((await this.#options()).map((row) => row.text()));
  }

  /** The row that Enter chooses; null where there is none. */
  async active(): Promise<string | null> {
    return (await (await this.#active())?.text()) ?? null;
  }

  async activeId(): Promise<string | null> {
    return (await (await this.#active())?.getAttribute('id')) ?? null;
  }

  /** What was found, in each row. */
  async marks(): Promise<string[]> {
    const marks = await this.locatorForAll('mark')();
    return (await Promise.all(marks.map((mark) => mark.text()))).filter((text) => text !== '');
  }

  async click(row: number): Promise<void> {
    await (await this.#options())[row]?.click();
  }

  /** All that is said, also where there are no rows. */
  async text(): Promise<string> {
    return (await this.host()).text();
  }

  async link(): Promise<string | null> {
    return (await (await this.locatorForOptional('a')())?.getAttribute('href')) ?? null;
  }
}
