import { within } from './within.ts';

/** Every line an application has logged. */
export class TestLog {
  readonly lines: string[] = [];
  readonly #looking = new Set<() => void>();

  write(line: string): void {
    this.lines.push(line);
    for (const look of this.#looking) look();
  }

  /** The first line that contains this, logged already or still to come. */
  async until(part: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const look = () => {
      const line = this.lines.find((logged) => logged.includes(part));
      if (line !== undefined) resolve(line);
    };
    this.#looking.add(look);
    look();
    return within(promise, `"${part}" to be logged`).finally(() => this.#looking.delete(look));
  }
}
