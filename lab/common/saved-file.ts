import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

const QUIET_MS = 1000;

/** A file that follows what is in memory: written a second after a change, and whole at every moment. */
export class SavedFile {
  readonly #path: string;
  readonly #pieces: () => Iterable<string>;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** `pieces` gives the text to be written, a part at a time: all of it at once would hold up everything else for a while. */
  constructor(path: string, pieces: () => Iterable<string>) {
    this.#path = path;
    this.#pieces = pieces;
  }

  /** What the file holds; undefined when there is none. */
  read(): string | undefined {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : undefined;
  }

  /** Saves soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => void this.save(), QUIET_MS).unref();
  }

  /** Saves now; what is there before stays whole until the new file is. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(async () => {
      await writeFile(`${this.#path}.new`, this.#pieces());
      await rename(`${this.#path}.new`, this.#path);
    });
    return this.#saving;
  }
}
