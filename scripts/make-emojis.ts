/**
 * Makes `frontend/public/emojis/`, what the emoji picker shows and finds, out of emojibase-data (MIT, from Unicode's CLDR).
 * To be run when that package changes: `node scripts/make-emojis.ts`. The result is committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toned } from '../frontend/src/app/chat/emojis/skin-tone.ts';

interface Entry {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  order: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
}

/** The newest that phones and computers of the last years have drawn; a newer one would be an empty box. */
const NEWEST = 15;
/** In the order of Unicode's groups; the third holds parts of others, such as colours of skin. */
const GROUPS = ['smileys', 'people', null, 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'];
/** Of each language the data sets, the first of which names the emojis. */
const LANGUAGES = { es: ['es-mx', 'es'], en: ['en'] };

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'frontend/public/emojis');

mkdirSync(folder, { recursive: true });
for (const [language, sets] of Object.entries(LANGUAGES)) {
  writeFileSync(join(folder, `${language}.json`), written(sets.map(read)));
}

function read(set: string): Entry[] {
  return JSON.parse(readFileSync(join(root, `node_modules/emojibase-data/${set}/data.json`), 'utf8')) as Entry[];
}

/** One emoji a line: itself, its name, the words it is found by besides, and 1 where its skin has tones. */
function written([named = [], ...others]: Entry[][]): string {
  const groups = GROUPS.flatMap((name, group) => {
    const entries = named.filter((each) => each.group === group && each.version <= NEWEST);
    const lines = entries
      .toSorted((one, other) => one.order - other.order)
      .map((entry) => JSON.stringify(row(entry, others)));
    return name === null ? [] : [`${JSON.stringify(name)}:[\n${lines.join(',\n')}\n]`];
  });
  return `{\n${groups.join(',\n')}\n}\n`;
}

function row(entry: Entry, others: Entry[][]): (string | number)[] {
  const { emoji, label } = entry;
  const same = others.flatMap((set) => set.filter((other) => other.emoji === emoji));
  const words = [entry, ...same].flatMap((each) =>
    [each.label, ...(each.tags ?? [])]
      .join(' ')
      .toLowerCase()
      .split(/[\s:,]+/),
  );
  const named = new Set(label.toLowerCase().split(/[\s:,]+/));
  const further = [...new Set(words)].filter((word) => !named.has(word)).join(' ');
  return [emoji, label, further, ...(hasTones(entry) ? [1] : [])];
}

/** Whether the app's own rule gives exactly what Unicode has for each tone. */
function hasTones({ emoji, skins = [] }: Entry): boolean {
  return [1, 2, 3, 4, 5].every((tone) => skins.some((skin) => skin.tone === tone && skin.emoji === toned(emoji, tone)));
}
