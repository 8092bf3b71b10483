import { InjectionToken } from '@angular/core';
import type { GivenContact } from '#contract/contact-import';
import type { NamedSetting } from '#contract/team-settings';
import type { CheckedRow, RowProblem } from '../../../table-files/checked-rows';
import type { ShownColumn } from '../../../table-files/columns';
import type { TableKind, TableReader } from '../../../table-files/reader-requests';
import { WorkerReader } from '../../../table-files/worker-reader';
import type { Meaning } from './meanings';

/** What the names in a file stand for. */
export interface KnownNames {
  readonly stages: readonly NamedSetting[];
  readonly labels: readonly NamedSetting[];
}

/** What the columns of a file of contacts hold, by their places. */
export interface ContactMapping {
  /** The place of the row that has the names of the columns; null where none has. */
  readonly heading: number | null;
  readonly meanings: readonly Meaning[];
}

export interface ContactRow extends CheckedRow {
  readonly name: string;
  /** What else is read, in the order of the columns. */
  readonly values: readonly string[];
}

/** Stages and labels that a file names and the client does not have: as many as are shown, and how many there are. */
export interface MissingNames {
  readonly stages: readonly string[];
  readonly labels: readonly string[];
  readonly labelCount: number;
  readonly stageCount: number;
}

/** A row that was left out, by its place among those that are good, and why, in words. */
export interface LeftOutRow {
  readonly index: number;
  readonly why: string;
}

/** Files of contacts. */
export interface ContactTable extends TableKind {
  readonly known: TableKind['known'] & KnownNames & { readonly fields: readonly NamedSetting[] };
  readonly mapping: ContactMapping;
  readonly column: ShownColumn;
  readonly row: ContactRow;
  readonly item: GivenContact;
}

/** What else can be asked about files of contacts, and the answers. */
export interface ContactAnswers {
  /** Which names are missing; names stand for these ids from now on. */
  names: MissingNames;
  /** As many contacts as fit into one portion. */
  portion: readonly GivenContact[];
  /** A file of those left out, with why. */
  leftOut: Blob;
}

export type ContactRequest =
  | { readonly kind: 'names'; readonly known: KnownNames }
  | { readonly kind: 'portion'; readonly from: number }
  | {
      readonly kind: 'leftOut';
      /** Beside those that were no contacts from the first. */
      readonly rows: readonly LeftOutRow[];
      /** What is wrong with the others, in words, and the title of the column that says so. */
      readonly words: Readonly<Record<RowProblem, string>>;
      readonly heading: string;
    };

export interface ContactReader extends TableReader<ContactTable> {
  askMore<Request extends ContactRequest>(request: Request): Promise<ContactAnswers[Request['kind']]>;
}

/** Makes one of its own for whoever asks. */
export const CONTACT_READER = new InjectionToken<() => ContactReader>('CONTACT_READER', {
  factory: () => () => {
    const reader = new WorkerReader(new Worker(new URL('./contacts.worker', import.meta.url), { type: 'module' }));
    return {
      ask: (request, told) => reader.ask(request, told),
      askMore: (request) => reader.ask(request),
      close: () => {
        reader.close();
      },
    };
  },
});
