import { type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import type { PresentUser } from '#contract/events';
import { SignInStore } from '../../sign-in';
import { aConversation, aMessage, newMessage, timeAt, typingStart } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { TypingStore, type Typist } from './typing-store';

describe('TypingStore', () => {
  let realtime: FakeRealtime;
  let typing: TypingStore;

  beforeEach(() => {
    jasmine.clock().install();
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    typing = TestBed.inject(TypingStore);
    TestBed.tick();
    realtime.emit('typing_start', typingStart('p1'));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function starts(by: Typist['by'], userId?: string): void {
    realtime.emit('typing_start', { ...typingStart('p1'), by, userId });
  }

  function stops(by: Typist['by'], userId?: string): void {
    realtime.emit('typing_stop', { ...typingStart('p1'), by, userId });
  }

  function presence(users: PresentUser[], complete?: boolean): void {
    realtime.emit('presence_changed', { clientCode: 'demo', at: timeAt(0), users, complete });
  }

  /** Who writes in the first conversation with this contact. */
  const typistWith = (contactId: string) => typing.typist({ id: 'c1', contactId });
  const luis: PresentUser = { userId: 'u2', name: 'Luis', online: true, viewing: 'p1' };
  const marta: PresentUser = { userId: 'u3', name: 'Marta', online: true, viewing: 'p1' };

  it('shows who is writing until they stop', () => {
    expect(typistWith('p1')?.by).toBe('contact');
    expect(typistWith('p2')).toBeNull();

    stops('contact');

    expect(typistWith('p1')).toBeNull();
  });

  it('tells a contact’s conversations on several lines apart', () => {
    stops('contact');
    const inSecond = { ...typingStart('p1'), conversationId: 'c2' };
    realtime.emit('typing_start', inSecond);
    realtime.emit('typing_start', { ...inSecond, conversationId: 'c1', by: 'user', userId: 'u2' });
    expect(typistWith('p1')?.by).toBe('user');
    expect(typing.typist({ id: 'c2', contactId: 'p1' })?.by).toBe('contact');

    const message = aMessage(1, { conversationId: 'c2' });
    realtime.emit('new_message', newMessage(aConversation(1, { id: 'c2' }), message, 1));
    expect(typing.typist({ id: 'c2', contactId: 'p1' })).toBeNull();
    expect(typistWith('p1')?.by).toBe('user');
  });

  it('takes 15 s without a word for a stop', () => {
    jasmine.clock().tick(10_000);
    realtime.emit('typing_start', typingStart('p1'));
    jasmine.clock().tick(14_999);
    expect(typistWith('p1')?.by).toBe('contact');

    jasmine.clock().tick(1);

    expect(typistWith('p1')).toBeNull();
  });

  it('tells apart who is writing in a group, and takes what one of them sends as their stop', () => {
    const group = { ...typingStart('g1'), participantId: 'luz', participant: 'Luz' };
    realtime.emit('typing_start', group);
    realtime.emit('typing_start', { ...group, participantId: 'juan', participant: 'Juan' });
    expect(typistWith('g1')?.participant).toBe('Luz');

    const message = aMessage(5, { contactId: 'g1', participantId: 'luz', participant: 'Luz' });
    realtime.emit('new_message', newMessage(aConversation(1, { contactId: 'g1' }), message, 5));
    expect(typistWith('g1')?.participant).toBe('Juan');

    realtime.emit('typing_stop', { ...group, participantId: 'juan', participant: 'Juan' });
    expect(typistWith('g1')).toBeNull();
  });

  it('does not show the signed-in person to themselves', () => {
    realtime.emit('typing_start', { ...typingStart('p2'), by: 'user', userId: 'u1' });

    expect(typistWith('p2')).toBeNull();
  });

  describe('with several writing at once', () => {
    it('shows the contact before a colleague, and a colleague before the bot', () => {
      stops('contact');
      starts('bot');
      starts('user', 'u2');
      expect(typistWith('p1')).toEqual(jasmine.objectContaining({ by: 'user', userId: 'u2' }));

      starts('contact');

      expect(typistWith('p1')?.by).toBe('contact');
    });

    it('goes on showing the others when one stops', () => {
      starts('user', 'u2');
      starts('user', 'u3');

      stops('contact');
      expect(typistWith('p1')?.userId).toBe('u2');
      stops('user', 'u2');
      expect(typistWith('p1')?.userId).toBe('u3');
      stops('user', 'u3');
      expect(typistWith('p1')).toBeNull();
    });

    it('lets each of them expire in their own time', () => {
      jasmine.clock().tick(10_000);
      starts('user', 'u2');

      jasmine.clock().tick(5_000);
      expect(typistWith('p1')?.userId).toBe('u2');
      jasmine.clock().tick(10_000);
      expect(typistWith('p1')).toBeNull();
    });

    it('is not stopped by a stop of somebody who was not writing', () => {
      stops('bot');
      stops('user', 'u2');

      expect(typistWith('p1')?.by).toBe('contact');
    });
  });

  it('is over for whoever sent the message that arrives, and for nobody else', () => {
    starts('user', 'u2');
    starts('bot');

    realtime.emit('new_message', newMessage(aConversation(1), aMessage(1), 1));
    expect(typistWith('p1')?.userId).toBe('u2');
    const sent = aMessage(2, { direction: 'out', author: 'user', userId: 'u2', status: 'queued' });
    realtime.emit('new_message', newMessage(aConversation(1), sent, 2));
    expect(typistWith('p1')?.by).toBe('bot');
    const answer = aMessage(3, { direction: 'out', author: 'bot', status: 'queued' });
    realtime.emit('new_message', newMessage(aConversation(1), answer, 3));
    expect(typistWith('p1')).toBeNull();
  });

  it('is over for a colleague who is no longer online', () => {
    stops('contact');
    starts('user', 'u2');
    starts('user', 'u3');

    presence([{ ...luis, online: false, viewing: null }]);
    expect(typistWith('p1')?.userId).toBe('u3');
    presence([luis], true);
    expect(typistWith('p1')).toBeNull();
  });

  it('is not over for a colleague of whom a change of presence says nothing', () => {
    stops('contact');
    starts('user', 'u2');

    presence([{ ...marta, online: false }]);
    presence([luis, marta], true);

    expect(typistWith('p1')?.userId).toBe('u2');
  });

  it('knows of nobody after starting over and after the sign-in has ended', () => {
    realtime.startOver$.next();
    expect(typistWith('p1')).toBeNull();

    starts('contact');
    (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set(null);
    TestBed.tick();

    expect(typistWith('p1')).toBeNull();
  });
});
