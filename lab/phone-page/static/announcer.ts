import type { PhoneView } from '../views.ts';
import { elementById } from './dom.ts';
import { words } from './words.ts';

const announcer = elementById('announcer');
let heard: Set<string> | undefined;

/** Says a message that has just come, once, to those who listen instead of looking. What was there first is not news. */
export function announce({ chats }: PhoneView): void {
  const before = heard;
  heard ??= new Set();
  for (const { name, lines } of chats) {
    for (const { id, text, fromMe } of lines) {
      if (before !== undefined && !heard.has(id) && !fromMe) announcer.textContent = `${words.from} ${name}: ${text}`;
      heard.add(id);
    }
  }
}

/** Starts anew, with another phone. */
export function forgetHeard(): void {
  heard = undefined;
}
