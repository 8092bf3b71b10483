import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Conversation } from '#contract/conversations';
import type { PushNotification } from '#contract/notifications';
import { defaultPreferences } from '#contract/team-setting-values';
import type { Preferences as PreferenceValues } from '#contract/team-settings';
import { aConversation, aMessage, newMessage } from '../chat/testing/chat-fixtures';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { PresenceStore } from '../presence';
import { Preferences } from '../preferences';
import { SignInStore } from '../sign-in';
import { PageVisibility, TabLeadership } from '../tabs';
import { DeviceNotices, type DeviceNoticesState } from './device-notices';
import { NewMessageNotices } from './new-message-notices';
import { NoticeSound } from './notice-sound';
import { PageWorker } from './page-worker';

describe('NewMessageNotices', () => {
  let realtime: FakeRealtime;
  let sounds: number;
  let shown: string[];
  let lookedAt: string[];
  let number: number;
  const preferences = signal<PreferenceValues>(defaultPreferences);
  const isVisible = signal(true);
  const isLeader = signal(true);
  const state = signal<DeviceNoticesState>('off');

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
    realtime = new FakeRealtime();
    [sounds, number] = [0, 0];
    [shown, lookedAt] = [[], []];
    preferences.set(defaultPreferences);
    isVisible.set(true);
    isLeader.set(true);
    state.set('off');
    const registration = {
      active: {
        postMessage: ({ notification }: { notification: PushNotification }) => shown.push(notification.title),
      },
    };
    TestBed.configureTestingModule({
      providers: [
        provideTestLanguages(),
        provideFakeRealtime(realtime),
        { provide: SignInStore, useValue: { user: signal({ id: 'u1', clientCode: 'acme' }) } },
        { provide: Preferences, useValue: { all: preferences } },
        { provide: PageVisibility, useValue: { isVisible } },
        { provide: TabLeadership, useValue: { isLeader } },
        {
          provide: PresenceStore,
          useValue: { isLooking: ({ contactId }: Conversation) => lookedAt.includes(contactId) },
        },
        { provide: DeviceNotices, useValue: { state } },
        { provide: PageWorker, useValue: { registration: () => Promise.resolve(registration) } },
        { provide: NoticeSound, useValue: { play: () => (sounds += 1) } },
      ],
    });
    TestBed.inject(NewMessageNotices);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function receive(assignedTo: string | null = null, at = new Date()): ReturnType<typeof newMessage> {
    number += 1;
    const conversation = aConversation(1, { assignedTo });
    const event = { ...newMessage(conversation, aMessage(number, { direction: 'in' }), number), at: at.toISOString() };
    realtime.emit('new_message', event);
    return event;
  }

  it('sound once for several messages in a row', () => {
    receive();
    receive();
    jasmine.clock().tick(3_000);
    receive();

    expect(sounds).toBe(2);
  });

  it('sound in one tab only, and not for the conversation that is open', () => {
    isLeader.set(false);
    const { contactId } = receive();
    isLeader.set(true);
    lookedAt = [contactId];
    receive();

    expect(sounds).toBe(0);
  });

  it('heed what the person wants, and when they want quiet', () => {
    preferences.set({ ...defaultPreferences, sound: false });
    receive();
    preferences.set({ ...defaultPreferences, notify: 'mine' });
    receive('u2');
    preferences.set({ ...defaultPreferences, quietHours: { from: '11:00', to: '13:00', timeZone: 'UTC' } });
    receive();

    expect(sounds).toBe(0);
    preferences.set({ ...defaultPreferences, notify: 'mine' });
    receive('u1');
    expect(sounds).toBe(1);
  });

  it('call nobody for what was caught up on', () => {
    receive(null, new Date('2026-11-20T11:30:00Z'));

    expect(sounds).toBe(0);
  });

  it('show a notification while nobody looks, where no push service does', async () => {
    isVisible.set(false);
    state.set('on');
    receive();
    state.set('while-open');
    const { conversation } = receive();
    await Promise.resolve();
    await Promise.resolve();

    expect(shown).toEqual([conversation.contact.name]);
  });

  it('notice that somebody could have been told who has not been asked yet', () => {
    const notices = TestBed.inject(NewMessageNotices);
    receive();
    expect(notices.hasMissed()).toBeFalse();
    isVisible.set(false);
    receive();
    expect(notices.hasMissed()).toBeTrue();
  });
});
