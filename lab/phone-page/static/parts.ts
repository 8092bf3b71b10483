import { h } from './dom.ts';
import { go, page } from './page.ts';
import { switchLanguage, words } from './words.ts';

interface Bar {
  title: string;
  under?: string | undefined;
  back?: (() => void) | undefined;
}

/** The head of a screen; the first one, which has no way back, switches the language too. */
export function bar({ title, under = '', back }: Bar, ...buttons: HTMLElement[]): HTMLElement {
  const heading = h('h1', { textContent: title }, h('small', { textContent: under }));
  if (back === undefined) return h('header', { className: 'bar' }, heading, ...buttons, languageSwitch());
  const backButton = button('←', back, { ariaLabel: words.back });
  return h('header', { className: 'bar' }, backButton, heading, ...buttons);
}

export function button(
  textContent: string,
  onclick: () => void,
  more: { className?: string; ariaLabel?: string } = {},
): HTMLButtonElement {
  return h('button', { type: 'button', textContent, onclick, ...more });
}

/** A row of a list: somebody, and what is to be said of them. */
export function row(name: string, under: string, onclick: () => void, ...more: HTMLElement[]): HTMLElement {
  const face = h('span', { className: 'face', textContent: name.slice(0, 1).toUpperCase(), ariaHidden: 'true' });
  const choice = h('button', { type: 'button', onclick }, face, twoLines(name, under), ...more);
  return h('li', {}, choice);
}

export function twoLines(first: string, second: string): HTMLElement {
  const lines = [h('span', { textContent: first }), h('span', { className: 'soft', textContent: second })];
  return h('span', { className: 'grow' }, ...lines);
}

/** Text for those who listen instead of looking. */
export function spoken(text: string): HTMLElement {
  return h('span', { className: 'visually-hidden', textContent: ` ${text}` });
}

function languageSwitch(): HTMLElement {
  return button(words.language, () => {
    switchLanguage();
    go(page.screen);
  });
}
