import type { PhoneView } from '../views.ts';
import { command } from './api.ts';
import { codeForm, showRequest } from './code-form.ts';
import { h } from './dom.ts';
import { linkForm } from './link-form.ts';
import { act, errorLine, frame, goToChats, page } from './page.ts';
import { bar, button, twoLines } from './parts.ts';
import { language, words } from './words.ts';

const deviceList = h('ul', { className: 'padded' });

/** The companions of the phone, and how to link one more. A refresh leaves what is being typed as it is. */
export function showDevices(phone: PhoneView, changedScreen: boolean): void {
  const rows = phone.devices.map(deviceRow);
  const none = h('li', { className: 'soft', textContent: words.noDevices });
  deviceList.replaceChildren(...(rows.length > 0 ? rows : [none]));
  showRequest(phone.linkRequest);
  if (!changedScreen) return;
  const form = linkForm();
  frame.replaceChildren(
    bar({ title: words.devices, under: phone.name, back: goToChats }),
    errorLine,
    h('div', { className: 'scroll' }, deviceList, form, codeForm()),
  );
  form.querySelector('button')?.focus();
}

function deviceRow({ id, linkedAt, online }: PhoneView['devices'][number]): HTMLElement {
  const since = `${online ? words.online : words.offline} · ${new Date(linkedAt).toLocaleString(language)}`;
  const unlink = (): void => void act(() => command('unlink', { phone: page.me, device: id }));
  return h(
    'li',
    { className: 'device' },
    twoLines(`${words.device} ${id}`, since),
    button(words.unlink, unlink, { ariaLabel: `${words.unlink} ${id}` }),
  );
}
