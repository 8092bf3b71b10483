/** Lower case without accents, so that "jose" finds "José": how everything is searched, by the server and on screen. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** A search reads for each word, so that there is an end to them. */
const MOST_SEARCH_WORDS = 5;

/** What is searched for in names and numbers, word by word. */
export function nameWords(query: string): string[] {
  return words(foldForSearch(query), /\s+/);
}

/** What is searched for in texts, word by word: letters and digits only, as the full-text index splits texts. */
export function searchWords(query: string): string[] {
  return words(foldForSearch(query), /[^\p{L}\p{N}]+/u);
}

function words(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .filter((word) => word !== '')
    .slice(0, MOST_SEARCH_WORDS);
}
