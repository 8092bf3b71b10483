/** Lower case without accents, so that "jose" finds "José": how everything is searched, by the server and on screen. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** The words of a text alone, as they are searched for, with one space between them: what two texts say is the same. */
export function plainWords(text: string): string {
  return foldForSearch(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A search reads for each word, so that there is an end to them. */
const MOST_SEARCH_WORDS = 5;

/**
 * What is asked of the server for what somebody has typed. WhatsApp numbers are stored as digits, so one that is typed as people
 * write it is searched for by its digits; without the code of Mexico or Argentina where that has the digit that WhatsApp may
 * leave out.
 */
export function searchTerms(typed: string): string {
  const isNumber = /^[\s\d()+.-]*\d[\s\d()+.-]*$/.test(typed);
  const terms = isNumber ? typed.replace(/\D/g, '').replace(/^(521|549)(?=\d{10}$)/, '') : typed.trim();
  return terms.slice(0, 100);
}

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
