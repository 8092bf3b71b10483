import { ComponentHarness, HarnessPredicate, TestKey } from '@angular/cdk/testing';

/** Fills in and sends what is made in a dialog, as a person does. */
export class MakerHarness extends ComponentHarness {
  static readonly hostSelector =
    'app-template-dialog, app-choices-dialog, app-location-dialog, app-contact-cards-dialog, app-sticker-dialog';

  static with(options: { selector?: string } = {}): HarnessPredicate<MakerHarness> {
    return new HarnessPredicate(MakerHarness, options);
  }

  readonly #dialog = this.locatorFor('dialog');

  async text(): Promise<string> {
    return (await this.host()).text();
  }

  /** Presses the button that says this. */
  async click(name: string): Promise<void> {
    for (const button of await this.locatorForAll('button')()) {
      if ((await button.text()).includes(name)) {
        await button.click();
        return;
      }
    }
    throw new Error(`There is no button "${name}".`);
  }

  async fill(id: string, value: string): Promise<void> {
    const field = await this.locatorFor(`#${CSS.escape(id)}`)();
    await field.setInputValue(value);
    await field.dispatchEvent('input');
  }

  async pressEnterIn(id: string): Promise<void> {
    await (await this.locatorFor(`#${CSS.escape(id)}`)()).sendKeys(TestKey.ENTER);
  }

  async pressEscape(): Promise<void> {
    await (await this.#dialog()).sendKeys(TestKey.ESCAPE);
  }

  /** What is wrong, field by field. */
  async faults(): Promise<string[]> {
    const faults = await this.locatorForAll('.field-error')();
    const texts = await Promise.all(faults.map((fault) => fault.text()));
    return texts.filter((text) => text !== '');
  }

  /** The message as its receiver will read it. */
  async preview(): Promise<string> {
    return (await this.locatorFor('figure .bubble')()).text();
  }
}
