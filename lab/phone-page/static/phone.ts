/// <reference lib="dom" />
import { command, getPhone, getPhones, getQrs } from './api.ts';
import { elementById, h } from './dom.ts';
import { language, switchLanguage, words } from './words.ts';
import type { ChatView, PhoneEntry, PhoneView } from '../views.ts';

type Screen = { name: 'choose' | 'chats' | 'new' | 'devices' } | { name: 'chat'; with: string };

const frame = elementById('phone');
const announcer = elementById('announcer');
const error = h('p', { className: 'error', role: 'alert' });
let me = new URLSearchParams(location.search).get('phone') ?? '';
let screen: Screen = { name: me === '' ? 'choose' : 'chats' };
let view: PhoneView | undefined;
const heard = new Set<string>();

function go(next: Screen): void {
  screen = next;
  error.textContent = '';
  void refresh(true);
}

async function act(work: () => Promise<void>): Promise<void> {
  error.textContent = '';
  try {
    await work();
  } catch (reason) {
    error.textContent = reason instanceof Error ? reason.message : String(reason);
  }
}

async function refresh(changedScreen = false): Promise<void> {
  document.documentElement.lang = language;
  document.title = words.title;
  if (screen.name === 'choose') {
    showPeople(words.choose, await getPhones(), choose);
    return;
  }
  view = await getPhone(me);
  announce(view);
  if (screen.name === 'new') {
    showPeople(
      words.newChat,
      view.contacts,
      (to) => {
        go({ name: 'chat', with: to });
      },
      back,
    );
    return;
  }
  if (screen.name === 'chats') {
    showChats(view);
    return;
  }
  if (screen.name === 'devices') {
    changedScreen ? showDevices(view) : listDevices(view);
    return;
  }
  if (screen.name === 'chat') showChat(view, screen.with, changedScreen);
}

const back = (): void => {
  go({ name: 'chats' });
};

function choose(phoneNumber: string): void {
  me = phoneNumber;
  heard.clear();
  history.replaceState(null, '', `?phone=${me}`);
  go({ name: 'chats' });
}

function bar(title: string, small: string | undefined, goBack: (() => void) | undefined, ...buttons: HTMLElement[]) {
  const languageSwitch = h('button', {
    type: 'button',
    textContent: words.language,
    onclick: () => (switchLanguage(), go(screen)),
  });
  const backButton =
    goBack && h('button', { type: 'button', textContent: '←', ariaLabel: words.back, onclick: goBack });
  const heading = h('h1', { textContent: title }, h('small', { textContent: small ?? '' }));
  return h('header', { className: 'bar' }, backButton, heading, ...buttons, goBack === undefined && languageSwitch);
}

function row(name: string, under: string, onclick: () => void, ...more: HTMLElement[]): HTMLElement {
  const face = h('span', { className: 'face', textContent: name.slice(0, 1).toUpperCase(), ariaHidden: 'true' });
  const lines = [h('span', { textContent: name }), h('span', { className: 'soft', textContent: under })];
  return h(
    'li',
    {},
    h('button', { type: 'button', onclick }, face, h('span', { className: 'grow' }, ...lines), ...more),
  );
}

function showPeople(title: string, people: PhoneEntry[], pick: (number: string) => void, goBack?: () => void): void {
  if (frame.querySelector('input[type=search]') !== null && frame.dataset['title'] === title) return;
  const list = h('ul', { className: 'rows' });
  const search = h('input', { type: 'search', autocomplete: 'off' });
  const fill = (): void => {
    const wanted = search.value.toLowerCase();
    const found = people.filter(({ name, phoneNumber }) => `${name} ${phoneNumber}`.toLowerCase().includes(wanted));
    list.replaceChildren(
      ...found.map(({ name, phoneNumber, linked }) =>
        row(name, `+${phoneNumber}${linked > 0 ? ` · ${linked} ${words.linked}` : ''}`, () => {
          pick(phoneNumber);
        }),
      ),
    );
  };
  search.oninput = fill;
  fill();
  frame.dataset['title'] = title;
  const field = h('div', { className: 'padded' }, h('label', {}, words.search, search));
  frame.replaceChildren(
    bar(title, goBack ? undefined : words.title, goBack),
    error,
    field,
    h('div', { className: 'scroll' }, list),
  );
  search.focus();
}

function showChats({ name, phoneNumber, chats }: PhoneView): void {
  const focused = document.activeElement?.textContent;
  const rows = chats.map((chat) => {
    const last = chat.lines.at(-1);
    const unread = h('span', { className: 'badge', textContent: String(chat.unread) });
    unread.append(h('span', { className: 'visually-hidden', textContent: ` ${words.unread}` }));
    const under = chat.typing ? words.typing : (last?.text ?? '');
    return row(
      chat.name,
      under,
      () => {
        go({ name: 'chat', with: chat.phoneNumber });
      },
      ...(chat.unread > 0 ? [unread] : []),
    );
  });
  const devices = h('button', {
    type: 'button',
    textContent: words.devices,
    onclick: () => {
      go({ name: 'devices' });
    },
  });
  const start = h('button', {
    type: 'button',
    className: 'main',
    textContent: words.newChat,
    onclick: () => {
      go({ name: 'new' });
    },
  });
  const empty = chats.length === 0 && h('p', { className: 'padded soft', textContent: words.noChats });
  const list = h(
    'div',
    { className: 'scroll' },
    empty,
    h('ul', { className: 'rows', ariaLabel: words.chats }, ...rows),
  );
  const head = bar(
    name,
    `+${phoneNumber}`,
    () => {
      go({ name: 'choose' });
    },
    devices,
  );
  frame.dataset['title'] = '';
  frame.replaceChildren(head, error, list, h('div', { className: 'padded' }, start));
  for (const button of frame.querySelectorAll('button')) if (focused && button.textContent === focused) button.focus();
}

function showChat(phone: PhoneView, number: string, changedScreen: boolean): void {
  const chat = phone.chats.find(({ phoneNumber }) => phoneNumber === number);
  const name = chat?.name ?? phone.contacts.find(({ phoneNumber }) => phoneNumber === number)?.name ?? number;
  if (chat !== undefined && chat.unread > 0) void act(() => command('read', { phone: me, to: number }));
  const head = bar(name, chat?.typing ? words.typing : `+${number}`, back);
  const bubbles = h('div', { className: 'bubbles' }, ...(chat?.lines ?? []).map(bubble));
  const scroll = frame.querySelector('.scroll');
  if (!changedScreen && scroll !== null) {
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    const heading = frame.querySelector('.bar small');
    if (heading !== null) heading.textContent = chat?.typing ? words.typing : `+${number}`;
    scroll.replaceChildren(bubbles);
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    return;
  }
  const list = h('div', { className: 'scroll', tabIndex: 0, role: 'log', ariaLabel: name }, bubbles);
  frame.replaceChildren(head, error, list, writer(number));
  list.scrollTop = list.scrollHeight;
  frame.querySelector('textarea')?.focus();
}

function bubble({ text, fromMe, sentAt, status }: ChatView['lines'][number]): HTMLElement {
  const time = new Date(sentAt).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const ticks = h('span', {
    className: `ticks ${status}`,
    textContent: status === 'sent' ? ' ✓' : ' ✓✓',
    title: words[status],
  });
  ticks.append(h('span', { className: 'visually-hidden', textContent: ` ${words[status]}` }));
  const foot = h('span', { className: 'foot' }, h('time', { textContent: time }), fromMe && ticks);
  return h('div', { className: fromMe ? 'bubble mine' : 'bubble' }, text, foot);
}

function writer(to: string): HTMLElement {
  const text = h('textarea', { rows: 1, maxLength: 4096, ariaLabel: words.write, placeholder: words.write });
  let typing = false;
  const tell = (now: boolean): void => {
    if (now !== typing) void act(() => command('typing', { phone: me, to, typing: now }));
    typing = now;
  };
  const send = (): void => {
    const content = text.value;
    if (content.trim() === '') return;
    tell(false);
    text.value = '';
    void act(() => command('send', { phone: me, to, text: content }));
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
  const button = h('button', { type: 'button', className: 'main', textContent: words.send, onclick: send });
  return h('div', { className: 'writer' }, text, button);
}

const deviceList = h('ul', { className: 'padded' });

function showDevices(phone: PhoneView): void {
  const choices = h('div', { className: 'padded' });
  const link = (qr: string): Promise<void> =>
    act(async () => {
      await command('link', { phone: me, qr });
      choices.replaceChildren(h('p', { textContent: words.done }));
    });
  const ask = (): Promise<void> =>
    act(async () => {
      const qrs = await getQrs();
      if (qrs.length === 1 && qrs[0] !== undefined) return link(qrs[0].qr);
      const buttons = qrs.map(({ name, qr }) =>
        h('button', { type: 'button', textContent: name, onclick: () => void link(qr) }),
      );
      choices.replaceChildren(h('p', { textContent: qrs.length === 0 ? words.noQr : words.whichQr }), ...buttons);
    });
  const paste = h('textarea', { rows: 3 });
  const linkButton = h('button', {
    type: 'button',
    className: 'main',
    textContent: words.link,
    onclick: () => void ask(),
  });
  const pasteButton = h('button', {
    type: 'button',
    textContent: words.linkPasted,
    onclick: () => void link(paste.value),
  });
  choices.setAttribute('aria-live', 'polite');
  listDevices(phone);
  const form = h('div', { className: 'padded' }, linkButton, choices, h('label', {}, words.paste, paste), pasteButton);
  frame.replaceChildren(
    bar(words.devices, phone.name, back),
    error,
    h('div', { className: 'scroll' }, deviceList, form),
  );
  linkButton.focus();
}

function listDevices({ devices }: PhoneView): void {
  const rows = devices.map(({ id, linkedAt, online }) => {
    const since = `${online ? words.online : words.offline} · ${new Date(linkedAt).toLocaleString(language)}`;
    const lines = [
      h('span', { textContent: `${words.device} ${id}` }),
      h('span', { className: 'soft', textContent: since }),
    ];
    const unlink = (): void => void act(() => command('unlink', { phone: me, device: id }));
    const button = h('button', {
      type: 'button',
      textContent: words.unlink,
      ariaLabel: `${words.unlink} ${id}`,
      onclick: unlink,
    });
    return h('li', { className: 'device' }, h('span', { className: 'grow' }, ...lines), button);
  });
  deviceList.replaceChildren(
    ...(rows.length > 0 ? rows : [h('li', { className: 'soft', textContent: words.noDevices })]),
  );
}

/** Says a message that has just come, once, to those who listen instead of looking. */
function announce({ chats }: PhoneView): void {
  const first = heard.size === 0;
  for (const { name, lines } of chats) {
    for (const line of lines) {
      if (!heard.has(line.id) && !first && !line.fromMe) announcer.textContent = `${words.from} ${name}: ${line.text}`;
      heard.add(line.id);
    }
  }
  heard.add('');
}

const changes = new EventSource('/api/changes');
changes.onopen = () => void act(() => refresh());
changes.onmessage = ({ data }: MessageEvent<string>) => {
  const changed: string[] = JSON.parse(data);
  if (screen.name !== 'choose' && changed.includes(me)) void act(() => refresh());
};
void act(() => refresh(true));
