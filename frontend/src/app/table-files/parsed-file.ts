import Papa from 'papaparse';
import type { TableRows } from './columns';
import { type DecodedText, decodedText } from './decoded-text';

/** How the letters of a file were written, and what stands between its columns. */
export interface FileShape {
  readonly encoding: DecodedText['encoding'];
  readonly separator: string;
}

/** The rows of a file as spreadsheets save it, those without anything left out. */
export async function parsedFile(file: Blob): Promise<{ rows: TableRows; shape: FileShape }> {
  const { text, encoding } = decodedText(new Uint8Array(await file.arrayBuffer()));
  const { rows, separator } = parsedText(text);
  return { rows, shape: { encoding, separator } };
}

/** The rows of a text with something between its columns. */
export function parsedText(text: string): { rows: TableRows; separator: string } {
  const { data, meta } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [';', ',', '\t', '|'],
  });
  return { rows: data, separator: meta.delimiter };
}
