import Papa from 'papaparse';
import type { Table } from './columns';
import { type DecodedText, decodedText } from './decoded-text';
import { guessedSeparator } from './separator';
import { type FileKind, kindOfBytes, kindOfText } from './other-files';

/** How the letters of a file were written, and what stands between its columns. */
export interface FileShape {
  readonly encoding: DecodedText['encoding'];
  readonly separator: string;
}

/** The rows of a text, those without anything left out. */
export interface ParsedText extends Table {
  readonly separator: string;
  /** The row in which a quotation mark opens that does not close where it should: what is behind it went into one cell. */
  readonly openQuote: number | null;
}

/** What is no table, by what it is. */
export interface NoTable {
  readonly refused: FileKind;
}

/** The rows of a file as spreadsheets save it. */
export async function parsedFile(file: Blob): Promise<{ table: ParsedText; shape: FileShape } | NoTable> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kindOfBytes(bytes);
  if (kind !== null) return { refused: kind };
  const { text, encoding } = decodedText(bytes);
  const table = parsedText(text);
  return 'refused' in table ? table : { table, shape: { encoding, separator: table.separator } };
}

/** The rows of a text with something between its columns. */
export function parsedText(text: string): ParsedText | NoTable {
  const kind = kindOfText(text);
  if (kind !== null) return { refused: kind };
  // Excel's own way to say what stands between columns; it shows no such row.
  const [said = '', given] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const body = text.slice(said.length);
  const { data, meta, errors } = Papa.parse<string[]>(body, { delimiter: given ?? guessedSeparator(body) });
  const [rows, lines]: [string[][], number[]] = [[], []];
  data.forEach((row, place) => {
    if (row.every((cell) => cell.trim() === '')) return;
    rows.push(row);
    lines.push(place + 1);
  });
  const unclosed = errors.find(({ type }) => type === 'Quotes')?.row;
  return { rows, lines, separator: meta.delimiter, openQuote: unclosed === undefined ? null : unclosed + 1 };
}
