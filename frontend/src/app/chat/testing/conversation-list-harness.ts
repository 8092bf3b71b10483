import { ComponentHarness, type TestKey } from '@angular/cdk/testing';

/** Reads and uses the conversation list as a person does. */
export class ConversationListHarness extends ComponentHarness {
  static readonly hostSelector = 'app-conversation-list';

  readonly #rows = this.locatorForAll('[role=listitem] a');
  readonly #list = this.locatorForOptional('[role=list]');
  readonly #newAbove = this.locatorForOptional('.new-above button');
  readonly #search = this.locatorFor('input[type=search]');

  /** The text of each row that is on screen or about to be. */
  async rowTexts(): Promise<string[]> {
    return Promise.all((await this.#rows()).map((row) => row.text()));
  }

  async names(): Promise<string[]> {
    const names = await this.locatorForAll('.name')();
    return Promise.all(names.map((name) => name.text()));
  }

  async search(text: string): Promise<void> {
    await (await this.#search()).setInputValue(text);
    await (await this.#search()).dispatchEvent('input');
  }

  /** What can be chosen of labels to narrow the list down. */
  async labelFilters(): Promise<string[]> {
    const panel = await this.locatorFor('app-list-filters .panel')();
    const opener = await this.locatorFor('app-list-filters .opener')();
    if (!(await panel.matchesSelector(':popover-open'))) await opener.click();
    return Promise.all(
      (await this.locatorForAll('app-list-filters [data-filter=label] option')()).map((each) => each.text()),
    );
  }

  async filterByLabel(name: string): Promise<void> {
    const index = (await this.labelFilters()).indexOf(name);
    await (await this.locatorFor('app-list-filters [data-filter=label]')()).selectOptions(index);
  }

  /** Presses a key on the row that has the focus, else on the first one. */
  async press(key: TestKey): Promise<void> {
    const rows = await this.#rows();
    const focused = await Promise.all(rows.map((row) => row.isFocused()));
    await rows[Math.max(focused.indexOf(true), 0)]?.sendKeys(key);
    await this.forceStabilize();
  }

  /** The name in the row that has the focus, or null. */
  async focusedName(): Promise<string | null> {
    for (const [index, row] of (await this.#rows()).entries()) {
      if (await row.isFocused()) {
        return (await this.names())[index] ?? null;
      }
    }
    return null;
  }

  /** How many rows Tab stops at. */
  async tabStops(): Promise<number> {
    const stops = await Promise.all((await this.#rows()).map((row) => row.getAttribute('tabindex')));
    return stops.filter((tabIndex) => tabIndex === '0').length;
  }

  async scrollTop(): Promise<number> {
    return (await (await this.#list())?.getProperty<number>('scrollTop')) ?? 0;
  }

  /** What is said of conversations that came in above, or null. */
  async newAbove(): Promise<string | null> {
    return (await (await this.#newAbove())?.text()) ?? null;
  }

  async goToNewAbove(): Promise<void> {
    await (await this.#newAbove())?.click();
  }

  /** Rests the mouse this many pixels below the top of the list. */
  async pointAt(pixels: number): Promise<void> {
    const list = await this.#list();
    const { top = 0 } = (await list?.getDimensions()) ?? {};
    await list?.dispatchEvent('pointermove', { pointerType: 'mouse', clientY: top + pixels });
  }

  async pointElsewhere(): Promise<void> {
    await (await this.#list())?.dispatchEvent('pointerleave');
  }

  async text(): Promise<string> {
    return (await this.host()).text();
  }
}
