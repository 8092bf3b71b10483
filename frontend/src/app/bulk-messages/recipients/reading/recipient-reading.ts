import type { Table } from '../../../table-files/columns';
import { pastedList } from '../../../table-files/pasted-list';
import { TableReading } from '../../../table-files/table-reading';
import type { RecipientTable } from './recipient-reader';
import { RecipientRows } from './recipient-rows';

/** A pasted list has no titles: a number, and a name behind it. */
const listMapping = { heading: null, number: 0, name: [1], variables: [] };

/** Reads files and lists of recipients. */
export class RecipientReading extends TableReading<RecipientTable> {
  protected override fileRows(table: Table, { neighbour }: RecipientTable['known']): RecipientRows {
    return new RecipientRows(table, neighbour);
  }

  protected override parsedList(text: string): Table & { openQuote: null } {
    return { ...pastedList(text), openQuote: null };
  }

  protected override listRows(table: Table, { neighbour }: RecipientTable['known']): RecipientRows {
    return new RecipientRows(table, neighbour, listMapping);
  }
}
