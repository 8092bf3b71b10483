import type { Conversation } from '#contract/conversations';
import { placementAfter, type ListView } from './anchor';

/** What the list is to show next, and where it is to be scrolled to; null leaves it where it is. */
export interface NextOrder {
  items: readonly Conversation[];
  scrollTop: number | null;
  /** Whether the new order waits for the pointer to leave. */
  isHeld: boolean;
}

/** Brings the shown rows up to date without moving the one somebody points at. */
export function nextOrder(shown: readonly Conversation[], next: readonly Conversation[], view: ListView): NextOrder {
  const before = shown.map(({ id }) => id);
  const after = next.map(({ id }) => id);
  const placement = placementAfter(before, after, view);
  if (placement === 'hold') {
    return { items: inOldOrder(before, next), scrollTop: null, isHeld: true };
  }
  return { items: next, scrollTop: placement === view.scrollTop ? null : placement, isHeld: false };
}

/** The new rows where the old ones stood; new conversations wait, those that are gone are left out. */
function inOldOrder(before: readonly string[], next: readonly Conversation[]): Conversation[] {
  const byId = new Map(next.map((item) => [item.id, item]));
  return before.flatMap((id) => byId.get(id) ?? []);
}
