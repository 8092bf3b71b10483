/** The languages that the columns of an export are named in. */
export type CsvLanguage = 'es' | 'en';

/** Without it Excel takes UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet takes for the beginning of a formula, which it runs; and what looks as if it had been one, so that an import
 * that takes one apostrophe away again has what was there.
 */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A line of a CSV file (RFC 4180), ending with CR LF. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** An apostrophe in front of what would be a formula makes it text. */
function cell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
