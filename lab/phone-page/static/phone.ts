import { announce, forgetHeard } from './announcer.ts';
import { getPhone, getPhones } from './api.ts';
import { showChat } from './chat-screen.ts';
import { showChats } from './chats-screen.ts';
import { showDevices } from './devices-screen.ts';
import { act, go, goToChats, onMove, page } from './page.ts';
import { showPeople } from './people-screen.ts';
import { language, words } from './words.ts';

/** Draws the screen the phone is at, with what the server knows now. */
async function refresh(changedScreen: boolean): Promise<void> {
  document.documentElement.lang = language;
  document.title = words.title;
  if (page.screen.name === 'choose') {
    showPeople({ title: words.choose, under: words.title, people: await getPhones(), pick: choose });
    return;
  }
  const phone = await getPhone(page.me);
  announce(phone);
  const { screen } = page;
  switch (screen.name) {
    case 'new':
      showPeople({ title: words.newChat, people: phone.contacts, pick: openChat, back: goToChats });
      return;
    case 'chats':
      showChats(phone);
      return;
    case 'devices':
      showDevices(phone, changedScreen);
      return;
    case 'chat':
      showChat(phone, screen.with, changedScreen);
  }
}

function choose(phoneNumber: string): void {
  page.me = phoneNumber;
  forgetHeard();
  history.replaceState(null, '', `?phone=${phoneNumber}`);
  goToChats();
}

function openChat(phoneNumber: string): void {
  go({ name: 'chat', with: phoneNumber });
}

onMove(() => void act(() => refresh(true)));

const changes = new EventSource('/api/changes');
changes.onopen = () => void act(() => refresh(false));
changes.onmessage = ({ data }: MessageEvent<string>) => {
  const changed = JSON.parse(data) as string[];
  if (page.screen.name !== 'choose' && changed.includes(page.me)) void act(() => refresh(false));
};
void act(() => refresh(true));
