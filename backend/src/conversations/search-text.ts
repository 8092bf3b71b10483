/** Lower case without accents, so that "jose" finds "José". */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** What a search over contacts looks in. */
export function contactSearchText(name: string, phoneNumber: string | null): string {
  return `${foldForSearch(name)} ${phoneNumber ?? ''}`;
}

/** Each word reads every name of the client once. */
const MOST_SEARCH_WORDS = 5;

/** What is searched for in names and numbers, word by word. */
export function nameWords(query: string): string[] {
  return foldForSearch(query)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_SEARCH_WORDS);
}

/** What is searched for in texts, word by word: letters and digits only, as the full-text index splits texts. */
export function searchWords(query: string): string[] {
  return foldForSearch(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_SEARCH_WORDS);
}
