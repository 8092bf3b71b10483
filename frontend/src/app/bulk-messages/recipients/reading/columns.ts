import { variableKey } from '#contract/campaign-rules';
import { writtenNumber } from '#contract/phone-number-rules';
import { foldForSearch } from '#contract/search-words';

/** What the columns of a file mean, by their places. */
export interface ColumnMapping {
  /** Whether the first row has the names of the columns. */
  readonly hasHeader: boolean;
  readonly number: number;
  readonly name: number | null;
  /** Those that come along as variables; the name does in any case. */
  readonly variables: readonly number[];
}

/** How many rows are looked at to guess what a column holds. */
const LOOKED_AT = 50;
const NUMBER_WORDS = /\b(whatsapp|celular|cel|movil|telefono|tel|phone|mobile|numero|number|fono)\b/;
const NAME_WORDS = /\b(nombre|nombres|name|cliente|contacto|first name)\b/;

/** What the columns most likely mean. `neighbour` is a number of the country whose people leave out its code. */
export function guessedMapping(rows: readonly (readonly string[])[], neighbour: string): ColumnMapping {
  const [first = []] = rows;
  const isNumber = (cell: string | undefined): boolean => writtenNumber(cell ?? '', neighbour) !== undefined;
  const hasHeader = !first.some(isNumber);
  const looked = rows.slice(hasHeader ? 1 : 0, LOOKED_AT);
  const places = placesOfColumns(rows);
  const numbersIn = places.map((place) => looked.filter((row) => isNumber(row[place])).length);
  const titles = places.map((place) => (hasHeader ? foldForSearch(first[place] ?? '').replaceAll('_', ' ') : ''));
  const most = Math.max(...numbersIn, 0);
  // A column that says so, unless what stands in it says otherwise.
  const named = places.find((place) => NUMBER_WORDS.test(titles[place] ?? '') && (numbersIn[place] ?? 0) * 2 >= most);
  const number = named ?? Math.max(0, numbersIn.indexOf(most));
  const name = places.find((place) => place !== number && NAME_WORDS.test(titles[place] ?? '')) ?? null;
  const variables = hasHeader ? places.filter((place) => place !== number && place !== name) : [];
  return { hasHeader, number, name, variables };
}

/** As many as the widest of the first rows has. */
export function placesOfColumns(rows: readonly (readonly string[])[]): number[] {
  const width = Math.max(0, ...rows.slice(0, LOOKED_AT).map((row) => row.length));
  return Array.from({ length: width }, (_, place) => place);
}

/** What a column is called in texts: its title as a variable can be written, else its place, counted from 1. */
export function variableName(title: string | undefined, place: number): string {
  const writable = (title ?? '')
    .replace(/[^\p{L}\p{N}_ -]+/gu, ' ')
    .trim()
    .slice(0, 40);
  return variableKey(writable === '' ? `columna ${place + 1}` : writable);
}
