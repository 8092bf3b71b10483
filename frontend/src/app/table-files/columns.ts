import { readWrittenNumbers } from '#contract/phone-number-rules';
import { foldForSearch } from '#contract/search-words';
import { hasNames, type NameColumns, namesByTitle } from './name-columns';

/** Rows of a file, cell by cell. */
export type TableRows = readonly (readonly string[])[];

export interface Table {
  readonly rows: TableRows;
  /** Where each row stands as a spreadsheet shows it: counted from 1, those without anything included. */
  readonly lines: readonly number[];
}

/** What can be said of the columns of any file with people in it, by their places. */
export interface GuessedColumns {
  /** The place of the row that has the names of the columns; null where none has. */
  readonly heading: number | null;
  readonly number: number;
  readonly names: NameColumns;
}

export interface ShownColumn {
  /** Its title; empty without one. */
  readonly title: string;
  /** A few values of it. */
  readonly samples: readonly string[];
}

/** Above the people stand at most so many rows. */
export const MOST_ABOVE = 10;
/** How many rows are looked at to guess what a column holds. */
const LOOKED_AT = 50;
const NAME_LIKE = /^\p{L}[\p{L}\p{M}\s.'’-]*$/u;
const MOBILE_WORDS = /\b(whatsapp|celular|cel|movil|mobile)\b/;
const NUMBER_WORDS = /\b(whatsapp|celular|cel|movil|telefono|tel|phone|mobile|numero|number|fono)\b/;

/** What the columns of these rows most likely mean. */
export class ColumnGuess {
  readonly #rows: TableRows;
  readonly #neighbour: string;
  readonly #known = new Map<string, boolean>();

  /** `neighbour` is a number of the country whose people leave out its code. */
  constructor(rows: TableRows, neighbour: string) {
    this.#rows = rows;
    this.#neighbour = neighbour;
  }

  /**
   * The row with the names of the columns: of those above the first person the one with the most words that columns are called
   * by; where none has any, the last one, if it says something where numbers stand below it.
   */
  heading(): number | null {
    const head = this.#rows.slice(0, MOST_ABOVE);
    const firstPerson = head.findIndex((row) => row.some((cell) => this.#isNumber(cell)));
    const above = firstPerson < 0 ? head : head.slice(0, firstPerson);
    const words = above.map(titlesIn);
    const most = Math.max(...words, 0);
    if (most > 0) return words.lastIndexOf(most);
    if (firstPerson < 0) return this.#rows.length > 1 ? 0 : null;
    const column = head[firstPerson]?.findIndex((cell) => this.#isNumber(cell)) ?? 0;
    return (above.at(-1)?.[column] ?? '').trim() === '' ? null : firstPerson - 1;
  }

  /** Where this row has the names of the columns; null for none. */
  columns(heading: number | null): GuessedColumns {
    const looked = behind(this.#rows, heading).slice(0, LOOKED_AT);
    const places = placesOfColumns(this.#rows);
    const titles = titlesOf(this.#rows, heading);
    const numbersIn = places.map((place) => looked.filter((row) => this.#isNumber(row[place])).length);
    const most = Math.max(...numbersIn, 0);
    // A column that says so, unless what stands in it says otherwise.
    const named = (words: RegExp) =>
      places.find((place) => words.test(titles[place] ?? '') && (numbersIn[place] ?? 0) * 2 >= most);
    const number = named(MOBILE_WORDS) ?? named(NUMBER_WORDS) ?? Math.max(0, numbersIn.indexOf(most));
    const names = namesByTitle(titles.map((title, place) => (place === number ? '' : title)));
    return { heading, number, names: heading === null ? { ...names, whole: namesByContent(looked, number) } : names };
  }

  #isNumber(cell: string | undefined): boolean {
    const written = cell ?? '';
    const known = this.#known.get(written) ?? looksLikeNumber(readWrittenNumbers(written, this.#neighbour));
    this.#known.set(written, known);
    return known;
  }
}

/** One of which it is not said where it is from is one. */
function looksLikeNumber(read: ReturnType<typeof readWrittenNumbers>): boolean {
  return 'phoneNumber' in read || read.fault === 'ambiguous';
}

/** How many cells of a row read like the title of a column. */
function titlesIn(row: readonly string[]): number {
  const titles = row.map(comparableTitle);
  const numbers = titles.filter((title) => NUMBER_WORDS.test(title)).length;
  return numbers + (hasNames(namesByTitle(titles)) ? 1 : 0);
}

/** Without titles: the column that reads most like names of people, who are rarely called the same. */
function namesByContent(rows: TableRows, number: number): number | null {
  let [found, most]: [number | null, number] = [null, 0];
  for (const place of placesOfColumns(rows)) {
    const values = rows.map((row) => (row[place] ?? '').trim());
    const names = new Set(values.filter((value) => value.length <= 60 && NAME_LIKE.test(value)));
    if (place !== number && names.size > most && names.size * 2 >= rows.length) [found, most] = [place, names.size];
  }
  return found;
}

/** The titles of the columns as they can be compared; empty where none is known. */
export function titlesOf(rows: TableRows, heading: number | null): string[] {
  return placesOfColumns(rows).map((place) => (heading === null ? '' : comparableTitle(rows[heading]?.[place])));
}

/** A title without accents, capitals and what stands between its words. */
export function comparableTitle(title: string | undefined): string {
  return foldForSearch(title ?? '')
    .replaceAll('_', ' ')
    .trim();
}

/** As many as the widest of the first rows has. */
export function placesOfColumns(rows: TableRows): number[] {
  const width = Math.max(0, ...rows.slice(0, LOOKED_AT).map((row) => row.length));
  return Array.from({ length: width }, (_, place) => place);
}

/** As people see them, with this row as their titles or without any. */
export function shownColumns(rows: TableRows, heading: number | null): ShownColumn[] {
  const titles = heading === null ? [] : (rows[heading] ?? []);
  const examples = behind(rows, heading).slice(0, 200);
  return placesOfColumns(rows).map((place) => {
    const values = examples.map((row) => (row[place] ?? '').trim()).filter((value) => value !== '');
    return { title: (titles[place] ?? '').trim(), samples: [...new Set(values)].slice(0, 3) };
  });
}

/** The rows with people in them. */
function behind(rows: TableRows, heading: number | null): TableRows {
  return heading === null ? rows : rows.slice(heading + 1);
}
