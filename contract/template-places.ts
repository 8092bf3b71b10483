/**
 * The places of a template, `{{1}}` or `{{name}}`, and what they may be filled with. Imports no schema, so that the browser
 * bundle stays small.
 */
const PLACE = /\{\{\s*(\w+)\s*\}\}/g;

/** The names in `{{…}}`, in the order in which they stand: numbers, or words where the template names its places. */
export function placesIn(text: string | undefined): string[] {
  const names = [...(text ?? '').matchAll(PLACE)].map(([, name]) => name ?? '');
  return [...new Set(names)];
}

/** `text` with its places filled in. */
export function fillIn(text: string, valueOf: (name: string) => string): string {
  return text.replaceAll(PLACE, (_, name: string) => valueOf(name));
}

/** The most characters that fill one place. */
export const MAX_PLACE_LENGTH = 1_024;

/** What is wrong with the value of a place; null where nothing is. Of Meta's rules (Cloud API, template parameters). */
export function faultOf(value: string): 'missing' | 'long' | 'spacing' | null {
  if (value.trim() === '') return 'missing';
  if (value.trim().length > MAX_PLACE_LENGTH) return 'long';
  return /[\n\r\t]| {5}/.test(value.trim()) ? 'spacing' : null;
}
