import { variableKey } from '#contract/campaign-rules';
import { type GuessedColumns, guessedColumns, placesOfColumns, type TableRows } from '../../../table-files/columns';

/** What the columns of a file mean, by their places. */
export interface ColumnMapping extends GuessedColumns {
  /** Those that come along as variables; the name does in any case. */
  readonly variables: readonly number[];
}

/** What the columns most likely mean. `neighbour` is a number of the country whose people leave out its code. */
export function guessedMapping(rows: TableRows, neighbour: string): ColumnMapping {
  const guessed = guessedColumns(rows, neighbour);
  const { hasHeader, number, name } = guessed;
  const variables = hasHeader ? placesOfColumns(rows).filter((place) => place !== number && place !== name) : [];
  return { ...guessed, variables };
}

/** What a column is called in texts: its title as a variable can be written, else its place, counted from 1. */
export function variableName(title: string | undefined, place: number): string {
  const writable = (title ?? '')
    .replace(/[^\p{L}\p{N}_ -]+/gu, ' ')
    .trim()
    .slice(0, 40);
  return variableKey(writable === '' ? `columna ${place + 1}` : writable);
}
