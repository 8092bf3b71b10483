import { ComponentHarness } from '@angular/cdk/testing';

/** Reads and ticks the labels of a conversation as a person does. */
export class LabelPickerHarness extends ComponentHarness {
  static readonly hostSelector = 'app-label-picker';

  readonly #choices = this.locatorForAll('.panel label');

  /** Opens the panel, if it is not open. */
  async open(): Promise<void> {
    const panel = await this.locatorFor('.panel')();
    if (!(await panel.matchesSelector(':popover-open'))) await (await this.locatorFor('.opener')()).click();
  }

  /** The labels that can be ticked. */
  async choices(): Promise<string[]> {
    await this.open();
    return Promise.all((await this.#choices()).map((choice) => choice.text()));
  }

  /** Those of them that are. */
  async ticked(): Promise<string[]> {
    await this.open();
    const boxes = await this.locatorForAll('.panel label input')();
    const ticks = await Promise.all(boxes.map((box) => box.getProperty<boolean>('checked')));
    return (await this.choices()).filter((_name, index) => ticks[index]);
  }

  async tick(name: string): Promise<void> {
    const index = (await this.choices()).indexOf(name);
    await (await this.locatorForAll('.panel label input')())[index]?.click();
  }

  async search(text: string): Promise<void> {
    await this.open();
    const field = await this.locatorFor('.panel input[type=search]')();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  /** What stands beside the conversation's name. */
  async opener(): Promise<string> {
    return (await this.locatorFor('.opener')()).text();
  }

  /** What the open panel says besides the labels, or null. */
  async hint(): Promise<string | null> {
    await this.open();
    return (await (await this.locatorForOptional('.panel .hint')())?.text()) ?? null;
  }
}
