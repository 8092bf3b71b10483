/** What the list looked like before its rows changed. */
export interface ListView {
  scrollTop: number;
  height: number;
  rowHeight: number;
  /** The row under the pointer, if any. */
  pointedId: string | null;
  /** The conversation that is open, if any. */
  openId: string | null;
}

/** Whether the list shows its top: a few pixels, as a touchpad leaves them, make no difference. */
export function isAtTop({ scrollTop, rowHeight }: ListView): boolean {
  return scrollTop < rowHeight / 2;
}

/** Where to scroll, or `hold`: keep the old order until the pointer leaves. */
export type Placement = number | 'hold';

/**
 * Where the list has to be scrolled after its order changed, so that nobody's row moves away: at the top an open
 * conversation stays in view; a list that was scrolled away from there keeps the row under the pointer, else stands still.
 */
export function placementAfter(before: readonly string[], after: readonly string[], view: ListView): Placement {
  if (isAtTop(view)) return keptInView(before, after, view);
  if (view.pointedId !== null && before.includes(view.pointedId) && after.includes(view.pointedId)) {
    return keptInPlace(view.pointedId, before, after, view);
  }
  const anchor = steadyRow(before, after, view);
  const kept = anchor === null ? view.scrollTop : keptInPlace(anchor, before, after, view);
  return kept === 'hold' ? view.scrollTop : kept;
}

function keptInPlace(id: string, before: readonly string[], after: readonly string[], view: ListView): Placement {
  const scrollTop = view.scrollTop + (after.indexOf(id) - before.indexOf(id)) * view.rowHeight;
  return scrollTop >= 0 && scrollTop <= lowest(after, view) ? scrollTop : 'hold';
}

/** The first row in view that did not jump: the rows that were around it are around it still. */
function steadyRow(before: readonly string[], after: readonly string[], view: ListView): string | null {
  const first = Math.floor(view.scrollTop / view.rowHeight);
  const inView = before.slice(first, first + Math.ceil(view.height / view.rowHeight));
  const steady = inView.find((id, index) => {
    const next = inView[index + 1];
    const place = after.indexOf(id);
    return place >= 0 && (next === undefined || after[place + 1] === next);
  });
  return steady ?? inView.find((id) => after.includes(id)) ?? null;
}

function keptInView(before: readonly string[], after: readonly string[], view: ListView): number {
  const [from, to] = [before, after].map((ids) => (view.openId === null ? -1 : ids.indexOf(view.openId)));
  if (from === undefined || to === undefined || from < 0 || to < 0 || !isInView(from, view) || isInView(to, view)) {
    return view.scrollTop;
  }
  const scrollTop =
    to * view.rowHeight < view.scrollTop ? to * view.rowHeight : (to + 1) * view.rowHeight - view.height;
  return Math.min(Math.max(scrollTop, 0), lowest(after, view));
}

function isInView(index: number, { scrollTop, height, rowHeight }: ListView): boolean {
  return index * rowHeight >= scrollTop && (index + 1) * rowHeight <= scrollTop + height;
}

function lowest(ids: readonly string[], { height, rowHeight }: ListView): number {
  return Math.max(ids.length * rowHeight - height, 0);
}
