import { nextTurn, type RowCounts, type RowKind } from './checked-rows';
import type { TableRows } from './columns';
import { type FileShape, parsedFile } from './parsed-file';
import type { ReaderRequest, ReadShape, TableKind } from './reader-requests';

/** The rows of a file or list, what is wrong with each, and what becomes of those that are good. */
export interface ReadRows<Kind extends TableKind> {
  readonly count: number;
  readonly mapping: Kind['mapping'];
  columns(hasHeader: boolean): Kind['column'][];
  /** Looks at every row; null where another check has begun meanwhile. */
  check(mapping: Kind['mapping'], told: (part: number) => void, pause: () => Promise<void>): Promise<RowCounts | null>;
  /** Rows of one kind, in the order of the file. */
  page(kind: RowKind, from: number, count: number): Kind['row'][];
  /** Of those that are good, in the order of the file. */
  batch(from: number, count: number): Kind['item'][];
}

/** Reads files and lists of one kind, one at a time, and answers what is asked about the last. */
export abstract class TableReading<Kind extends TableKind> {
  #rows: ReadRows<Kind> | null = null;

  protected abstract fileRows(rows: TableRows, known: Kind['known']): ReadRows<Kind>;
  protected abstract listRows(text: string, known: Kind['known']): ReadRows<Kind>;

  /** With one of the `ReaderAnswers`. `told` hears which part is done, from 0 to 1. */
  async answer(request: ReaderRequest<Kind>, told: (part: number) => void): Promise<unknown> {
    switch (request.kind) {
      case 'file': {
        const { rows, shape } = await parsedFile(request.file);
        return this.#take(this.fileRows(rows, request.known), shape);
      }
      case 'list':
        return this.#take(this.listRows(request.text, request.known), null);
      case 'check':
        return (await this.#rows?.check(request.mapping, told, nextTurn)) ?? null;
      case 'page':
        return this.#rows?.page(request.rows, request.from, request.count) ?? [];
      case 'batch':
        return this.#rows?.batch(request.from, request.count) ?? [];
    }
  }

  #take(rows: ReadRows<Kind>, file: FileShape | null): ReadShape<Kind> {
    this.#rows = rows;
    const { count, mapping } = rows;
    return { file, rows: count, mapping, columns: { titled: rows.columns(true), untitled: rows.columns(false) } };
  }
}
