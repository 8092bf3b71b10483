import { TestBed } from '@angular/core/testing';
import { aConversation, aMessage, newMessage, typingStart } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { TypingStore } from './typing-store';

describe('TypingStore', () => {
  let realtime: FakeRealtime;
  let typing: TypingStore;

  beforeEach(() => {
    jasmine.clock().install();
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    typing = TestBed.inject(TypingStore);
    realtime.emit('typing_start', typingStart('p1'));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('shows who is writing until they stop', () => {
    expect(typing.typist('p1')?.by).toBe('contact');
    expect(typing.typist('p2')).toBeNull();

    realtime.emit('typing_stop', typingStart('p1'));

    expect(typing.typist('p1')).toBeNull();
  });

  it('takes 15 s without a word for a stop', () => {
    jasmine.clock().tick(10_000);
    realtime.emit('typing_start', typingStart('p1'));
    jasmine.clock().tick(14_999);
    expect(typing.typist('p1')?.by).toBe('contact');

    jasmine.clock().tick(1);

    expect(typing.typist('p1')).toBeNull();
  });

  it('is over when the message arrives', () => {
    realtime.emit('new_message', newMessage(aConversation(1), aMessage(1), 1));

    expect(typing.typist('p1')).toBeNull();
  });

  it('does not show the signed-in person to themselves', () => {
    realtime.emit('typing_start', { ...typingStart('p2'), by: 'user', userId: 'u1' });

    expect(typing.typist('p2')).toBeNull();
  });
});
