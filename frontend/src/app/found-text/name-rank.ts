import { foldForSearch, nameWords } from '#contract/search-words';

/**
 * How well a name fits what is searched for, from 0 for best: it begins with it, its words begin with each word, it has each
 * word somewhere, `alias` has them. Infinity where a word is missing.
 */
export function nameRank(name: string, query: string, alias = ''): number {
  const words = nameWords(query);
  const folded = ` ${foldForSearch(name)}`;
  const known = `${folded} ${foldForSearch(alias)}`;
  if (folded.startsWith(` ${words.join(' ')}`)) return 0;
  if (words.every((word) => folded.includes(` ${word}`))) return 1;
  if (words.every((word) => folded.includes(word))) return 2;
  return words.every((word) => known.includes(` ${word}`)) ? 3 : Infinity;
}
