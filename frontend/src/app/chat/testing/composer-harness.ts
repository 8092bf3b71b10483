import { ComponentHarness, TestKey } from '@angular/cdk/testing';

/** Writes and sends as a person does. */
export class ComposerHarness extends ComponentHarness {
  static readonly hostSelector = 'app-composer';

  readonly #textarea = this.locatorFor('textarea');
  readonly #sendButton = this.locatorFor('button[type=submit]');
  readonly #length = this.locatorFor('.length');
  readonly #blocked = this.locatorForOptional('.blocked');

  async write(text: string): Promise<void> {
    await (await this.#textarea()).setInputValue(text);
    await (await this.#textarea()).dispatchEvent('input');
  }

  async text(): Promise<string> {
    return (await this.#textarea()).getProperty('value');
  }

  async pressEnter(modifiers: { shift?: boolean } = {}): Promise<void> {
    await (await this.#textarea()).sendKeys(modifiers, TestKey.ENTER);
  }

  /** Presses Enter while an input method is choosing a character. */
  async pressEnterWhileComposing(): Promise<void> {
    await (await this.#textarea()).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  }

  async clickSend(): Promise<void> {
    await (await this.#sendButton()).click();
  }

  async canSend(): Promise<boolean> {
    return !(await (await this.#sendButton()).getProperty('disabled'));
  }

  async isFocused(): Promise<boolean> {
    return (await this.#textarea()).isFocused();
  }

  /** What is said about the length of the text. */
  async length(): Promise<string> {
    return (await this.#length()).text();
  }

  /** Why nothing can be sent, in words; null when something can. */
  async blockedBecause(): Promise<string | null> {
    return (await (await this.#blocked())?.text()) ?? null;
  }
}
