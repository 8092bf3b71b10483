import { shortcuts } from './shortcuts';

/** A shortcut as it is listed: its name is the key of its text. */
export interface ListedShortcut {
  readonly name: string;
  /** Each a way to do it. */
  readonly ways: readonly (readonly string[])[];
}

export interface ShortcutGroup {
  readonly name: 'everywhere' | 'list' | 'conversation' | 'writing';
  readonly shortcuts: readonly ListedShortcut[];
}

const { palette, help, search, find, contact, previous, next, back } = shortcuts;
const [enter, shiftEnter] = [['Enter'], ['Shift', 'Enter']];

export const everywhere: ShortcutGroup = {
  name: 'everywhere',
  shortcuts: [
    { name: 'palette', ways: [palette] },
    { name: 'help', ways: [help] },
    { name: 'close', ways: [['Escape']] },
  ],
};

/** Those of the chat. What only one field or list takes is named here and listened for there. */
export const ofChat: readonly ShortcutGroup[] = [
  {
    name: 'list',
    shortcuts: [
      { name: 'search', ways: [search] },
      { name: 'move', ways: [['ArrowUp'], ['ArrowDown']] },
      { name: 'open', ways: [enter] },
      { name: 'previous', ways: [previous] },
      { name: 'next', ways: [next] },
    ],
  },
  {
    name: 'conversation',
    shortcuts: [
      { name: 'find', ways: [find] },
      { name: 'older', ways: [enter] },
      { name: 'newer', ways: [shiftEnter] },
      { name: 'contact', ways: [contact] },
      { name: 'back', ways: [back] },
    ],
  },
  {
    name: 'writing',
    shortcuts: [
      { name: 'send', ways: [enter] },
      { name: 'newLine', ways: [shiftEnter] },
      { name: 'canned', ways: [['/']] },
    ],
  },
];
