import Papa from 'papaparse';

const SEPARATORS = [';', ',', '\t', '|'] as const;
/** How much of a text is looked at, in characters and in rows. */
const LOOKED_AT = { characters: 65_536, rows: 50 };
/** A cell that is nothing but what numbers are written with. */
const NUMBER = /^[+()\d\s.-]{7,}$/;

/**
 * What stands between the columns of a text: what leaves the most rows with a number alone in a cell, then what divides the most
 * rows into equally many cells, then what makes the most of them. Titles above a table divide into fewer.
 */
export function guessedSeparator(text: string): string {
  const head = text.slice(0, LOOKED_AT.characters);
  let [best, most] = [',', [0, 0, 0]];
  for (const delimiter of SEPARATORS) {
    const { data } = Papa.parse<string[]>(head, { delimiter, preview: LOOKED_AT.rows, skipEmptyLines: 'greedy' });
    const found = scoreOf(data);
    if (isMore(found, most)) [best, most] = [delimiter, found];
  }
  return best;
}

function scoreOf(rows: readonly (readonly string[])[]): number[] {
  const divided = rows.filter((row) => row.length > 1);
  const numbers = divided.filter((row) => row.some((cell) => NUMBER.test(cell.trim())));
  let [width, alike] = [0, 0];
  for (const one of new Set(divided.map((row) => row.length))) {
    const rowsOfIt = divided.filter((row) => row.length === one).length;
    if (rowsOfIt > alike) [width, alike] = [one, rowsOfIt];
  }
  return [numbers.length, alike, width];
}

function isMore(one: readonly number[], other: readonly number[]): boolean {
  const different = one.findIndex((value, place) => value !== other[place]);
  return different >= 0 && (one[different] ?? 0) > (other[different] ?? 0);
}
