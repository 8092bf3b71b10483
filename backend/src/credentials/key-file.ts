import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { credentialsKey, SettingsError } from '../operations/index.ts';

const ITS_OWNER_ALONE = 0o600;
const OTHERS = 0o077;
/** Windows keeps no such rights, and syncs no folders. */
const isPosix = process.platform !== 'win32';

/** `credentials.key` in `DATA_DIR`: keys in base64, one a line, the newest first. */
export class KeyFile {
  readonly path: string;
  readonly #directory: string;

  constructor(dataDirectory: string) {
    this.#directory = dataDirectory;
    this.path = join(dataDirectory, 'credentials.key');
  }

  /** The keys, or undefined where there is no such file. Throws `SettingsError` for a file that holds something else. */
  read(): Buffer[] | undefined {
    if (!existsSync(this.path)) return undefined;
    const keys = this.#lines();
    const wrong = keys.findIndex(({ success }) => !success);
    if (wrong >= 0 || keys.length === 0) {
      throw new SettingsError(
        `${this.path} should hold keys of 32 bytes in base64, one a line, the newest first: ` +
          `${keys.length === 0 ? 'it is empty' : `line ${wrong + 1} is none`}. ` +
          'Put the file back from a backup, or give its key as CREDENTIALS_KEY; if it is lost for good, run ' +
          '"npm run credentials:rotate -- --lost-key".',
      );
    }
    return keys.flatMap(({ data }) => data ?? []);
  }

  /** The keys whose lines are whole, of a file that may be damaged; none where there is no file. */
  readWhole(): Buffer[] {
    return existsSync(this.path) ? this.#lines().flatMap(({ data }) => data ?? []) : [];
  }

  /** Keeps the file as it is under another name too, which is returned; undefined where there is no file. */
  setAside(): string | undefined {
    if (!existsSync(this.path)) return undefined;
    let number = 1;
    while (existsSync(`${this.path}.aside-${number}`)) number += 1;
    const aside = `${this.path}.aside-${number}`;
    // A copy: renamed, the whole keys in it would be in no `credentials.key` should the process end here.
    writeFileSync(aside, this.#content(), { mode: ITS_OWNER_ALONE, flag: 'wx', flush: true });
    if (isPosix) syncFolder(this.#directory);
    return aside;
  }

  /** Puts these keys in the place of what is there: after a crash the file holds the one or the other, whole. */
  write(keys: readonly Buffer[]): void {
    const next = `${this.path}.next`;
    rmSync(next, { force: true });
    const text = keys.map((key) => `${key.toString('base64')}\n`).join('');
    writeFileSync(next, text, { mode: ITS_OWNER_ALONE, flag: 'wx', flush: true });
    renameSync(next, this.path);
    if (isPosix) syncFolder(this.#directory);
  }

  /** Whether somebody else than its owner may read or change it. */
  isOpenToOthers(): boolean {
    return isPosix && existsSync(this.path) && (statSync(this.path).mode & OTHERS) !== 0;
  }

  #lines() {
    const lines = this.#content()
      .toString('utf8')
      .split('\n')
      .map((line) => line.trim());
    return lines.filter((line) => line !== '').map((line) => credentialsKey.safeParse(line));
  }

  #content(): Buffer {
    try {
      return readFileSync(this.path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SettingsError(`${this.path} should be readable for this process. ${reason}`, { cause: error });
    }
  }
}

/** Without it the rename may be undone by a power cut. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
