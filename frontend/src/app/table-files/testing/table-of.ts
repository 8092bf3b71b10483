import type { Table, TableRows } from '../columns';

/** Rows that stand one below the other from the first on. */
export function tableOf(rows: TableRows): Table {
  return { rows, lines: rows.map((_, place) => place + 1) };
}
