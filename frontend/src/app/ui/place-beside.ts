/** How far from the edge of the window, in pixels. */
const MARGIN = 8;

/** Puts an open popover below what opened it, or above where there is no room, and within the window. */
export function placeBeside(popover: HTMLElement, opener: HTMLElement): void {
  const [anchor, { offsetWidth: width, offsetHeight: height }] = [opener.getBoundingClientRect(), popover];
  const fitsBelow = anchor.bottom + height + MARGIN <= innerHeight;
  const top = fitsBelow ? anchor.bottom : Math.min(anchor.top, innerHeight - MARGIN) - height;
  popover.style.left = `${Math.max(MARGIN, Math.min(anchor.left, innerWidth - width - MARGIN))}px`;
  popover.style.top = `${Math.max(MARGIN, top)}px`;
}
