import { foldForSearch, nameWords, searchWords } from '#contract/search-words';

/** A piece of a text that is searched for: from one character of it up to another. */
export interface Hit {
  readonly from: number;
  readonly to: number;
}

/** Each word at the beginning of a word, as the server finds in texts. In the order of the text; none overlaps another. */
export function hitsAtBeginnings(text: string, query: string): readonly Hit[] {
  const wanted = searchWords(query);
  const { letters, places } = folded(text);
  return [...letters.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap(({ 0: word, index }) => {
    const longest = Math.max(0, ...wanted.filter((part) => word.startsWith(part)).map((part) => part.length));
    return longest > 0 ? hitOf(places, index, index + longest) : [];
  });
}

/** Each word wherever it stands, as the server finds in names. In the order of the text; none overlaps another. */
export function hitsAnywhere(text: string, query: string): readonly Hit[] {
  const { letters, places } = folded(text);
  const isHit = new Array<boolean>(letters.length).fill(false);
  for (const word of nameWords(query)) {
    for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1))
      isHit.fill(true, at, at + word.length);
  }
  const marks = isHit.map((hit) => (hit ? '1' : '0')).join('');
  return [...marks.matchAll(/1+/g)].flatMap(({ 0: run, index }) => hitOf(places, index, index + run.length));
}

/** A text as it is searched in, and which character of the text each of it is, with the accents that follow. */
function folded(text: string): { letters: string; places: readonly Hit[] } {
  const characters = [...text.matchAll(/.\p{M}*/gsu)].map(({ 0: character, index }) => ({
    letters: foldForSearch(character),
    place: { from: index, to: index + character.length },
  }));
  return {
    letters: characters.map(({ letters }) => letters).join(''),
    places: characters.flatMap(({ letters, place }) => new Array<Hit>(letters.length).fill(place)),
  };
}

function hitOf(places: readonly Hit[], first: number, end: number): Hit[] {
  const [from, to] = [places[first]?.from, places[end - 1]?.to];
  return from === undefined || to === undefined ? [] : [{ from, to }];
}
