import type { Emoji, EmojisByGroup } from './emoji-groups';
import { foldForSearch } from '#contract/search-words';

/** More are not looked through by anybody. */
const MOST = 120;

/** Those with a word that begins with each of the typed ones, the ones so named first. */
export function foundEmojis(groups: EmojisByGroup, typed: string): Emoji[] {
  const sought = foldForSearch(typed).split(/\s+/).filter(Boolean);
  if (sought.length === 0) return [];
  const named: Emoji[] = [];
  const others: Emoji[] = [];
  for (const emoji of Object.values(groups).flat()) {
    const name = ` ${foldForSearch(emoji.name)}`;
    const all = `${name} ${foldForSearch(emoji.words)}`;
    if (sought.every((word) => name.includes(` ${word}`))) named.push(emoji);
    else if (sought.every((word) => all.includes(` ${word}`))) others.push(emoji);
  }
  return [...named, ...others].slice(0, MOST);
}
