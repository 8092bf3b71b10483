import { nextTurn, type RowCounts, type RowKind } from './checked-rows';
import { MOST_ABOVE, type Table } from './columns';
import { type FileShape, type NoTable, parsedFile, type ParsedText } from './parsed-file';
import type { ReaderRequest, ReadShape, TableKind } from './reader-requests';

type ListedTable = Table & Pick<ParsedText, 'openQuote'>;

/** The rows of a file or list, what is wrong with each, and what becomes of those that are good. */
export interface ReadRows<Kind extends TableKind> {
  readonly mapping: Kind['mapping'];
  columns(heading: number | null): Kind['column'][];
  /** What the columns most likely mean where this row has their names. */
  guess(heading: number | null): Kind['mapping'];
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

  protected abstract fileRows(table: Table, known: Kind['known']): ReadRows<Kind>;
  protected abstract listRows(table: Table, known: Kind['known']): ReadRows<Kind>;
  /** What a list that was typed or pasted has. */
  protected abstract parsedList(text: string): ListedTable | NoTable;

  /** With one of the `ReaderAnswers`. `told` hears which part is done, from 0 to 1. */
  async answer(request: ReaderRequest<Kind>, told: (part: number) => void): Promise<unknown> {
    switch (request.kind) {
      case 'file': {
        const read = await parsedFile(request.file);
        if ('refused' in read) return read;
        return this.#take(this.fileRows(read.table, request.known), read.table, read.shape);
      }
      case 'list': {
        const table = this.parsedList(request.text);
        return 'refused' in table ? table : this.#take(this.listRows(table, request.known), table, null);
      }
      case 'check':
        return (await this.#rows?.check(request.mapping, told, nextTurn)) ?? null;
      case 'page':
        return this.#rows?.page(request.rows, request.from, request.count) ?? [];
      case 'batch':
        return this.#rows?.batch(request.from, request.count) ?? [];
    }
  }

  #take(rows: ReadRows<Kind>, { lines, openQuote }: ListedTable, file: FileShape | null): ReadShape<Kind> {
    this.#rows = rows;
    const possible = [null, ...lines.slice(0, MOST_ABOVE).keys()];
    const headings = possible.map((place) => ({
      line: place === null ? null : (lines[place] ?? null),
      columns: rows.columns(place),
      mapping: rows.guess(place),
    }));
    return { file, rows: lines.length, openQuote, mapping: rows.mapping, headings };
  }
}
