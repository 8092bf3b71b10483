import type { NamedSetting } from '#contract/team-settings';
import { comparableTitle, guessedColumns, placesOfColumns, type TableRows } from '../../../table-files/columns';

/** What a column of a file of contacts holds; the client's own fields are named by their ids. */
export type Meaning = 'ignore' | 'number' | 'name' | 'stage' | 'labels' | 'notes' | `field/${string}`;

/** How titles are called in our own export, in both languages. */
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
  ['labels', /\b(etiquetas?|labels?|tags?|segmentos?|grupos?|groups?)\b/],
  ['notes', /\b(notas?|notes?|comentarios?|comments?|observaciones)\b/],
];

/**
 * What the columns most likely hold, one meaning once: first what our own export calls its columns, then what the client
 * calls its fields, then what others say.
 */
export function guessedMeanings(
  rows: TableRows,
  { neighbour, fields }: { neighbour: string; fields: readonly NamedSetting[] },
): { hasHeader: boolean; meanings: Meaning[] } {
  const { hasHeader, number, name } = guessedColumns(rows, neighbour);
  const places = placesOfColumns(rows);
  const titles = places.map((place) => (hasHeader ? comparableTitle(rows[0]?.[place]) : ''));
  const meanings = new Map<number, Meaning>([[number, 'number']]);
  const give = (place: number, meaning: Meaning | undefined): void => {
    if (meaning === undefined || meanings.has(place)) return;
    if (meaning === 'ignore' || ![...meanings.values()].includes(meaning)) meanings.set(place, meaning);
  };
  for (const place of places) give(place, OWN_TITLES[titles[place] ?? '']);
  for (const { id, name: called } of fields) {
    const place = places.find((one) => !meanings.has(one) && titles[one] === comparableTitle(called));
    if (place !== undefined) give(place, `field/${id}`);
  }
  if (name !== null) give(name, 'name');
  for (const place of places) give(place, WORDS.find(([, words]) => words.test(titles[place] ?? ''))?.[0]);
  return { hasHeader, meanings: places.map((place) => meanings.get(place) ?? 'ignore') };
}

/** The meanings once a column has another: whichever had it before is left aside. */
export function withMeaning(meanings: readonly Meaning[], place: number, meaning: Meaning): Meaning[] {
  return meanings.map((one, at) => {
    if (at === place) return meaning;
    return one === meaning ? 'ignore' : one;
  });
}
