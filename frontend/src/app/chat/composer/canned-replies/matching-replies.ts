import { foldForSearch, nameWords } from '#contract/search-words';
import type { CannedReply } from '#contract/team-settings';

/**
 * Those that have what was typed, however it is written: first those whose shortcut begins with it, then those that have it
 * in the shortcut, then in the text.
 */
export function matchingReplies(replies: readonly CannedReply[], typed: string): readonly CannedReply[] {
  const words = nameWords(typed);
  const rankOf = ({ shortcut, text }: CannedReply): number => {
    const folded = foldForSearch(shortcut);
    if (words.every((word) => folded.startsWith(word))) return 0;
    if (words.every((word) => folded.includes(word))) return 1;
    return words.every((word) => foldForSearch(text).includes(word)) ? 2 : NaN;
  };
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply) }))
    .filter(({ rank }) => !Number.isNaN(rank))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ reply }) => reply);
}
