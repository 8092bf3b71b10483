import type { Hit } from './hits';

/** A piece of a text, and whether it is what was searched for. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** So many characters stand before the first hit where a text is cut. */
const BEFORE = 24;

/** A text in pieces, the hits apart. A text whose first hit is far in begins shortly before it. */
export function markedParts(text: string, hits: readonly Hit[]): readonly TextPart[] {
  const [first] = hits;
  const start = first && first.from > BEFORE * 2 ? wordStartAfter(text, first.from - BEFORE) : 0;
  const parts: TextPart[] = start > 0 ? [{ text: '…', isHit: false }] : [];
  let place = start;
  for (const { from, to } of hits) {
    if (from > place) parts.push({ text: text.slice(place, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    place = to;
  }
  if (place < text.length) parts.push({ text: text.slice(place), isHit: false });
  return parts;
}

/** Where there is no space to cut at, the text stays whole. */
function wordStartAfter(text: string, place: number): number {
  const space = text.slice(place).search(/\s\S/);
  return space < 0 ? 0 : place + space + 1;
}
