/**
 * Files that people give in place of a table: a workbook of Excel or another spreadsheet (a ZIP archive), one of Excel before
 * 2007, and cards of contacts.
 */
export type FileKind = 'workbook' | 'oldWorkbook' | 'contactCards';

const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['oldWorkbook', [0xd0, 0xcf, 0x11, 0xe0]],
];

/** By how a file begins; null where it may be a text. */
export function kindOfBytes(bytes: Uint8Array): FileKind | null {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, place) => bytes[place] === byte));
  return found?.[0] ?? null;
}

/** Null where it may be a table. */
export function kindOfText(text: string): FileKind | null {
  return /^\s*BEGIN:VCARD/i.test(text) ? 'contactCards' : null;
}
