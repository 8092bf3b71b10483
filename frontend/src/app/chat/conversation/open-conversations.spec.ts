import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { aConversation, aMessage, aMessagePage, messages } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { OpenConversations } from './open-conversations';

describe('OpenConversations', () => {
  it('fetches what another conversation has brought when it is merged into one that is open', () => {
    const realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    const server = TestBed.inject(HttpTestingController);
    const answer = (...brought: ReturnType<typeof aMessage>[]): void => {
      server
        .expectOne(({ url }) => url === '/api/conversations/c1/messages')
        .flush(aMessagePage([...messages(1, 3), ...brought]));
    };
    const store = TestBed.inject(OpenConversations).open('c1', aConversation(1));
    answer();

    realtime.emit('conversation_removed', {
      clientCode: 'demo',
      at: '2026-01-01T00:00:00.000Z',
      seq: 900,
      conversationId: 'c2',
      mergedInto: 'c1',
    });
    answer(aMessage(4));

    expect(store.messages().map(({ id }) => id)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });
});
