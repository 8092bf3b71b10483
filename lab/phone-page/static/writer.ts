import { command } from './api.ts';
import { h } from './dom.ts';
import { act, page } from './page.ts';
import { button } from './parts.ts';
import { words } from './words.ts';

/** Where a message is written; the other side sees that somebody is writing. */
export function writer(to: string): HTMLElement {
  const text = h('textarea', { rows: 1, maxLength: 4096, ariaLabel: words.write, placeholder: words.write });
  let typing = false;
  const tell = (now: boolean): void => {
    if (now !== typing) void act(() => command('typing', { phone: page.me, to, typing: now }));
    typing = now;
  };
  const send = (): void => {
    const content = text.value;
    if (content.trim() === '') return;
    tell(false);
    text.value = '';
    void act(() => command('send', { phone: page.me, to, text: content }));
  };
  text.oninput = () => {
    tell(text.value !== '');
  };
  text.onblur = () => {
    tell(false);
  };
  text.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return h('div', { className: 'writer' }, text, button(words.send, send, { className: 'main' }));
}
