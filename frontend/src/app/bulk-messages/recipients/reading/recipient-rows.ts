import type { GivenRecipient } from '#contract/bulk-campaigns';
import { type CheckedRow, CheckedRows, type RowCounts, type RowKind } from '../../../table-files/checked-rows';
import {
  ColumnGuess,
  type ShownColumn as AnyColumn,
  shownColumns,
  type Table,
  type TableRows,
} from '../../../table-files/columns';
import { type ColumnMapping, guessedMapping, variableName } from './columns';

/** A row as the preview shows it. */
export interface ShownRow extends CheckedRow {
  readonly name: string;
  /** The values that come along, in the order of the mapping. */
  readonly values: readonly string[];
}

export interface ShownColumn extends AnyColumn {
  /** What it is called in texts. */
  readonly variable: string;
}

const LONGEST_NAME = 200;
const LONGEST_VALUE = 1_024;

/** The rows of a file or list, what is wrong with each, and what of them becomes a recipient. */
export class RecipientRows {
  readonly #rows: TableRows;
  readonly #checked: CheckedRows;
  readonly #guess: ColumnGuess;
  #mapping: ColumnMapping;

  /** `neighbour` is a number of the country whose people leave out its code, in digits. */
  constructor(table: Table, neighbour: string, mapping?: ColumnMapping) {
    this.#rows = table.rows;
    this.#checked = new CheckedRows(table, neighbour);
    this.#guess = new ColumnGuess(table.rows, neighbour);
    this.#mapping = mapping ?? guessedMapping(table.rows, this.#guess);
  }

  get mapping(): ColumnMapping {
    return this.#mapping;
  }

  guess(heading: number | null): ColumnMapping {
    return guessedMapping(this.#rows, this.#guess, heading);
  }

  columns(heading: number | null): ShownColumn[] {
    return shownColumns(this.#rows, heading).map((column, place) => ({
      ...column,
      variable: variableName(column.title, place),
    }));
  }

  /** As `CheckedRows` looks at them. */
  check(mapping: ColumnMapping, told: (part: number) => void, pause: () => Promise<void>): Promise<RowCounts | null> {
    this.#mapping = mapping;
    return this.#checked.check(mapping, told, pause);
  }

  /** Rows of one kind, in the order of the file. */
  page(kind: RowKind, from: number, count: number): ShownRow[] {
    return this.#checked.places(kind, from, count).map((place) => ({
      ...this.#checked.rowAt(place),
      name: this.#nameAt(place),
      values: this.#mapping.variables.map((column) => this.#checked.cell(place, column)),
    }));
  }

  /**
   * What is to be sent of the rows that are good, in the order of the file. The first of them has the empty columns too, so that
   * the server knows of each.
   */
  batch(from: number, count: number): GivenRecipient[] {
    const { name, variables, heading } = this.#mapping;
    const columns = this.columns(heading);
    // A column of names without a title is no variable of its own: everybody has a name.
    const carried = heading === null ? variables : [...name, ...variables];
    return this.#checked.places('ready', from, count).map((place, index) => {
      const called = this.#nameAt(place);
      const values = carried.flatMap((column) => {
        const value = this.#checked.cell(place, column).slice(0, LONGEST_VALUE);
        return value === '' && index > 0
          ? []
          : [[columns[column]?.variable ?? variableName('', column), value] as const];
      });
      return {
        phoneNumber: `+${this.#checked.numberAt(place)}`,
        ...(called !== '' && { name: called }),
        ...(values.length > 0 && { variables: Object.fromEntries(values) }),
      };
    });
  }

  #nameAt(place: number): string {
    const parts = this.#mapping.name.map((column) => this.#checked.cell(place, column));
    return parts
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, LONGEST_NAME);
  }
}
