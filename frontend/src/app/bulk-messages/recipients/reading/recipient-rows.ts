import type { GivenRecipient } from '#contract/bulk-campaigns';
import { numberKey } from '#contract/number-spellings';
import { NUMBER_FAULTS, type NumberFault, readWrittenNumber } from '#contract/phone-number-rules';
import { type ColumnMapping, guessedMapping, placesOfColumns, variableName } from './columns';

/** Why a row is no recipient: it has no number, one that is none anywhere, or one that a row before it has. */
export const ROW_PROBLEMS = ['missing', ...NUMBER_FAULTS, 'duplicate'] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

const PROBLEMS: readonly (RowProblem | null)[] = [null, ...ROW_PROBLEMS];

/** Which rows a page is about. */
export type RowKind = 'ready' | 'leftOut';

export interface RowCounts {
  readonly ready: number;
  /** By what is wrong with them, as far as there are any. */
  readonly leftOut: Readonly<Partial<Record<RowProblem, number>>>;
}

/** A row as the preview shows it. */
export interface ShownRow {
  /** Its place in the file, counted from 1. */
  readonly line: number;
  readonly written: string;
  /** E.164 digits; empty where it is no number. */
  readonly phoneNumber: string;
  readonly name: string;
  readonly problem: RowProblem | null;
  /** The values that come along, in the order of the mapping. */
  readonly values: readonly string[];
}

export interface ShownColumn {
  /** Its title; empty without one. */
  readonly title: string;
  /** What it is called in texts. */
  readonly variable: string;
  /** A few values of it. */
  readonly samples: readonly string[];
}

type ReadNumber = { readonly phoneNumber: string } | { readonly fault: NumberFault };

/** How many rows are checked before whatever else waits has its turn. */
const AT_ONCE = 1_000;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 1_024;

/** The rows of a file or list, what is wrong with each, and what of them becomes a recipient. */
export class RecipientRows {
  readonly #rows: readonly (readonly string[])[];
  readonly #neighbour: string;
  #mapping: ColumnMapping;
  /** Places of rows. */
  #ready: number[] = [];
  #leftOut: number[] = [];
  #problems = new Uint8Array();
  #numbers: string[] = [];
  #turn = 0;

  /** `neighbour` is a number of the country whose people leave out its code, in digits. */
  constructor(rows: readonly (readonly string[])[], neighbour: string, mapping?: ColumnMapping) {
    this.#rows = rows;
    this.#neighbour = neighbour;
    this.#mapping = mapping ?? guessedMapping(rows, neighbour);
  }

  get mapping(): ColumnMapping {
    return this.#mapping;
  }

  get count(): number {
    return this.#rows.length;
  }

  columns(hasHeader: boolean): ShownColumn[] {
    const [first = []] = this.#rows;
    const examples = this.#rows.slice(hasHeader ? 1 : 0, 200);
    return placesOfColumns(this.#rows).map((place) => {
      const title = hasHeader ? (first[place] ?? '').trim() : '';
      const values = examples.map((row) => (row[place] ?? '').trim()).filter((value) => value !== '');
      return { title, variable: variableName(title, place), samples: [...new Set(values)].slice(0, 3) };
    });
  }

  /**
   * Looks at every row; `told` hears which part of them is done, from 0 to 1. `pause` lets others have their turn. Resolves to
   * null where another check has begun meanwhile.
   */
  async check(
    mapping: ColumnMapping,
    told: (part: number) => void,
    pause: () => Promise<void>,
  ): Promise<RowCounts | null> {
    const turn = (this.#turn += 1);
    this.#mapping = mapping;
    const [ready, leftOut, seen]: [number[], number[], Set<string>] = [[], [], new Set()];
    const problems = new Uint8Array(this.#rows.length);
    const numbers = new Array<string>(this.#rows.length).fill('');
    for (let place = mapping.hasHeader ? 1 : 0; place < this.#rows.length; place += 1) {
      const number = this.#numberAt(place, mapping);
      const problem = this.#problemOf(number, seen);
      if (number !== null && 'phoneNumber' in number) numbers[place] = number.phoneNumber;
      problems[place] = PROBLEMS.indexOf(problem);
      (problem === null ? ready : leftOut).push(place);
      if (place % AT_ONCE === 0) {
        told(place / this.#rows.length);
        await pause();
        if (turn !== this.#turn) return null;
      }
    }
    [this.#ready, this.#leftOut, this.#problems, this.#numbers] = [ready, leftOut, problems, numbers];
    const counts: Partial<Record<RowProblem, number>> = {};
    for (const place of leftOut) {
      const problem = PROBLEMS[problems[place] ?? 0] ?? 'missing';
      counts[problem] = (counts[problem] ?? 0) + 1;
    }
    return { ready: ready.length, leftOut: counts };
  }

  /** Rows of one kind, in the order of the file. */
  page(kind: RowKind, from: number, count: number): ShownRow[] {
    const places = kind === 'ready' ? this.#ready : this.#leftOut;
    return places.slice(from, from + count).map((place) => ({
      line: place + 1,
      written: this.#cell(place, this.#mapping.number),
      phoneNumber: this.#numbers[place] ?? '',
      name: this.#nameAt(place),
      problem: PROBLEMS[this.#problems[place] ?? 0] ?? null,
      values: this.#mapping.variables.map((column) => this.#cell(place, column)),
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
    return this.#ready.slice(from, from + count).map((place, index) => {
      const called = this.#nameAt(place);
      const values = carried.flatMap((column) => {
        const value = this.#cell(place, column).slice(0, LONGEST_VALUE);
        return value === '' && index > 0
          ? []
          : [[columns[column]?.variable ?? variableName('', column), value] as const];
      });
      return {
        phoneNumber: `+${this.#numbers[place] ?? ''}`,
        ...(called !== '' && { name: called }),
        ...(values.length > 0 && { variables: Object.fromEntries(values) }),
      };
    });
  }

  /** Null where nothing is written. */
  #numberAt(place: number, { number }: ColumnMapping): ReadNumber | null {
    const written = this.#cell(place, number);
    return written === '' ? null : readWrittenNumber(written, this.#neighbour);
  }

  /** Whoever has one of the spellings of a number is the same person. */
  #problemOf(number: ReadNumber | null, seen: Set<string>): RowProblem | null {
    if (number === null) return 'missing';
    if ('fault' in number) return number.fault;
    const key = numberKey(number.phoneNumber);
    if (seen.has(key)) return 'duplicate';
    seen.add(key);
    return null;
  }

  #nameAt(place: number): string {
    const { name } = this.#mapping;
    return name === null ? '' : this.#cell(place, name).slice(0, LONGEST_NAME);
  }

  #cell(place: number, column: number): string {
    return (this.#rows[place]?.[column] ?? '').trim();
  }
}
