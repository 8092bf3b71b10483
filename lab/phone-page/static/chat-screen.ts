import type { PhoneView, ShownLine } from '../views.ts';
import { command } from './api.ts';
import { choices, redraw } from './choices.ts';
import { h } from './dom.ts';
import { act, errorLine, frame, goToChats, page } from './page.ts';
import { bar, spoken } from './parts.ts';
import { language, words } from './words.ts';
import { writer } from './writer.ts';

const NEAR_THE_END_PX = 80;

/** One chat. A refresh leaves what is being written, and the place of a reader who has scrolled up, as they are. */
export function showChat(phone: PhoneView, number: string, changedScreen: boolean): void {
  const chat = phone.chats.find(({ phoneNumber }) => phoneNumber === number);
  if (chat !== undefined && chat.unread > 0) void act(() => command('read', { phone: page.me, to: number }));
  const bubbles = h('div', { className: 'bubbles' }, ...(chat?.lines ?? []).map((line) => bubble(line, number)));
  const under = chat?.typing ? words.typing : `+${number}`;
  const scroll = frame.querySelector('.scroll');
  if (!changedScreen && scroll !== null) {
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_THE_END_PX;
    const small = frame.querySelector('.bar small');
    if (small !== null) small.textContent = under;
    redraw(scroll, bubbles);
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    return;
  }
  const title = chat?.name ?? phone.contacts.find(({ phoneNumber }) => phoneNumber === number)?.name ?? number;
  const list = h('div', { className: 'scroll', tabIndex: 0, role: 'log', ariaLabel: title }, bubbles);
  frame.replaceChildren(bar({ title, under, back: goToChats }), errorLine, list, writer(number));
  list.scrollTop = list.scrollHeight;
  frame.querySelector('textarea')?.focus();
}

function bubble(line: ShownLine, number: string): HTMLElement {
  const { header, text, footer, fromMe, sentAt, status } = line;
  const time = new Date(sentAt).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const ticks = h('span', {
    className: `ticks ${status}`,
    textContent: status === 'sent' ? ' ✓' : ' ✓✓',
    title: words[status],
  });
  ticks.append(spoken(words[status]));
  const foot = h('span', { className: 'foot' }, h('time', { textContent: time }), fromMe && ticks);
  const above = header !== undefined && h('strong', { textContent: header });
  const below = footer !== undefined && h('span', { className: 'soft', textContent: footer });
  const className = fromMe ? 'bubble mine' : 'bubble';
  return h('div', { className }, above, text, below, foot, choices(line, number));
}
