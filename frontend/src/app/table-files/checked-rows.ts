import { numberKey } from '#contract/number-spellings';
import { NUMBER_FAULTS, readWrittenNumbers } from '#contract/phone-number-rules';
import type { Table } from './columns';

/**
 * Why a row is nobody: it has no number, one that is none anywhere, or one that a row before it has; or what else it says is more
 * than there is room for.
 */
export const ROW_PROBLEMS = ['missing', ...NUMBER_FAULTS, 'text_too_long', 'too_many_labels', 'duplicate'] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

const PROBLEMS: readonly (RowProblem | null)[] = [null, ...ROW_PROBLEMS];

/** Which rows a page is about. */
export type RowKind = 'ready' | 'leftOut';

export interface RowCounts {
  readonly ready: number;
  /** By what is wrong with them, as far as there are any. */
  readonly leftOut: Readonly<Partial<Record<RowProblem, number>>>;
  /** Of the good ones, those with several numbers in one cell: the first of them counts. */
  readonly several: number;
}

/** A row as a preview shows it. */
export interface CheckedRow {
  /** Where it stands, as a spreadsheet counts its rows. */
  readonly line: number;
  readonly written: string;
  /** E.164 digits; empty where it is no number. */
  readonly phoneNumber: string;
  readonly problem: RowProblem | null;
  /** Of a row that is a `duplicate`: where the first of this number stands, as `line`; else null. */
  readonly repeats: number | null;
}

type ReadNumber = ReturnType<typeof readWrittenNumbers>;

/** How many rows are checked before whatever else waits has its turn. */
const AT_ONCE = 1_000;

/** The rows of a file or list by the number of each: who is somebody, and what is wrong with the rest. */
export class CheckedRows {
  readonly #table: Table;
  readonly #neighbour: string;
  readonly #problemBeside: (place: number) => RowProblem | null;
  /** The column of the numbers. */
  #column = 0;
  /** Places of rows. */
  #ready: number[] = [];
  #leftOut: number[] = [];
  #problems = new Uint8Array();
  #numbers: string[] = [];
  /** Places of rows that repeat another, by its place, and the other way around. */
  #repeatedBy = new Map<number, readonly number[]>();
  #repeats = new Map<number, number>();
  #turn = 0;

  /**
   * `neighbour` is a number of the country whose people leave out its code, in digits; `problemBeside` says what is wrong with the
   * row at a place beside its number.
   */
  constructor(table: Table, neighbour: string, problemBeside: (place: number) => RowProblem | null = () => null) {
    this.#table = table;
    this.#neighbour = neighbour;
    this.#problemBeside = problemBeside;
  }

  /**
   * Looks at every row; `told` hears which part of them is done, from 0 to 1. `pause` lets others have their turn. Resolves to
   * null where another check has begun meanwhile.
   */
  async check(
    { heading, number: column }: { heading: number | null; number: number },
    told: (part: number) => void,
    pause: () => Promise<void>,
  ): Promise<RowCounts | null> {
    const turn = (this.#turn += 1);
    this.#column = column;
    const [ready, leftOut]: [number[], number[]] = [[], []];
    const [seen, repeats] = [new Map<string, number>(), new Map<number, number>()];
    const count = this.#table.rows.length;
    const problems = new Uint8Array(count);
    const numbers = new Array<string>(count).fill('');
    let several = 0;
    for (let place = heading === null ? 0 : heading + 1; place < count; place += 1) {
      const number = this.#numberAt(place);
      const key = number !== null && 'phoneNumber' in number ? numberKey(number.phoneNumber) : '';
      // Whoever has one of the spellings of a number is the same person.
      const first = seen.get(key);
      const problem = this.#problemOf(number, place) ?? (first === undefined ? null : 'duplicate');
      if (problem === null) seen.set(key, place);
      else if (problem === 'duplicate' && first !== undefined) repeats.set(place, first);
      if (number !== null && 'phoneNumber' in number) {
        numbers[place] = number.phoneNumber;
        if (problem === null && number.hasOthers) several += 1;
      }
      problems[place] = PROBLEMS.indexOf(problem);
      (problem === null ? ready : leftOut).push(place);
      if (place % AT_ONCE === 0) {
        told(place / count);
        await pause();
        if (turn !== this.#turn) return null;
      }
    }
    [this.#ready, this.#leftOut, this.#problems, this.#numbers] = [ready, leftOut, problems, numbers];
    [this.#repeats, this.#repeatedBy] = [repeats, new Map<number, readonly number[]>()];
    for (const [place, first] of repeats) this.#repeatedBy.set(first, [...this.repeatedBy(first), place]);
    const counts: Partial<Record<RowProblem, number>> = {};
    for (const place of leftOut) {
      const problem = PROBLEMS[problems[place] ?? 0] ?? 'missing';
      counts[problem] = (counts[problem] ?? 0) + 1;
    }
    return { ready: ready.length, leftOut: counts, several };
  }

  /** Places of rows of one kind, in the order of the file. */
  places(kind: RowKind, from: number, count: number): number[] {
    return (kind === 'ready' ? this.#ready : this.#leftOut).slice(from, from + count);
  }

  /** Those of its number behind the row at this place. */
  repeatedBy(place: number): readonly number[] {
    return this.#repeatedBy.get(place) ?? [];
  }

  rowAt(place: number): CheckedRow {
    const first = this.#repeats.get(place);
    return {
      line: this.#lineOf(place),
      written: this.cell(place, this.#column),
      phoneNumber: this.numberAt(place),
      problem: PROBLEMS[this.#problems[place] ?? 0] ?? null,
      repeats: first === undefined ? null : this.#lineOf(first),
    };
  }

  /** E.164 digits; empty where there is none. */
  numberAt(place: number): string {
    return this.#numbers[place] ?? '';
  }

  cell(place: number, column: number): string {
    return (this.#table.rows[place]?.[column] ?? '').trim();
  }

  /** Null where nothing is written. */
  #numberAt(place: number): ReadNumber | null {
    const written = this.cell(place, this.#column);
    return written === '' ? null : readWrittenNumbers(written, this.#neighbour);
  }

  #lineOf(place: number): number {
    return this.#table.lines[place] ?? place + 1;
  }

  /** What is wrong with it by itself. */
  #problemOf(number: ReadNumber | null, place: number): RowProblem | null {
    if (number === null) return 'missing';
    return 'fault' in number ? number.fault : this.#problemBeside(place);
  }
}

/** Lets what has been asked meanwhile have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
