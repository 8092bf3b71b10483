/**
 * Where the names of people stand, by places of columns: as a whole, and in parts, which are put together where the whole has
 * nothing.
 */
export interface NameColumns {
  readonly whole: number | null;
  readonly first: readonly number[];
  readonly middle: readonly number[];
  readonly last: readonly number[];
}

/** Google's and Outlook's exports, those of other programs, and how people call them in Spanish. */
const FIRST = /^((first |given |fore)name|primer nombre|nombres? de pila)$/;
const MIDDLE = /^((middle|additional|second) name|segundo nombre|otros nombres)$/;
const LAST = /^((last |family |sur)name|apellido(s|\(s\))?|(primer|segundo) apellido|apellido (paterno|materno))$/;
/** Beside a column for the last name these are first names. */
const FIRST_OR_WHOLE = /^(nombre(s|\(s\))?|name)$/;
const WHOLE = /\b(nombre|nombres|name|cliente|contacto)\b/;
/** Google calls many columns names that hold something else. */
const NOBODY = /\b(phonetic|yomi|organization|company|empresa|file as|prefix|suffix|nickname|user ?name)\b/;

/** `titles` are comparable ones. */
export function namesByTitle(titles: readonly string[]): NameColumns {
  const placesOf = (words: RegExp) => titles.flatMap((title, place) => (words.test(title) ? [place] : []));
  const [middle, last] = [placesOf(MIDDLE), placesOf(LAST)];
  const said = placesOf(FIRST);
  const first = said.length === 0 && last.length > 0 ? placesOf(FIRST_OR_WHOLE).slice(0, 1) : said;
  const parts = new Set([...first, ...middle, ...last]);
  const whole = titles.findIndex((title, place) => !parts.has(place) && WHOLE.test(title) && !NOBODY.test(title));
  return { whole: whole < 0 ? null : whole, first, middle, last };
}

export function hasNames({ whole, first, middle, last }: NameColumns): boolean {
  return whole !== null || first.length + middle.length + last.length > 0;
}

/** The columns that make up a name: the one that has it as a whole, else its parts in the order they are read. */
export function nameParts({ first, middle, last }: NameColumns): number[] {
  return [...first, ...middle, ...last];
}
