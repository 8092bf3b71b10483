/** Keys in the order in which they are pressed; `Mod` is Ctrl, on a Mac ⌘ as well. A single character is what it writes. */
type Keys = readonly string[];

/** What is done from the keyboard wherever the focus is, but where a single character would be written. */
export const shortcuts = {
  palette: ['Mod', 'k'],
  help: ['?'],
  search: ['/'],
  find: ['Mod', 'Shift', 'f'],
  contact: ['Mod', 'i'],
  previous: ['Alt', 'ArrowUp'],
  next: ['Alt', 'ArrowDown'],
  back: ['Escape'],
} as const satisfies Record<string, Keys>;

export type Shortcut = keyof typeof shortcuts;

const WRITTEN_IN =
  'input:not([type=checkbox], [type=radio], [type=range], [type=file]), textarea, select, [contenteditable]';

/** Whether the keys that were pressed are this shortcut. */
export function isShortcut(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const keys: Keys = shortcuts[shortcut];
  const [key = ''] = keys.slice(-1);
  const isPressed = (modifier: string, pressed: boolean) => keys.includes(modifier) === pressed;
  if (event.isComposing || event.key.toLowerCase() !== key.toLowerCase()) return false;
  if (!isPressed('Mod', event.ctrlKey || event.metaKey) || !isPressed('Alt', event.altKey)) return false;
  // Whether it takes Shift to write a character is the keyboard's: on many the slash is above the 7.
  return isCharacter(keys) ? !isWriting(event) : isPressed('Shift', event.shiftKey);
}

function isCharacter([key = '', ...others]: Keys): boolean {
  return key.length === 1 && others.length === 0;
}

function isWriting({ target }: Event): boolean {
  return target instanceof HTMLElement && target.matches(WRITTEN_IN);
}
