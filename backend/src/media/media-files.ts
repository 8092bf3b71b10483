import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Thrown where more comes than may; nothing of it is kept. */
export class TooLargeError extends Error {}

/** A file that has arrived whole and has no name yet. */
export interface ArrivedFile {
  path: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/**
 * The files in `DATA_DIR/media`, each under its id and nothing else: no name anybody gives ever becomes a path. A file is
 * written beside them, forced to the disk, and only then put in its place.
 */
export class MediaFiles {
  readonly root: string;
  readonly #unfinished: string;

  /** Forgets what a process before this one has not finished. */
  constructor(dataDirectory: string) {
    this.root = join(dataDirectory, 'media');
    this.#unfinished = join(this.root, 'unfinished');
    rmSync(this.#unfinished, { recursive: true, force: true });
    mkdirSync(this.#unfinished, { recursive: true });
  }

  /** Takes in a stream, never more of it in memory than a piece. Rejects with `TooLargeError` past `limit` bytes. */
  async arrive(source: Readable, limit: number): Promise<ArrivedFile> {
    const path = this.newPath();
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        bytes += piece.length;
        if (bytes > limit) done(new TooLargeError());
        else {
          hash.update(piece);
          done(null, piece);
        }
      },
    });
    try {
      const file = await open(path, 'wx');
      await pipeline(source, counted, file.createWriteStream({ flush: true }));
      return { path, bytes, sha256: hash.digest('hex') };
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  /** Where something may be written that is not meant to stay; `discard` takes it away again, at the latest the next start. */
  newPath(): string {
    return join(this.#unfinished, randomUUID());
  }

  async discard(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Puts an arrived file in its place; from then on `pathOf` leads to it, also after a power cut. */
  async keep({ path }: ArrivedFile, id: string): Promise<void> {
    const folder = join(this.root, folderOf(id));
    const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
    await rename(path, this.pathOf(id));
    await syncFolder(folder);
    if (isNew) await syncFolder(this.root);
  }

  /** Puts the file of `from` under an id of its own too, without a copy of its bytes; undefined where it is gone. */
  async linkCopy(from: string): Promise<string | undefined> {
    const id = randomUUID();
    const folder = join(this.root, folderOf(id));
    const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
    try {
      await link(this.pathOf(from), this.pathOf(id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    // Its row is still to come: the clean-up takes what has long been without one.
    const now = new Date();
    await utimes(this.pathOf(id), now, now);
    await syncFolder(folder);
    if (isNew) await syncFolder(this.root);
    return id;
  }

  pathOf(id: string): string {
    return join(this.root, this.placeOf(id));
  }

  /** The path within `root`. */
  placeOf(id: string): string {
    return join(folderOf(id), id);
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** The ids of files last written, or linked, before `moment` (milliseconds since 1970), folder by folder. */
  async *idsBefore(moment: number): AsyncGenerator<string[]> {
    for (const folder of await readdir(this.root)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      const old: string[] = [];
      for (const id of (await readdir(join(this.root, folder))).filter(isId)) {
        const written = await stat(this.pathOf(id)).catch(() => undefined);
        if (written && written.mtimeMs < moment) old.push(id);
      }
      yield old;
    }
  }
}

function isId(name: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name);
}

function folderOf(id: string): string {
  if (!isId(id)) throw new Error('This is no id of a file.');
  return id.slice(0, 2);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
