import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';

/** Kinds of pages that hold cells: inner and leaf ones, of indexes and of tables (SQLite's file format, "B-tree Pages"). */
const INNER = new Set([0x02, 0x05]);
const LEAF = new Set([0x0a, 0x0d]);
/** Every other page begins with the number of a page: up to this many, its first byte is none of those. */
const MOST_PAGES = 0x02000000;
/** The file's own header is in front of the first page's. */
const FILE_HEADER = 100;

/**
 * The bytes of a SQLite file that belong to no cell. `secure_delete` overwrites what is deleted, but not what is left behind where
 * SQLite lays out a page anew because it is full (`rebuildPage` in its btree.c): copies of rows of then, in the gap of a page. Here
 * they are overwritten in the file itself, which changes nothing that SQLite reads; so a crash in between harms nothing either.
 * To be used while everything is in the file, nobody else may write, and no connection that writes holds a page in memory.
 */
export class UnusedBytes {
  readonly #file: string;
  /** Stays open as long as SQLite has the file: to close it would take away SQLite's own locks (POSIX). */
  #descriptor: number | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whether everything is in the file. */
  isLogEmpty(): boolean {
    return (statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  }

  /** Overwrites those of `count` pages from the page `first` on, the first of all being 0. False where the file ends before that. */
  overwrite(first: number, count: number): boolean {
    const descriptor = (this.#descriptor ??= openSync(this.#file, 'r+'));
    const size = this.#pageSize(descriptor);
    const last = Math.min(first + count, Math.floor(fstatSync(descriptor).size / size), MOST_PAGES);
    if (last <= first) return false;
    const bytes = Buffer.allocUnsafe((last - first) * size);
    readSync(descriptor, bytes, 0, bytes.length, first * size);
    let isChanged = false;
    for (let number = first; number < last; number += 1) {
      const page = bytes.subarray((number - first) * size, (number - first + 1) * size);
      if (!overwriteUnused(page, number === 0 ? FILE_HEADER : 0)) continue;
      writeSync(descriptor, page, 0, size, number * size);
      isChanged = true;
    }
    if (isChanged) fsyncSync(descriptor);
    return last === first + count;
  }

  /** Not before the last connection to the file. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #pageSize(descriptor: number): number {
    const header = Buffer.alloc(FILE_HEADER);
    readSync(descriptor, header, 0, FILE_HEADER, 0);
    const size = header.readUInt16BE(16);
    return size === 1 ? 65_536 : size;
  }
}

/** Whether anything had to be overwritten. A page that is not as it should be is left alone. */
function overwriteUnused(page: Buffer, at: number): boolean {
  const kind = page[at] ?? 0;
  if (!INNER.has(kind) && !LEAF.has(kind)) return false;
  const pointers = at + (INNER.has(kind) ? 12 : 8);
  const gap = pointers + 2 * page.readUInt16BE(at + 3);
  const content = page.readUInt16BE(at + 5) || 65_536;
  if (gap > content || content > page.length) return false;
  let isChanged = zero(page, gap, content);
  // Blocks within the content that cells have left: each begins with where the next one is, and its own size.
  for (let block = page.readUInt16BE(at + 1); block !== 0;) {
    if (block < content || block + 4 > page.length) return isChanged;
    const end = block + page.readUInt16BE(block + 2);
    if (end > page.length) return isChanged;
    isChanged = zero(page, block + 4, end) || isChanged;
    const next = page.readUInt16BE(block);
    if (next !== 0 && next < end) return isChanged;
    block = next;
  }
  return isChanged;
}

function zero(page: Buffer, from: number, to: number): boolean {
  const part = page.subarray(from, Math.max(from, to));
  if (part.every((byte) => byte === 0)) return false;
  part.fill(0);
  return true;
}
