import type { TestKey } from '@angular/cdk/testing';
import { ComponentHarness, type TestElement } from '@angular/cdk/testing';

/** Reads and changes what is known of a contact as a person does. */
export class ContactPanelHarness extends ComponentHarness {
  static readonly hostSelector = 'app-contact-panel';

  /** What stands in the field that is called so. */
  async value(label: string): Promise<string> {
    return (await this.#control(label)).getProperty<string>('value');
  }

  /** Types without leaving the field. */
  async type(label: string, text: string): Promise<void> {
    const control = await this.#control(label);
    await control.focus();
    await control.setInputValue(text);
    await control.dispatchEvent('input');
  }

  async leave(label: string): Promise<void> {
    await (await this.#control(label)).blur();
  }

  async press(label: string, key: TestKey): Promise<void> {
    await (await this.#control(label)).sendKeys(key);
  }

  async choose(label: string, option: string): Promise<void> {
    const control = await this.#control(label);
    const options = await this.locatorForAll('select option')();
    const names = await Promise.all(options.map((each) => each.text()));
    await control.selectOptions(names.indexOf(option));
  }

  /** What is said beside the field and below it: whether it was saved, and what to do if not. */
  async state(label: string): Promise<string> {
    const id = (await (await this.#control(label)).getAttribute('id')) ?? '';
    const parts = await this.locatorForAll(`[id="${id}-word"]`, `[id="${id}-trouble"]`)();
    const texts = await Promise.all(parts.map((part) => part.text()));
    return texts.join(' ').replace(/\s+/g, ' ').trim();
  }

  async labels(): Promise<string[]> {
    const labels = await this.locatorForAll('app-saved-field label')();
    return Promise.all(labels.map((label) => label.text()));
  }

  async text(): Promise<string> {
    return (await (await this.host()).text()).replace(/\s+/g, ' ');
  }

  /** Presses the button that is called so, the first where there are several. */
  async click(name: string): Promise<void> {
    await (await this.#button(name)).click();
  }

  async isDisabled(name: string): Promise<boolean> {
    return (await this.#button(name)).getProperty<boolean>('disabled');
  }

  /** Of the other conversations. */
  async links(): Promise<string[]> {
    const links = await this.locatorForAll('app-other-conversations a')();
    return Promise.all(links.map(async (link) => (await link.text()).replace(/\s+/g, ' ')));
  }

  /** What the pictures and videos are called. */
  async pictures(): Promise<string[]> {
    const pictures = await this.locatorForAll('.grid button')();
    return Promise.all(pictures.map(async (picture) => (await picture.text()).trim()));
  }

  async #control(label: string): Promise<TestElement> {
    for (const each of await this.locatorForAll('app-saved-field label')()) {
      if ((await each.text()) === label) {
        const id = await each.getAttribute('for');
        return this.locatorFor(`[id="${id ?? ''}"]`)();
      }
    }
    throw new Error(`There is no field "${label}".`);
  }

  async #button(name: string): Promise<TestElement> {
    for (const button of await this.locatorForAll('button')()) {
      const called = (await button.getAttribute('aria-label')) ?? (await button.text());
      if (called.replace(/\s+/g, ' ').trim() === name) return button;
    }
    throw new Error(`There is no button "${name}".`);
  }
}
