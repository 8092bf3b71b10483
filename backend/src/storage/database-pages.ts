import { fstatSync, readSync, writeSync } from 'node:fs';

/** The file's own header is in front of the first page's. */
const FILE_HEADER = 100;
/** Where in it: bytes of a page, those at its end that SQLite leaves alone, the first page of the list of free ones. */
const PAGE_SIZE = 16;
const RESERVED = 20;
const FIRST_FREE = 32;

/** The pages of a SQLite file, the first being 0 here and 1 in the file itself (SQLite's file format, "Pages"). */
export class DatabasePages {
  readonly #descriptor: number;
  readonly #firstFree: number;
  /** Bytes of a page. */
  readonly size: number;
  /** So many of them, from the first on, SQLite uses. */
  readonly usable: number;
  readonly count: number;
  /** Whether something was written that `fsync` has to bring to the disk. */
  isChanged = false;

  /** `descriptor` is of a file that nobody changes meanwhile. */
  constructor(descriptor: number) {
    const header = Buffer.alloc(FILE_HEADER);
    readSync(descriptor, header, 0, FILE_HEADER, 0);
    this.#descriptor = descriptor;
    this.#firstFree = header.readUInt32BE(FIRST_FREE);
    const size = header.readUInt16BE(PAGE_SIZE);
    this.size = size === 1 ? 65_536 : size;
    this.usable = this.size - header.readUInt8(RESERVED);
    this.count = Math.floor(fstatSync(descriptor).size / this.size);
  }

  /** Where the header of a page begins. */
  static headerAt(number: number): number {
    return number === 0 ? FILE_HEADER : 0;
  }

  /** The pages from `first` on, before `last`. */
  read(first: number, last: number): Buffer[] {
    const bytes = Buffer.allocUnsafe((last - first) * this.size);
    readSync(this.#descriptor, bytes, 0, bytes.length, first * this.size);
    return Array.from({ length: last - first }, (_, index) =>
      bytes.subarray(index * this.size, (index + 1) * this.size),
    );
  }

  readOne(number: number): Buffer {
    const [page] = this.read(number, number + 1);
    if (!page) throw new RangeError(`There is no page ${String(number)}.`);
    return page;
  }

  write(number: number, page: Buffer): void {
    writeSync(this.#descriptor, page, 0, this.size, number * this.size);
    this.isChanged = true;
  }

  /**
   * Which pages from `first` on, before `last`, are free, each with where on it begins what SQLite does not read ("The Freelist").
   * The list, which names them in no order, is read through each time: it may change between two commits.
   */
  free(first: number, last: number): Map<number, number> {
    const free = new Map<number, number>();
    const note = (number: number, unused: number): void => {
      if (number >= first && number < last) free.set(number, unused);
    };
    let trunk = this.#firstFree - 1;
    // No more of them than pages, whatever the list says.
    for (let trunks = 0; this.#has(trunk) && trunks < this.count; trunks += 1) {
      const page = this.readOne(trunk);
      const leaves = Math.min(page.readUInt32BE(4), (this.usable - 8) / 4);
      note(trunk, 8 + 4 * leaves);
      for (let leaf = 0; leaf < leaves; leaf += 1) note(page.readUInt32BE(8 + 4 * leaf) - 1, 0);
      trunk = page.readUInt32BE(0) - 1;
    }
    return free;
  }

  /**
   * The last of the pages of a row that goes on from page to page, `first` being the first of them and `length` the bytes on
   * all ("Cell Payload Overflow Pages"), and where on it the row ends. Undefined where they are not as they should be.
   */
  endOfRow(first: number, length: number): { number: number; page: Buffer; end: number } | undefined {
    const each = this.usable - 4;
    let number = first;
    for (let left = length; this.#has(number); left -= each) {
      const page = this.readOne(number);
      const next = page.readUInt32BE(0) - 1;
      if (left <= each) return next === -1 ? { number, page, end: 4 + left } : undefined;
      number = next;
    }
    return undefined;
  }

  #has(number: number): boolean {
    return number >= 0 && number < this.count;
  }
}
