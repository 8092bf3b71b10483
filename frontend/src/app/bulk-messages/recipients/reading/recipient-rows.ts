import type { GivenRecipient } from '#contract/bulk-campaigns';
import { spellingsOf } from '#contract/number-spellings';
import { writtenNumber } from '#contract/phone-number-rules';
import { type ColumnMapping, guessedMapping, placesOfColumns, variableName } from './columns';

/** Why a row is no recipient: it has no number, one that is none anywhere, or one that a row before it has. */
export type RowProblem = 'missing' | 'invalid' | 'duplicate';

const PROBLEMS: readonly (RowProblem | null)[] = [null, 'missing', 'invalid', 'duplicate'];

/** Which rows a page is about. */
export type RowKind = 'ready' | 'leftOut';

export interface RowCounts {
  readonly ready: number;
  readonly missing: number;
  readonly invalid: number;
  readonly duplicate: number;
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
      if (number.read !== undefined) numbers[place] = number.read;
      problems[place] = PROBLEMS.indexOf(problem);
      (problem === null ? ready : leftOut).push(place);
      if (place % AT_ONCE === 0) {
        told(place / this.#rows.length);
        await pause();
        if (turn !== this.#turn) return null;
      }
    }
    [this.#ready, this.#leftOut, this.#problems, this.#numbers] = [ready, leftOut, problems, numbers];
    const countOf = (problem: RowProblem): number =>
      leftOut.filter((place) => PROBLEMS[problems[place] ?? 0] === problem).length;
    return {
      ready: ready.length,
      missing: countOf('missing'),
      invalid: countOf('invalid'),
      duplicate: countOf('duplicate'),
    };
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

  /** What is to be sent of the rows that are good, in the order of the file. */
  batch(from: number, count: number): GivenRecipient[] {
    const columns = this.columns(this.#mapping.hasHeader);
    const { name, variables } = this.#mapping;
    const carried = name === null ? variables : [name, ...variables];
    return this.#ready.slice(from, from + count).map((place) => {
      const called = this.#nameAt(place);
      const values = carried.flatMap((column) => {
        const value = this.#cell(place, column).slice(0, LONGEST_VALUE);
        return value === '' ? [] : [[columns[column]?.variable ?? variableName('', column), value] as const];
      });
      return {
        phoneNumber: `+${this.#numbers[place] ?? ''}`,
        ...(called !== '' && { name: called }),
        ...(values.length > 0 && { variables: Object.fromEntries(values) }),
      };
    });
  }

  #numberAt(place: number, { number }: ColumnMapping): { written: string; read: string | undefined } {
    const written = this.#cell(place, number);
    return { written, read: written === '' ? undefined : writtenNumber(written, this.#neighbour) };
  }

  /** Whoever has one of the spellings of a number is the same person. */
  #problemOf({ written, read }: { written: string; read: string | undefined }, seen: Set<string>): RowProblem | null {
    if (written === '') return 'missing';
    if (read === undefined) return 'invalid';
    const [spelling = read] = spellingsOf(read).toSorted();
    if (seen.has(spelling)) return 'duplicate';
    seen.add(spelling);
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
