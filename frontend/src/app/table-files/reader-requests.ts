import type { CheckedRow, RowCounts, RowKind } from './checked-rows';
import type { ShownColumn } from './columns';
import type { FileShape, NoTable } from './parsed-file';

/** What is read out of files of one kind. */
export interface TableKind {
  /** What is known beside the file and helps to understand it. */
  readonly known: {
    /** A number of the country whose people leave out its code, in digits. */
    readonly neighbour: string;
  };
  /** What the columns mean; `heading` is the place of the row with their names, null where none has them. */
  readonly mapping: { readonly heading: number | null };
  readonly column: ShownColumn;
  /** A row as the preview shows it. */
  readonly row: CheckedRow;
  /** What a row that is good becomes for the server. */
  readonly item: object;
}

/** What the columns most likely are where this row has their names. */
export interface PossibleHeading<Kind extends TableKind> {
  /** Where it stands, as a spreadsheet counts its rows; null where no row has names. */
  readonly line: number | null;
  readonly columns: readonly Kind['column'][];
  readonly mapping: Kind['mapping'];
}

/** What a file or list turned out to be. */
export interface ReadShape<Kind extends TableKind> {
  /** Null of a list. */
  readonly file: FileShape | null;
  readonly rows: number;
  /** The row in which a quotation mark opens that does not close; null for none. */
  readonly openQuote: number | null;
  readonly mapping: Kind['mapping'];
  /** None, and each of the first rows. */
  readonly headings: readonly PossibleHeading<Kind>[];
}

/** What can be asked of whoever reads a table, and the answers. */
export interface ReaderAnswers<Kind extends TableKind> {
  file: ReadShape<Kind> | NoTable;
  list: ReadShape<Kind> | NoTable;
  /** Null where another check has begun meanwhile. */
  check: RowCounts | null;
  page: readonly Kind['row'][];
  batch: readonly Kind['item'][];
}

export type ReaderRequest<Kind extends TableKind> =
  | { readonly kind: 'file'; readonly file: Blob; readonly known: Kind['known'] }
  | { readonly kind: 'list'; readonly text: string; readonly known: Kind['known'] }
  | { readonly kind: 'check'; readonly mapping: Kind['mapping'] }
  | { readonly kind: 'page'; readonly rows: RowKind; readonly from: number; readonly count: number }
  | { readonly kind: 'batch'; readonly from: number; readonly count: number };

export type AnswerOf<
  Kind extends TableKind,
  Request extends ReaderRequest<Kind>,
> = ReaderAnswers<Kind>[Request['kind']];

/** Reads a table without holding up the page. Rejects where that cannot be had, or what is to be read cannot be read. */
export interface TableReader<Kind extends TableKind> {
  /** `told` hears which part is done, from 0 to 1. */
  ask<Request extends ReaderRequest<Kind>>(
    request: Request,
    told?: (part: number) => void,
  ): Promise<AnswerOf<Kind, Request>>;
  /** Stops whatever is being read, for good. */
  close(): void;
}
