import { elementById, h } from './dom.ts';
import { inWords } from './refusals.ts';

export type Screen = { name: 'choose' | 'chats' | 'new' | 'devices' } | { name: 'chat'; with: string };

/** Where the phone is drawn. */
export const frame = elementById('phone');
/** Where the screen says what went wrong last. */
export const errorLine = h('p', { className: 'error', role: 'alert' });

const phoneNumber = new URLSearchParams(location.search).get('phone') ?? '';

/** Whose phone this is, and what it shows. */
export const page: { me: string; screen: Screen } = {
  me: phoneNumber,
  screen: { name: phoneNumber === '' ? 'choose' : 'chats' },
};

const moves = new EventTarget();

/** Shows another screen, or the same one anew. */
export function go(screen: Screen): void {
  page.screen = screen;
  moves.dispatchEvent(new Event('move'));
}

export function goToChats(): void {
  go({ name: 'chats' });
}

export function onMove(listener: () => void): void {
  moves.addEventListener('move', listener);
}

/** Does something that may fail, and shows the reason when it does. */
export async function act(work: () => Promise<void>): Promise<void> {
  errorLine.textContent = '';
  try {
    await work();
  } catch (reason) {
    errorLine.textContent = inWords(reason instanceof Error ? reason.message : String(reason));
  }
}
