import { numberKey } from '#contract/number-spellings';
import { NUMBER_FAULTS, type NumberFault, readWrittenNumber } from '#contract/phone-number-rules';
import type { TableRows } from './columns';

/** Why a row is nobody: it has no number, one that is none anywhere, or one that a row before it has. */
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

/** A row as a preview shows it. */
export interface CheckedRow {
  /** Its place in the file, counted from 1. */
  readonly line: number;
  readonly written: string;
  /** E.164 digits; empty where it is no number. */
  readonly phoneNumber: string;
  readonly problem: RowProblem | null;
}

type ReadNumber = { readonly phoneNumber: string } | { readonly fault: NumberFault };

/** How many rows are checked before whatever else waits has its turn. */
const AT_ONCE = 1_000;

/** The rows of a file or list by the number of each: who is somebody, and what is wrong with the rest. */
export class CheckedRows {
  readonly #rows: TableRows;
  readonly #neighbour: string;
  /** The column of the numbers. */
  #column = 0;
  /** Places of rows. */
  #ready: number[] = [];
  #leftOut: number[] = [];
  #problems = new Uint8Array();
  #numbers: string[] = [];
  #turn = 0;

  /** `neighbour` is a number of the country whose people leave out its code, in digits. */
  constructor(rows: TableRows, neighbour: string) {
    this.#rows = rows;
    this.#neighbour = neighbour;
  }

  /**
   * Looks at every row; `told` hears which part of them is done, from 0 to 1. `pause` lets others have their turn. Resolves to
   * null where another check has begun meanwhile.
   */
  async check(
    { hasHeader, number: column }: { hasHeader: boolean; number: number },
    told: (part: number) => void,
    pause: () => Promise<void>,
  ): Promise<RowCounts | null> {
    const turn = (this.#turn += 1);
    this.#column = column;
    const [ready, leftOut, seen]: [number[], number[], Set<string>] = [[], [], new Set()];
    const problems = new Uint8Array(this.#rows.length);
    const numbers = new Array<string>(this.#rows.length).fill('');
    for (let place = hasHeader ? 1 : 0; place < this.#rows.length; place += 1) {
      const number = this.#numberAt(place);
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

  /** Places of rows of one kind, in the order of the file. */
  places(kind: RowKind, from: number, count: number): number[] {
    return (kind === 'ready' ? this.#ready : this.#leftOut).slice(from, from + count);
  }

  rowAt(place: number): CheckedRow {
    return {
      line: place + 1,
      written: this.cell(place, this.#column),
      phoneNumber: this.numberAt(place),
      problem: PROBLEMS[this.#problems[place] ?? 0] ?? null,
    };
  }

  /** E.164 digits; empty where there is none. */
  numberAt(place: number): string {
    return this.#numbers[place] ?? '';
  }

  cell(place: number, column: number): string {
    return (this.#rows[place]?.[column] ?? '').trim();
  }

  /** Null where nothing is written. */
  #numberAt(place: number): ReadNumber | null {
    const written = this.cell(place, this.#column);
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
}

/** Lets what has been asked meanwhile have its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
