import type { PhoneEntry } from '../views.ts';
import { h } from './dom.ts';
import { errorLine, frame } from './page.ts';
import { bar, row } from './parts.ts';
import { words } from './words.ts';

interface Choice {
  title: string;
  under?: string;
  people: PhoneEntry[];
  pick: (phoneNumber: string) => void;
  back?: () => void;
}

/** People to choose from, with a search; what is typed there survives a refresh. */
export function showPeople({ title, under, people, pick, back }: Choice): void {
  if (frame.querySelector('input[type=search]') !== null && frame.dataset['title'] === title) return;
  frame.dataset['title'] = title;

  const list = h('ul', { className: 'rows' });
  const search = h('input', { type: 'search', autocomplete: 'off' });
  const fill = (): void => {
    const wanted = search.value.toLowerCase();
    const found = people.filter(({ name, phoneNumber }) => `${name} ${phoneNumber}`.toLowerCase().includes(wanted));
    list.replaceChildren(...found.map((person) => personRow(person, pick)));
  };
  search.oninput = fill;
  fill();
  const field = h('div', { className: 'padded' }, h('label', {}, words.search, search));
  frame.replaceChildren(bar({ title, under, back }), errorLine, field, h('div', { className: 'scroll' }, list));
  search.focus();
}

function personRow({ name, phoneNumber, linked }: PhoneEntry, pick: Choice['pick']): HTMLElement {
  const devices = linked > 0 ? ` · ${linked} ${words.linked}` : '';
  return row(name, `+${phoneNumber}${devices}`, () => {
    pick(phoneNumber);
  });
}
