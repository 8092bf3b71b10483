import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { aConversation, aConversationPage, conversationUpdated, timeAt } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ConversationListStore } from './conversation-list-store';

describe('ConversationListStore', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let store: InstanceType<typeof ConversationListStore>;

  beforeEach(() => {
    jasmine.clock().install();
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    store = TestBed.inject(ConversationListStore);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function request(): TestRequest {
    return server.expectOne(({ url }) => url === '/api/conversations');
  }

  function ids(): string[] {
    return store.conversations().map(({ id }) => id);
  }

  it('applies what happened while the page was on its way', () => {
    const pending = request();
    const changed = aConversation(1, { version: 1_005, updatedAt: timeAt(99) });
    realtime.emit('conversation_updated', conversationUpdated(changed, 1_005));
    realtime.emit('conversation_removed', { clientCode: 'demo', at: '', seq: 1_006, conversationId: 'c2' });

    pending.flush(aConversationPage([aConversation(3), aConversation(2), aConversation(1)], { seq: 1_000 }));

    expect(ids()).toEqual(['c1', 'c3']);
  });

  it('loads the next page once, behind what is shown', () => {
    request().flush(aConversationPage([aConversation(3)], { nextCursor: 'next' }));

    store.loadMore();
    store.loadMore();
    const more = request();
    expect(more.request.params.get('cursor')).toBe('next');
    more.flush(aConversationPage([aConversation(2), aConversation(1)]));

    expect(ids()).toEqual(['c3', 'c2', 'c1']);
    store.loadMore();
    server.expectNone(() => true);
  });

  it('searches after a pause in the typing, and gives up a search that was overtaken', () => {
    request().flush(aConversationPage([aConversation(1)]));
    store.search('Jo');
    jasmine.clock().tick(100);
    store.search('José');
    jasmine.clock().tick(199);
    server.expectNone(() => true);
    jasmine.clock().tick(1);
    const first = request();
    expect(first.request.params.get('q')).toBe('José');

    store.search('+52 1 55');
    jasmine.clock().tick(200);

    expect(first.cancelled).toBeTrue();
    expect(request().request.params.get('q')).toBe('52155');
    expect(ids()).toEqual(['c1']);
  });

  it('fetches anew what is shown when it has to start over', () => {
    request().flush(aConversationPage([aConversation(1, { version: 900 })]));

    realtime.startOver$.next();
    request().flush(aConversationPage([aConversation(1, { version: 2, unread: 4 })], { epoch: 'e2', seq: 3 }));

    expect(store.conversations()[0]?.unread).toBe(4);
  });
});
