import { command, getQrs } from './api.ts';
import { h } from './dom.ts';
import { act, page } from './page.ts';
import { button } from './parts.ts';
import { words } from './words.ts';

/** Links the QR code the CRM shows, one of several when it shows several, or one whose text is pasted. */
export function linkForm(): HTMLElement {
  const answer = h('div', { className: 'padded' });
  answer.setAttribute('aria-live', 'polite');
  const link = (qr: string): void =>
    void act(async () => {
      await command('link', { phone: page.me, qr });
      answer.replaceChildren(h('p', { textContent: words.done }));
    });
  const ask = (): void =>
    void act(async () => {
      const [first, ...others] = await getQrs();
      if (first === undefined) answer.replaceChildren(h('p', { textContent: words.noQr }));
      else if (others.length === 0) link(first.qr);
      else {
        const choices = [first, ...others].map(({ name, qr }) =>
          button(name, () => {
            link(qr);
          }),
        );
        answer.replaceChildren(h('p', { textContent: words.whichQr }), ...choices);
      }
    });
  const paste = h('textarea', { rows: 3 });
  const linkPasted = button(words.linkPasted, () => {
    link(paste.value);
  });
  const field = h('label', {}, words.paste, paste);
  return h('div', { className: 'padded' }, button(words.link, ask, { className: 'main' }), answer, field, linkPasted);
}
