/** Whether there is a keyboard of its own: on a touch screen the focus brings one up that covers what is to be read. */
export function hasKeyboard(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}
