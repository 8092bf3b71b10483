import { foldForSearch } from '#contract/search-words';
import type { CannedReply } from '#contract/team-settings';

/** Those whose shortcut or text has every word that was typed, however it is written; their order stays. */
export function matchingReplies(replies: readonly CannedReply[], typed: string): readonly CannedReply[] {
  const words = foldForSearch(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  return replies.filter(({ shortcut, text }) => {
    const all = foldForSearch(`/${shortcut} ${text}`);
    return words.every((word) => all.includes(word));
  });
}
