import { ComponentHarness, type TestKey } from '@angular/cdk/testing';

/** The palette, as a person types into it and points at what it shows. */
export class PaletteHarness extends ComponentHarness {
  static readonly hostSelector = 'app-palette';

  readonly #field = this.locatorFor('[role=combobox]');
  readonly #options = this.locatorForAll('[role=option]');
  readonly #active = this.locatorForOptional('[role=option][aria-selected=true]');

  async write(text: string): Promise<void> {
    const field = await this.#field();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  async press(...keys: TestKey[]): Promise<void> {
    await (await this.#field()).sendKeys(...keys);
  }

  /** What each row says, below the heads of the groups. */
  async rows(): Promise<string[]> {
    const rows = await this.locatorForAll('.group, [role=option]')();
    return Promise.all(
      rows.map(async (row) => {
        const isHead = await row.hasClass('group');
        const text = await row.text({ exclude: 'app-avatar' });
        return isHead ? `${text}:` : text;
      }),
    );
  }

  /** The row that Enter chooses, as the field points at it; null where there is none. */
  async active(): Promise<string | null> {
    const active = await this.#active();
    const id = (await active?.getAttribute('id')) ?? null;
    if (id !== (await (await this.#field()).getAttribute('aria-activedescendant'))) throw new Error('They differ.');
    return (await active?.text({ exclude: 'app-avatar' })) ?? null;
  }

  async marks(): Promise<string[]> {
    return Promise.all((await this.locatorForAll('mark')()).map((mark) => mark.text()));
  }

  /** What is said of it, seen or only heard. */
  async status(): Promise<string> {
    return (await this.locatorFor('[role=status]')()).text();
  }

  async pointAt(row: number): Promise<void> {
    await (await this.#options())[row]?.dispatchEvent('mousemove');
  }

  async click(row: number): Promise<void> {
    await (await this.#options())[row]?.click();
  }
}
