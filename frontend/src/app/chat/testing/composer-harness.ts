import { ComponentHarness, TestKey } from '@angular/cdk/testing';
import { CannedReplyListHarness } from './canned-reply-list-harness';

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

  async press(...keys: TestKey[]): Promise<void> {
    for (const key of keys) await (await this.#textarea()).sendKeys(key);
  }

  async attribute(name: string): Promise<string | null> {
    return (await this.#textarea()).getAttribute(name);
  }

  /** Where the next letter goes. */
  async caret(): Promise<number> {
    return (await this.#textarea()).getProperty('selectionStart');
  }

  /** The list above the text; null while there is none. */
  readonly cannedReplies = this.locatorForOptional(CannedReplyListHarness);

  /** Presses Enter while an input method is choosing a character. */
  async pressEnterWhileComposing(): Promise<void> {
    await (await this.#textarea()).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  }

  async clickSend(): Promise<void> {
    await (await this.#sendButton()).click();
  }

  /** Where nothing is written, something can be recorded instead. */
  async canSend(): Promise<boolean> {
    const button = await this.locatorForOptional('button[type=submit]')();
    return button !== null && !(await button.getProperty<boolean>('disabled'));
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
