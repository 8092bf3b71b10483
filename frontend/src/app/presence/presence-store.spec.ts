import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { signedInUser } from '../chat/testing/provide-chat-testing';
import { SignInStore } from '../sign-in';
import { PresenceStore } from './presence-store';
import { aColleague, presenceChanged } from './testing/presence-fixtures';

describe('PresenceStore', () => {
  const ana = aColleague('u1', 'Ana', { viewing: 'p1' });
  const luis = aColleague('u2', 'Luis', { viewing: 'p1' });
  const marta = aColleague('u3', 'Marta');
  const conversation = { id: 'c1', contactId: 'p1' };
  const user = signal<SignedInUser | null>(null);
  let realtime: FakeRealtime;
  let presence: PresenceStore;

  beforeEach(() => {
    realtime = new FakeRealtime();
    user.set(signedInUser);
    TestBed.configureTestingModule({
      providers: [provideFakeRealtime(realtime), { provide: SignInStore, useValue: { user } }],
    });
    presence = TestBed.inject(PresenceStore);
    realtime.emit('presence_changed', presenceChanged([marta, ana, luis], true));
  });

  function names(): string[] {
    return presence.colleagues().map(({ name }) => name);
  }

  it('is everybody else who is online, by name', () => {
    expect(names()).toEqual(['Luis', 'Marta']);
  });

  it('keeps those of whom a change says nothing, and drops who goes offline', () => {
    realtime.emit('presence_changed', presenceChanged([aColleague('u4', 'Carla'), { ...luis, online: false }]));

    expect(names()).toEqual(['Carla', 'Marta']);
  });

  it('drops whoever is missing from a complete list', () => {
    realtime.emit('presence_changed', presenceChanged([ana, luis], true));

    expect(names()).toEqual(['Luis']);
  });

  it('says who looks at a conversation, never the person themselves', () => {
    expect(presence.viewersOf(conversation).map(({ name }) => name)).toEqual(['Luis']);

    realtime.emit('presence_changed', presenceChanged([{ ...marta, viewing: 'p1' }]));
    expect(presence.viewersOf(conversation).map(({ name }) => name)).toEqual(['Luis', 'Marta']);
    realtime.emit('presence_changed', presenceChanged([{ ...luis, viewing: 'p2' }]));
    expect(presence.viewersOf(conversation).map(({ name }) => name)).toEqual(['Marta']);
  });

  it('tells a contact’s conversations apart where that is known, the person’s own among them', () => {
    const place = (viewingConversation: string) => ({ viewing: 'p1', viewingConversation });
    realtime.emit(
      'presence_changed',
      presenceChanged([
        { ...luis, ...place('c2') },
        { ...ana, ...place('c2') },
      ]),
    );

    expect(presence.viewersOf(conversation)).toEqual([]);
    expect(presence.viewersOf({ id: 'c2', contactId: 'p1' }).map(({ name }) => name)).toEqual(['Luis']);
    expect(presence.isLooking(conversation)).toBeFalse();
    expect(presence.isLooking({ id: 'c2', contactId: 'p1' })).toBeTrue();
  });

  it('is not known while the server is out of reach, and is what was last heard afterwards', () => {
    realtime.connectionIs('offline');
    expect(names()).toEqual([]);
    expect(presence.viewersOf(conversation)).toEqual([]);

    realtime.connectionIs('polling');

    expect(names()).toEqual(['Luis', 'Marta']);
  });

  it('stays when the log starts over: it does not come from there', () => {
    realtime.startOver$.next();

    expect(names()).toEqual(['Luis', 'Marta']);
  });

  it('is forgotten when the sign-in ends', () => {
    user.set(null);
    expect(names()).toEqual([]);

    user.set(signedInUser);

    expect(names()).toEqual([]);
  });
});
