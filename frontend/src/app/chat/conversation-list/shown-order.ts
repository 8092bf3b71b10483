import type { Conversation } from '#contract/conversations';
import { isAtTop, placementAfter, type ListView } from './anchor';

/** What the list is to show next, and where it is to be scrolled to; null leaves it where it is. */
export interface NextOrder {
  items: readonly Conversation[];
  scrollTop: number | null;
}

/**
 * Brings the shown rows up to date without moving the one somebody points at: at the top of the list that row alone keeps
 * its place and the others go around it, so that what is new is seen; further down the list is scrolled along with it.
 */
export function nextOrder(shown: readonly Conversation[], next: readonly Conversation[], view: ListView): NextOrder {
  const before = shown.map(({ id }) => id);
  const after = next.map(({ id }) => id);
  const pointed = next.find(({ id }) => id === view.pointedId);
  if (isAtTop(view) && pointed) {
    const others = next.filter((item) => item !== pointed);
    return { items: others.toSpliced(before.indexOf(pointed.id), 0, pointed), scrollTop: null };
  }
  const placement = placementAfter(before, after, view);
  if (placement === 'hold') return { items: inOldOrder(before, next), scrollTop: null };
  return { items: next, scrollTop: placement === view.scrollTop ? null : placement };
}

/** The new rows where the old ones stood; new conversations wait, those that are gone are left out. */
function inOldOrder(before: readonly string[], next: readonly Conversation[]): Conversation[] {
  const byId = new Map(next.map((item) => [item.id, item]));
  return before.flatMap((id) => byId.get(id) ?? []);
}
