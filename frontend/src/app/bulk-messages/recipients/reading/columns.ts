import { variableKey } from '#contract/campaign-rules';
import { type ColumnGuess, placesOfColumns, type TableRows } from '../../../table-files/columns';
import { nameParts } from '../../../table-files/name-columns';

/** What the columns of a file mean, by their places. */
export interface ColumnMapping {
  readonly heading: number | null;
  readonly number: number;
  /** Those that make up the name, in their order. */
  readonly name: readonly number[];
  /** Those that come along as variables; the name does in any case. */
  readonly variables: readonly number[];
}

/** What the columns of these rows most likely mean where this row has their names. */
export function guessedMapping(rows: TableRows, guess: ColumnGuess, heading = guess.heading()): ColumnMapping {
  const { number, names } = guess.columns(heading);
  const name = names.whole === null ? nameParts(names) : [names.whole];
  const others = placesOfColumns(rows).filter((place) => place !== number && !name.includes(place));
  // Without titles nothing says what a column is about: none comes along until somebody wants it to.
  return { heading, number, name, variables: heading === null ? [] : others };
}

/** What a column is called in texts: its title as a variable can be written, else its place, counted from 1. */
export function variableName(title: string | undefined, place: number): string {
  const writable = (title ?? '')
    .replace(/[^\p{L}\p{N}_ -]+/gu, ' ')
    .trim()
    .slice(0, 40);
  return variableKey(writable === '' ? `columna ${place + 1}` : writable);
}
