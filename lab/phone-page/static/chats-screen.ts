import type { ChatView, PhoneView } from '../views.ts';
import { h } from './dom.ts';
import { errorLine, frame, go } from './page.ts';
import { bar, button, row, spoken } from './parts.ts';
import { words } from './words.ts';

/** The chats of the phone, the newest first; the button in focus keeps the focus. */
export function showChats({ name, phoneNumber, chats }: PhoneView): void {
  const focused = document.activeElement?.textContent;
  const rows = h('ul', { className: 'rows', ariaLabel: words.chats }, ...chats.map(chatRow));
  const empty = chats.length === 0 && h('p', { className: 'padded soft', textContent: words.noChats });
  const chooseAgain = (): void => {
    go({ name: 'choose' });
  };
  const devices = button(words.devices, () => {
    go({ name: 'devices' });
  });
  const start = button(
    words.newChat,
    () => {
      go({ name: 'new' });
    },
    { className: 'main' },
  );
  frame.dataset['title'] = '';
  frame.replaceChildren(
    bar({ title: name, under: `+${phoneNumber}`, back: chooseAgain }, devices),
    errorLine,
    h('div', { className: 'scroll' }, empty, rows),
    h('div', { className: 'padded' }, start),
  );
  for (const one of frame.querySelectorAll('button')) if (focused && one.textContent === focused) one.focus();
}

function chatRow({ name, phoneNumber, typing, unread, lines }: ChatView): HTMLElement {
  const badge = h('span', { className: 'badge', textContent: String(unread) });
  badge.append(spoken(words.unread));
  const under = typing ? words.typing : (lines.at(-1)?.text ?? '');
  const open = (): void => {
    go({ name: 'chat', with: phoneNumber });
  };
  return row(name, under, open, ...(unread > 0 ? [badge] : []));
}
