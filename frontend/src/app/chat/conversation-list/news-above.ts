import type { Conversation } from '#contract/conversations';

/** Conversations somebody wrote in that came in above what is seen of the list, and were not seen since. */
export type NewsAbove = ReadonlySet<string>;

export const nothingAbove: NewsAbove = new Set();

/** Adds what came in above the row `firstSeen` when the list went from `before` to `after`. */
export function newsAfter(
  news: NewsAbove,
  before: readonly Conversation[],
  after: readonly Conversation[],
  firstSeen: number,
): NewsAbove {
  if (firstSeen === 0) return nothingAbove;
  const updatedAt = new Map(before.map((row) => [row.id, row.updatedAt]));
  const above = after.slice(0, firstSeen).filter(({ unread }) => unread > 0);
  const isNew = (row: Conversation) => news.has(row.id) || row.updatedAt > (updatedAt.get(row.id) ?? '');
  return new Set(above.filter(isNew).map(({ id }) => id));
}

/** What is left once the list was scrolled so that the row `firstSeen` is the first that is seen. */
export function newsStillAbove(news: NewsAbove, rows: readonly Conversation[], firstSeen: number): NewsAbove {
  if (news.size === 0 || firstSeen === 0) return nothingAbove;
  const seen = new Set(rows.slice(firstSeen).map(({ id }) => id));
  return new Set([...news].filter((id) => !seen.has(id)));
}
