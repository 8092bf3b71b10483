import type { NamedSetting } from '#contract/team-settings';
import {
  type ColumnGuess,
  comparableTitle,
  placesOfColumns,
  type TableRows,
  titlesOf,
} from '../../../table-files/columns';

/** Parts of a name, in the order they are read. */
export const NAME_PARTS = ['firstName', 'middleName', 'lastName'] as const;
/** What a column of a file of contacts holds; the client's own fields are named by their ids. */
export type Meaning =
  'ignore' | 'number' | 'name' | (typeof NAME_PARTS)[number] | 'stage' | 'labels' | 'notes' | `field/${string}`;

/** How titles are called in our own export, in both languages, as they can be compared. */
const OWN_TITLES: Readonly<Record<string, Meaning>> = {
  nombre: 'name',
  name: 'name',
  telefono: 'number',
  phone: 'number',
  etapa: 'stage',
  stage: 'stage',
  etiquetas: 'labels',
  labels: 'labels',
  notas: 'notes',
  notes: 'notes',
  'ultimo contacto': 'ignore',
  'last contact': 'ignore',
  'nombre en whatsapp': 'ignore',
  'whatsapp name': 'ignore',
};
/** How others call them. */
const WORDS: readonly (readonly [Meaning, RegExp])[] = [
  ['stage', /\b(etapa|fase|estado|stage|status|pipeline)\b/],
  ['labels', /\b(etiquetas?|labels?|tags?|segmentos?|grupos?|groups?|categorias?|categories)\b/],
  ['notes', /\b(notas?|notes?|comentarios?|comments?|observaciones)\b/],
];

/**
 * What the columns most likely hold where this row has their names: parts of names that are no field of the client's, what our
 * own export calls its columns, what the client calls its fields, and what others say. One meaning once, save for those parts.
 */
export function guessedMeanings(
  rows: TableRows,
  fields: readonly NamedSetting[],
  guess: ColumnGuess,
  heading = guess.heading(),
): { heading: number | null; meanings: Meaning[] } {
  const { number, names } = guess.columns(heading);
  const places = placesOfColumns(rows);
  const titles = titlesOf(rows, heading);
  const meanings = new Map<number, Meaning>([[number, 'number']]);
  const give = (place: number, meaning: Meaning | undefined): void => {
    if (meaning === undefined || meanings.has(place)) return;
    if (meaning === 'ignore' || isNamePart(meaning) || ![...meanings.values()].includes(meaning))
      meanings.set(place, meaning);
  };
  const ofFields = new Set(fields.map(({ name }) => comparableTitle(name)));
  const givePart = (meaning: Meaning, parts: readonly number[]): void => {
    for (const place of parts) if (!ofFields.has(titles[place] ?? '')) give(place, meaning);
  };
  givePart('firstName', names.first);
  givePart('middleName', names.middle);
  givePart('lastName', names.last);
  for (const place of places) give(place, OWN_TITLES[titles[place] ?? '']);
  for (const { id, name } of fields) {
    const place = places.find((one) => !meanings.has(one) && titles[one] === comparableTitle(name));
    if (place !== undefined) give(place, `field/${id}`);
  }
  if (names.whole !== null) give(names.whole, 'name');
  for (const place of places) give(place, WORDS.find(([, words]) => words.test(titles[place] ?? ''))?.[0]);
  return { heading, meanings: places.map((place) => meanings.get(place) ?? 'ignore') };
}

/** The meanings once a column has another: whichever had it before is left aside, unless it is a part of names. */
export function withMeaning(meanings: readonly Meaning[], place: number, meaning: Meaning): Meaning[] {
  return meanings.map((one, at) => {
    if (at === place) return meaning;
    return one === meaning && !isNamePart(one) ? 'ignore' : one;
  });
}

/** Whether our own export calls a column so which nobody imports: what it says is known by itself. */
export function isOursAside(title: string): boolean {
  return OWN_TITLES[comparableTitle(title)] === 'ignore';
}

function isNamePart(meaning: Meaning): boolean {
  return NAME_PARTS.some((part) => part === meaning);
}
