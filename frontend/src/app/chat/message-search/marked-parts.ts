import { foldForSearch, searchWords } from '#contract/search-words';

/** A piece of a text, and whether it is what was searched for. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** So many characters stand before the first hit where a text is cut. */
const BEFORE = 24;

/**
 * A text in pieces, those that are searched for marked as the server finds them: each word as the beginning of a word,
 * without case and accents. A text whose first hit is far in begins shortly before it.
 */
export function markedParts(text: string, query: string): readonly TextPart[] {
  const hits = hitsIn(text, query);
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

interface Hit {
  readonly from: number;
  readonly to: number;
}

/** In the order of the text; none overlaps another. */
function hitsIn(text: string, query: string): readonly Hit[] {
  const wanted = searchWords(query);
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap(({ 0: word, index }) => {
    const longest = Math.max(0, ...wanted.map((part) => lettersMatching(word, part)));
    return longest > 0 ? { from: index, to: index + longest } : [];
  });
}

/** How many characters of the word, as it is written, make up the part; 0 where it does not begin with it. */
function lettersMatching(word: string, part: string): number {
  if (!foldForSearch(word).startsWith(part)) return 0;
  for (let length = 1; length < word.length; length++) {
    const isWhole = foldForSearch(word.slice(0, length)).length >= part.length;
    // A combining accent belongs to its letter.
    if (isWhole && !/^\p{M}/u.test(word.slice(length))) return length;
  }
  return word.length;
}

function wordStartAfter(text: string, place: number): number {
  const space = text.slice(place).search(/\s\S/);
  return space < 0 ? place : place + space + 1;
}
