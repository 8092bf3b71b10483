import type { CannedReply } from '#contract/team-settings';

/** Those whose shortcut or text has every word that was typed, however it is written; their order stays. */
export function matchingReplies(replies: readonly CannedReply[], typed: string): readonly CannedReply[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  return replies.filter(({ shortcut, text }) => {
    const all = folded(`/${shortcut} ${text}`);
    return words.every((word) => all.includes(word));
  });
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
