import { ComponentHarness } from '@angular/cdk/testing';

/** Reads the doctor as a person does. */
export class DoctorViewHarness extends ComponentHarness {
  static readonly hostSelector = 'app-doctor-view';

  /** The title and the word of each check, for example "WebSocket: Bien". */
  async checks(): Promise<string[]> {
    const titles = await this.locatorForAll('app-check-line .title span:first-child')();
    const verdicts = await this.locatorForAll('app-check-line .verdict')();
    return Promise.all(
      titles.map(async (title, index) => `${await title.text()}: ${(await verdicts[index]?.text()) ?? ''}`),
    );
  }

  /** All that is said of a check. */
  async textOf(title: string): Promise<string> {
    const lines = await this.locatorForAll('app-check-line')();
    const texts = await Promise.all(lines.map((line) => line.text()));
    return texts.find((text) => text.includes(title)) ?? '';
  }

  async summary(): Promise<string> {
    return (await this.locatorFor('.summary')()).text();
  }

  /** The server's figures by their names; empty where none are shown. */
  async figures(): Promise<Record<string, string>> {
    const names = await this.locatorForAll('th[scope=row]')();
    const values = await this.locatorForAll('td')();
    const entries = await Promise.all(
      names.map(async (name, index) => [await name.text(), (await values[index]?.text()) ?? ''] as const),
    );
    return Object.fromEntries(entries);
  }

  async checkAgain(): Promise<void> {
    await this.#press('Comprobar de nuevo');
  }

  async copyReport(): Promise<void> {
    await this.#press('Copiar informe');
  }

  /** What is said after copying. */
  async copied(): Promise<string> {
    return (await this.locatorFor('.copied')()).text();
  }

  /** The report where it is shown to be copied by hand; null otherwise. */
  async shownReport(): Promise<string | null> {
    const area = await this.locatorForOptional('textarea')();
    return (await area?.getProperty<string>('value')) ?? null;
  }

  async #press(word: string): Promise<void> {
    for (const button of await this.locatorForAll('button')()) {
      if ((await button.text()).trim() === word) await button.click();
    }
  }
}
