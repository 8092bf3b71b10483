import type { TestKey } from '@angular/cdk/testing';
import { ComponentHarness } from '@angular/cdk/testing';

/** Picks emojis as a person does. */
export class EmojiPickerHarness extends ComponentHarness {
  static readonly hostSelector = 'app-emoji-picker';

  readonly #search = this.locatorFor('input[type=search]');
  readonly #emojis = this.locatorForAll('.grid button');

  async emojis(): Promise<string[]> {
    return Promise.all((await this.#emojis()).map((emoji) => emoji.text()));
  }

  async search(text: string): Promise<void> {
    await (await this.#search()).setInputValue(text);
    await (await this.#search()).dispatchEvent('input');
  }

  async pressInSearch(key: TestKey): Promise<void> {
    await (await this.#search()).sendKeys(key);
  }

  /** Presses keys where the focus is within the emojis. */
  async press(...keys: TestKey[]): Promise<void> {
    for (const key of keys) await (await this.locatorFor('.grid button[tabindex="0"]')()).sendKeys(key);
  }

  /** The emoji that has the focus; null where none has. */
  async focused(): Promise<string | null> {
    for (const emoji of await this.#emojis()) if (await emoji.isFocused()) return emoji.text();
    return null;
  }

  async click(emoji: string): Promise<void> {
    for (const button of await this.#emojis()) if ((await button.text()) === emoji) return button.click();
    throw new Error(`${emoji} is not shown.`);
  }

  /** Chooses a group or a tone by its name. */
  async choose(name: string): Promise<void> {
    const choice = await this.locatorFor(`input[type=radio][aria-label="${name}"]`)();
    await choice.setInputValue('');
    await choice.click();
    await choice.dispatchEvent('change');
  }

  async groups(): Promise<(string | null)[]> {
    const groups = await this.locatorForAll('.groups input')();
    return Promise.all(groups.map((group) => group.getAttribute('aria-label')));
  }

  async text(): Promise<string> {
    return (await this.host()).text();
  }
}
