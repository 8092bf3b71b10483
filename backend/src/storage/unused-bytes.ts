import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { DatabasePages } from './database-pages.ts';

/** Kinds of pages that hold cells, that is rows or parts of the way to them (SQLite's file format, "B-tree Pages"). */
const INNER_OF_INDEX = 0x02;
const INNER_OF_TABLE = 0x05;
const LEAF_OF_INDEX = 0x0a;
const LEAF_OF_TABLE = 0x0d;
/** Every other page begins with the number of a page: up to this many, its first byte is none of those. */
const MOST_PAGES = 0x02000000;

/**
 * The bytes of a SQLite file that belong to nothing. `secure_delete=FAST` overwrites the cells of what is deleted, but neither
 * pages that become free, nor what stays behind the end of a row on the last of its own pages, nor copies of rows of then in the
 * gap of a page that SQLite has laid out anew because it was full (`rebuildPage` in its btree.c). Here they are overwritten in
 * the file itself, which changes nothing that SQLite reads; so a crash in between harms nothing either.
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
    const pages = new DatabasePages(descriptor);
    const last = Math.min(first + count, pages.count, MOST_PAGES);
    if (last <= first) return false;
    const free = pages.free(first, last);
    for (const [index, page] of pages.read(first, last).entries()) {
      const number = first + index;
      const unused = free.get(number);
      const isChanged = unused === undefined ? overwriteUnused(page, number, pages) : zero(page, unused, pages.size);
      if (isChanged) pages.write(number, page);
    }
    if (pages.isChanged) fsyncSync(descriptor);
    return last === first + count;
  }

  /** Not before the last connection to the file. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}

/** Whether anything had to be overwritten on the page itself. One that is not as it should be is left alone. */
function overwriteUnused(page: Buffer, number: number, pages: DatabasePages): boolean {
  const at = DatabasePages.headerAt(number);
  const kind = page[at] ?? 0;
  const isInner = kind === INNER_OF_INDEX || kind === INNER_OF_TABLE;
  if (!isInner && kind !== LEAF_OF_INDEX && kind !== LEAF_OF_TABLE) return false;
  const pointers = at + (isInner ? 12 : 8);
  const gap = pointers + 2 * page.readUInt16BE(at + 3);
  const content = page.readUInt16BE(at + 5) || 65_536;
  if (gap > content || content > pages.usable) return false;
  for (let pointer = pointers; pointer < gap; pointer += 2)
    overwriteBehindRow(page, kind, page.readUInt16BE(pointer), pages);
  let isChanged = zero(page, gap, content);
  // Blocks within the content that cells have left: each begins with where the next one is, and its own size.
  for (let block = page.readUInt16BE(at + 1); block !== 0;) {
    if (block < content || block + 4 > pages.usable) return isChanged;
    const end = block + page.readUInt16BE(block + 2);
    if (end > pages.usable) return isChanged;
    isChanged = zero(page, block + 4, end) || isChanged;
    const next = page.readUInt16BE(block);
    if (next !== 0 && next < end) return isChanged;
    block = next;
  }
  return isChanged;
}

/** Of a cell whose row goes on on other pages: what is on the last of these behind its end. */
function overwriteBehindRow(page: Buffer, kind: number, cell: number, pages: DatabasePages): void {
  if (kind === INNER_OF_TABLE) return;
  const [length, afterLength] = varint(page, kind === INNER_OF_INDEX ? cell + 4 : cell);
  const here = bytesInCell(length, kind, pages.usable);
  if (here === length) return;
  const start = kind === LEAF_OF_TABLE ? varint(page, afterLength)[1] : afterLength;
  if (start + here + 4 > pages.usable) return;
  const last = pages.endOfRow(page.readUInt32BE(start + here) - 1, length - here);
  if (last && zero(last.page, last.end, pages.size)) pages.write(last.number, last.page);
}

/** How many of a row's bytes are in its cell ("B-tree Cell Format"). */
function bytesInCell(length: number, kind: number, usable: number): number {
  const most = kind === LEAF_OF_TABLE ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const even = least + ((length - least) % (usable - 4));
  return even <= most ? even : least;
}

/** A number of one to nine bytes, seven bits in each but the ninth, and where it ends. Lengths of rows and ids stay exact. */
function varint(page: Buffer, at: number): [value: number, end: number] {
  let value = 0;
  for (let length = 1; length < 9; length += 1) {
    const byte = page[at + length - 1] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + length];
  }
  return [value * 256 + (page[at + 8] ?? 0), at + 9];
}

function zero(page: Buffer, from: number, to: number): boolean {
  const part = page.subarray(from, Math.max(from, to));
  if (part.every((byte) => byte === 0)) return false;
  part.fill(0);
  return true;
}
