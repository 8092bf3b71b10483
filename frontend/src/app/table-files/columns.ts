import { writtenNumber } from '#contract/phone-number-rules';
import { foldForSearch } from '#contract/search-words';

/** Rows of a file, cell by cell. */
export type TableRows = readonly (readonly string[])[];

/** What can be said of the columns of any file with people in it, by their places. */
export interface GuessedColumns {
  /** Whether the first row has the names of the columns. */
  readonly hasHeader: boolean;
  readonly number: number;
  readonly name: number | null;
}

export interface ShownColumn {
  /** Its title; empty without one. */
  readonly title: string;
  /** A few values of it. */
  readonly samples: readonly string[];
}

/** How many rows are looked at to guess what a column holds. */
const LOOKED_AT = 50;
const NUMBER_WORDS = /\b(whatsapp|celular|cel|movil|telefono|tel|phone|mobile|numero|number|fono)\b/;
const NAME_WORDS = /\b(nombre|nombres|name|cliente|contacto|first name)\b/;

/** What the columns most likely mean. `neighbour` is a number of the country whose people leave out its code. */
export function guessedColumns(rows: TableRows, neighbour: string): GuessedColumns {
  const [first = []] = rows;
  const isNumber = (cell: string | undefined): boolean => writtenNumber(cell ?? '', neighbour) !== undefined;
  const hasHeader = !first.some(isNumber);
  const looked = rows.slice(hasHeader ? 1 : 0, LOOKED_AT);
  const places = placesOfColumns(rows);
  const numbersIn = places.map((place) => looked.filter((row) => isNumber(row[place])).length);
  const titles = places.map((place) => (hasHeader ? comparableTitle(first[place]) : ''));
  const most = Math.max(...numbersIn, 0);
  // A column that says so, unless what stands in it says otherwise.
  const named = places.find((place) => NUMBER_WORDS.test(titles[place] ?? '') && (numbersIn[place] ?? 0) * 2 >= most);
  const number = named ?? Math.max(0, numbersIn.indexOf(most));
  const name = places.find((place) => place !== number && NAME_WORDS.test(titles[place] ?? '')) ?? null;
  return { hasHeader, number, name };
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

/** As people see them, with the first row as their titles or without. */
export function shownColumns(rows: TableRows, hasHeader: boolean): ShownColumn[] {
  const [first = []] = rows;
  const examples = rows.slice(hasHeader ? 1 : 0, 200);
  return placesOfColumns(rows).map((place) => {
    const title = hasHeader ? (first[place] ?? '').trim() : '';
    const values = examples.map((row) => (row[place] ?? '').trim()).filter((value) => value !== '');
    return { title, samples: [...new Set(values)].slice(0, 3) };
  });
}
