import type { GivenRecipient } from '#contract/bulk-campaigns';
import type { ColumnMapping } from './columns';
import type { DecodedText } from './decoded-text';
import type { RowCounts, RowKind, ShownColumn, ShownRow } from './recipient-rows';

/** What a file or list turned out to be. */
export interface ReadShape {
  /** Of a file: how its letters were written, and what stands between its columns. */
  readonly file: { readonly encoding: DecodedText['encoding']; readonly separator: string } | null;
  readonly rows: number;
  readonly mapping: ColumnMapping;
  /** With and without the first row as their titles. */
  readonly columns: { readonly titled: readonly ShownColumn[]; readonly untitled: readonly ShownColumn[] };
}

/** What can be asked of whoever reads recipients, and the answers. */
export interface ReaderAnswers {
  file: ReadShape;
  list: ReadShape;
  /** Null where another check has begun meanwhile. */
  check: RowCounts | null;
  page: readonly ShownRow[];
  batch: readonly GivenRecipient[];
}

export type ReaderRequest =
  | { readonly kind: 'file'; readonly file: Blob; readonly neighbour: string }
  | { readonly kind: 'list'; readonly text: string; readonly neighbour: string }
  | { readonly kind: 'check'; readonly mapping: ColumnMapping }
  | { readonly kind: 'page'; readonly rows: RowKind; readonly from: number; readonly count: number }
  | { readonly kind: 'batch'; readonly from: number; readonly count: number };

export type AnswerOf<Request extends ReaderRequest> = ReaderAnswers[Request['kind']];

/** What a worker says of the request with this number: how far it is, what came of it, or that it failed. */
export type ReaderWord =
  | { readonly about: number; readonly part: number }
  | { readonly about: number; readonly answer: unknown }
  | { readonly about: number; readonly failed: true };
