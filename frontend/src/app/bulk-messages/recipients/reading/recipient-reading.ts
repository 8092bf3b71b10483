import type { TableRows } from '../../../table-files/columns';
import { pastedRows } from '../../../table-files/pasted-list';
import { TableReading } from '../../../table-files/table-reading';
import type { RecipientTable } from './recipient-reader';
import { RecipientRows } from './recipient-rows';

/** A pasted list has no titles: a number, and a name behind it. */
const listMapping = { hasHeader: false, number: 0, name: 1, variables: [] };

/** Reads files and lists of recipients. */
export class RecipientReading extends TableReading<RecipientTable> {
  protected override fileRows(rows: TableRows, { neighbour }: RecipientTable['known']): RecipientRows {
    return new RecipientRows(rows, neighbour);
  }

  protected override listRows(text: string, { neighbour }: RecipientTable['known']): RecipientRows {
    return new RecipientRows(pastedRows(text), neighbour, listMapping);
  }
}
