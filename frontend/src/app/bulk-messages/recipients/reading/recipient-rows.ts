import type { GivenRecipient } from '#contract/bulk-campaigns';
import { type CheckedRow, CheckedRows, type RowCounts, type RowKind } from '../../../table-files/checked-rows';
import { type ShownColumn as AnyColumn, shownColumns, type TableRows } from '../../../table-files/columns';
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
  #mapping: ColumnMapping;

  /** `neighbour` is a number of the country whose people leave out its code, in digits. */
  constructor(rows: TableRows, neighbour: string, mapping?: ColumnMapping) {
    this.#rows = rows;
    this.#checked = new CheckedRows(rows, neighbour);
    this.#mapping = mapping ?? guessedMapping(rows, neighbour);
  }

  get mapping(): ColumnMapping {
    return this.#mapping;
  }

  get count(): number {
    return this.#rows.length;
  }

  columns(hasHeader: boolean): ShownColumn[] {
    return shownColumns(this.#rows, hasHeader).map((column, place) => ({
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
    const columns = this.columns(this.#mapping.hasHeader);
    const { name, variables, hasHeader } = this.#mapping;
    // A column of names without a title is no variable of its own: everybody has a name.
    const carried = name === null || !hasHeader ? variables : [name, ...variables];
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
    const { name } = this.#mapping;
    return name === null ? '' : this.#checked.cell(place, name).slice(0, LONGEST_NAME);
  }
}
