import type { ShownLine } from '../views.ts';
import { command } from './api.ts';
import { h } from './dom.ts';
import { act, page } from './page.ts';
import { button } from './parts.ts';
import { words } from './words.ts';

type Choice = NonNullable<ShownLine['buttons']>[number];
type List = NonNullable<ShownLine['list']>;

/** What can be chosen in a bubble of a business: its buttons, its list, its links. */
export function choices({ id, fromMe, buttons = [], list }: ShownLine, business: string): HTMLElement | undefined {
  if (fromMe || (buttons.length === 0 && list === undefined)) return undefined;
  const choose = (name: string, choice?: string): void =>
    void act(() => command(name, { phone: page.me, to: business, message: id, choice }));
  const offered = buttons.map((choice, place) => offer(choice, `${id} ${place}`, choose));
  return h('div', { className: 'choices' }, ...offered, list && openList(id, list, choose));
}

/** Redraws the bubbles; what was open in them stays open, and what had the focus keeps it. */
export function redraw(scroll: Element, bubbles: HTMLElement): void {
  const focused = document.activeElement?.id;
  const open = [...scroll.querySelectorAll('details[open]')].map(({ id }) => id);
  scroll.replaceChildren(bubbles);
  for (const list of scroll.querySelectorAll('details')) list.open = open.includes(list.id);
  if (focused) document.getElementById(focused)?.focus();
}

function offer(
  { kind, id, title, url }: Choice,
  key: string,
  choose: (name: string, choice?: string) => void,
): HTMLElement {
  switch (kind) {
    case 'reply':
      return Object.assign(
        button(title, () => {
          choose('press', id);
        }),
        { id: key },
      );
    case 'contact':
      return Object.assign(
        button(title, () => {
          choose('share-number');
        }),
        { id: key },
      );
    case 'url':
    case 'phone':
      return h('a', { id: key, textContent: title, href: webAddress(url), target: '_blank', rel: 'noreferrer' });
    case 'copy':
      return h('span', { className: 'soft', textContent: `${title}: ${id}` });
    case 'flow':
      return h('span', { className: 'soft', textContent: `${title} (${words.noFlows})` });
  }
}

function openList(
  line: string,
  { button: opener, sections }: List,
  choose: (name: string, choice: string) => void,
): HTMLElement {
  const rows = sections.flatMap(({ title, rows }) => [
    ...(title === undefined ? [] : [h('h2', { textContent: title })]),
    ...rows.map((row) => {
      const chosen = button(row.title, () => {
        choose('choose', row.id);
      });
      if (row.description !== undefined) chosen.append(h('span', { className: 'soft', textContent: row.description }));
      return Object.assign(chosen, { id: `${line} row ${row.id}` });
    }),
  ]);
  return h('details', { id: `${line} list` }, h('summary', { id: `${line} opener`, textContent: opener }), ...rows);
}

/** An address is only followed where it leads to the web or to a phone. */
function webAddress(url = ''): string {
  return /^(https?|tel):/i.test(url) ? url : '';
}
