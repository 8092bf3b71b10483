import type { PhoneView } from '../views.ts';
import { command } from './api.ts';
import { h } from './dom.ts';
import { act, page } from './page.ts';
import { button } from './parts.ts';
import { words } from './words.ts';

const asking = h('p', { className: 'soft', role: 'status' });

/** Says which companion waits for its code, or where to get one. */
export function showRequest(request: PhoneView['linkRequest']): void {
  const text = request === undefined ? words.codeHint : `${request.device} ${words.wantsLink}`;
  // Unchanged text is not said again to those who listen.
  if (asking.textContent !== text) asking.textContent = text;
}

/** Links the companion whose code is typed, for those that show no QR code. */
export function codeForm(): HTMLElement {
  const answer = h('p', { role: 'status' });
  const code = h('input', { autocomplete: 'off', spellcheck: false, autocapitalize: 'characters', maxLength: 12 });
  const link = (): void =>
    void act(async () => {
      answer.textContent = '';
      await command('link-by-code', { phone: page.me, code: code.value });
      code.value = '';
      answer.textContent = words.done;
    });
  code.onkeydown = ({ key }) => {
    if (key === 'Enter') link();
  };
  const title = h('h2', { textContent: words.linkByCode });
  const field = h('label', {}, words.code, code);
  return h('section', { className: 'padded by-code' }, title, asking, field, button(words.linkTyped, link), answer);
}
