import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { aConversation, aMessage, aMessagePage, messages, messageStatus, newMessage } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { OpenConversations } from './open-conversations';

describe('an open conversation', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let open: OpenConversations;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    open = TestBed.inject(OpenConversations);
  });

  function messagesRequest(): TestRequest {
    return server.expectOne(({ url }) => url.endsWith('/messages'));
  }

  it('applies what happened while its first page was on its way', () => {
    const store = open.open('c1', aConversation(1));
    const page = messagesRequest();
    realtime.emit('new_message', newMessage(aConversation(1, { version: 1_001 }), aMessage(60), 1_001));

    page.flush(aMessagePage(messages(1, 50), { seq: 1_000 }));

    expect(store.messages().map(({ id }) => id)).toEqual([...messages(1, 50), aMessage(60)].map(({ id }) => id));
  });

  it('is shown at once when it is opened again, with what happened meanwhile', () => {
    open.open('c1', aConversation(1));
    messagesRequest().flush(aMessagePage(messages(1, 3)));
    open.open('c2', aConversation(2));
    messagesRequest().flush(aMessagePage([]));
    const mine = aMessage(2);
    realtime.emit('message_status', messageStatus(mine, 'read', 5));
    realtime.emit('new_message', newMessage(aConversation(1, { version: 9, unread: 1 }), aMessage(9), 9));

    const store = open.open('c1', null);

    expect(store.state()).toBe('ready');
    expect(store.messages().at(-1)?.id).toBe('m9');
    expect(store.unread()).toEqual({ key: 'm9', count: 1 });
    server.expectNone(() => true);
  });

  it('fetches enough to reach the first unread message', () => {
    open.open('c1', aConversation(1, { unread: 120 }));

    expect(messagesRequest().request.params.get('limit')).toBe('140');
  });

  it('asks for the conversation first when only its address is known', () => {
    const store = open.open('c1', null);
    server.expectOne('/api/conversations/c1').flush({ conversation: aConversation(1), epoch: 'e1', seq: 1 });
    messagesRequest().flush(aMessagePage([]));

    expect(store.conversation()?.contact.name).toBe('Person 1');
  });

  it('says when it does not exist, and when it was removed', () => {
    const missing = open.open('nope', null);
    server.expectOne('/api/conversations/nope').flush(null, { status: 404, statusText: 'Not Found' });
    const removed = open.open('c1', aConversation(1));
    messagesRequest().flush(aMessagePage([]));

    realtime.emit('conversation_removed', { clientCode: 'demo', at: '', seq: 2, conversationId: 'c1' });

    expect(missing.state()).toBe('gone');
    expect(removed.state()).toBe('gone');
  });

  it('starts over with versions of another log', () => {
    const store = open.open('c1', aConversation(1, { version: 900 }));
    messagesRequest().flush(aMessagePage([aMessage(1, { version: 900, text: 'Old' })]));

    realtime.startOver$.next();
    server
      .expectOne('/api/conversations/c1')
      .flush({ conversation: aConversation(1, { version: 2, unread: 1 }), epoch: 'e2', seq: 3 });
    messagesRequest().flush(aMessagePage([aMessage(1, { version: 1, text: 'New' })], { epoch: 'e2', seq: 3 }));

    expect(store.conversation()?.version).toBe(2);
    expect(store.messages().map(({ text }) => text)).toEqual(['New']);
  });
});
