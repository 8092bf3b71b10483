import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATH = /^\/v\/t62\.7118-24\/([0-9A-F]{32})_n\.enc$/;

/** The encrypted files that lie at WhatsApp, by the path messages name (`directPath`). */
export class FileStore {
  readonly #folder: string;
  readonly #isTemporary: boolean;

  /** Without a folder everything is gone at the end. */
  constructor(folder?: string) {
    this.#isTemporary = folder === undefined;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), 'lab-files-'));
    mkdirSync(this.#folder, { recursive: true });
  }

  async keep(sealed: Uint8Array): Promise<string> {
    const path = newPath();
    await writeFile(this.fileAt(path), sealed);
    return path;
  }

  /** Takes over a file that was written to `upload`. */
  async take(upload: string): Promise<string> {
    const path = newPath();
    await rename(upload, this.fileAt(path));
    return path;
  }

  /** Where an upload may be written. */
  newUpload(): string {
    return join(this.#folder, `upload-${randomBytes(16).toString('hex')}`);
  }

  read(path: string): Promise<Buffer> {
    return readFile(this.fileAt(path));
  }

  /** WhatsApp has deleted it, as it does after some weeks. The phones that had it still do. */
  async expire(path: string): Promise<void> {
    await rename(this.fileAt(path), this.#expired(path));
  }

  /** A phone uploads anew what WhatsApp has deleted; undefined where no phone has it. */
  async renew(path: string): Promise<string | undefined> {
    const fresh = newPath();
    try {
      await copyFile(this.#expired(path), this.fileAt(fresh));
      return fresh;
    } catch {
      return undefined;
    }
  }

  /** No phone has it any more either. */
  async forget(path: string): Promise<void> {
    await Promise.all([rm(this.fileAt(path), { force: true }), rm(this.#expired(path), { force: true })]);
  }

  /** Throws for what is no path of a file. */
  fileAt(path: string): string {
    const name = PATH.exec(path)?.[1];
    if (name === undefined) throw new Error(`There is no file at ${path}`);
    return join(this.#folder, name);
  }

  close(): void {
    if (this.#isTemporary) rmSync(this.#folder, { recursive: true, force: true });
  }

  #expired(path: string): string {
    return `${this.fileAt(path)}-expired`;
  }
}

function newPath(): string {
  return `/v/t62.7118-24/${randomBytes(16).toString('hex').toUpperCase()}_n.enc`;
}
