/** Browsers count clicks that follow each other this fast at one place as one more of the same, in milliseconds. */
const SOON = 1_000;

const EVENTS = ['mousedown', 'mouseup', 'click', 'dblclick'] as const;

/**
 * Swallows what follows a click as its second or third, where the click `isGone` with what it stood on: whoever clicks twice
 * does not mean what lies beneath. A click of its own, and one of the keyboard, counts from the start and goes through.
 */
export function swallowSecondClick(view: Window, isGone: () => boolean): void {
  const swallow = (event: MouseEvent): void => {
    // The first of others: the click before has no second any more.
    if (event.detail === 1) stop();
    if (event.detail < 2 || !isGone()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const stop = (): void => {
    for (const name of EVENTS) view.removeEventListener(name, swallow, { capture: true });
    view.clearTimeout(timeout);
  };
  for (const name of EVENTS) view.addEventListener(name, swallow, { capture: true });
  const timeout = view.setTimeout(stop, SOON);
}
