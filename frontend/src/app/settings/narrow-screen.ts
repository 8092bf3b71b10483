/** Whether there is room for one thing at a time only; the same width as in `settings-page.css`. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 700px)').matches;
}
