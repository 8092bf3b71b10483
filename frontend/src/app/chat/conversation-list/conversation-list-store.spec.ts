import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import type { WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import type { ConversationPage } from '#contract/conversations';
import { SignInStore } from '../../sign-in';
import {
  aConversation,
  aConversationPage,
  aMessage,
  conversationUpdated,
  messageStatus,
  timeAt,
} from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../testing/provide-chat-testing';
import { ConversationListStore } from './conversation-list-store';

describe('ConversationListStore', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let store: InstanceType<typeof ConversationListStore>;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
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

  describe('of those who wait so long', () => {
    const NOW = Date.parse(timeAt(10_000));
    const waits = (number: number, seconds: number, version = number) =>
      aConversation(number, { version, waitingSince: new Date(NOW - seconds * 1_000).toISOString() });

    beforeEach(() => {
      request().flush(aConversationPage([]));
      jasmine.clock().mockDate(new Date(NOW));
      store.look({ waiting: '300-900' });
      request().flush(aConversationPage([waits(9, 880), waits(8, 400)], { nextCursor: 'next' }));
      store.loadMore();
      request().flush(aConversationPage([waits(2, 500), waits(1, 895)]));
      jasmine.clock().tick(30_000);
    });

    it('lets go of whoever has waited longer, and asks only for whoever has begun to wait so long', () => {
      store.lookWhoWaits();
      expect(ids()).toEqual(['c8', 'c2']);

      const newcomers = request();
      expect(newcomers.request.params.get('waiting')).toBe('300-335');
      newcomers.flush(aConversationPage([waits(5, 290)]));
      expect(ids()).toEqual(['c8', 'c5', 'c2']);

      jasmine.clock().tick(30_000);
      store.lookWhoWaits();
      expect(request().request.params.get('waiting')).toBe('300-335');
    });

    it('asks for those of a look that got no answer with the next one', () => {
      store.lookWhoWaits();
      request().error(new ProgressEvent('error'));
      jasmine.clock().tick(30_000);
      store.lookWhoWaits();

      expect(request().request.params.get('waiting')).toBe('300-365');
      expect(ids()).toEqual(['c8', 'c2']);
    });

    it('stays as it is without a connection, and does not mix with another list', () => {
      realtime.connectionIs('offline');
      store.lookWhoWaits();
      server.expectNone(() => true);
      expect(ids()).toEqual(['c9', 'c8', 'c2', 'c1']);

      realtime.connectionIs('live');
      store.lookWhoWaits();
      const newcomers = request();
      store.look({ waiting: null, unread: true });
      request().flush(aConversationPage([aConversation(3)]));
      newcomers.flush(aConversationPage([{ ...waits(5, 290), unread: 1 }]));
      expect(ids()).toEqual(['c3']);
    });

    it('takes what has happened meanwhile before what the answer had', () => {
      store.lookWhoWaits();
      const answered = aConversation(5, { version: 1_005, waitingSince: null });
      realtime.emit('conversation_updated', conversationUpdated(answered, 1_005));
      request().flush(aConversationPage([waits(5, 290)], { seq: 1_000 }));

      expect(ids()).toEqual(['c8', 'c2']);
    });
  });

  describe('when a search is come back to', () => {
    const person = (number: number, changes = {}) => aConversation(number, changes);
    const everybody = [person(3), person(2), person(1)];

    /** Has the list of everybody shown, then what a search for "Person 2" finds. */
    function findPerson2(): void {
      request().flush(aConversationPage(everybody, { nextCursor: 'next' }));
      store.search('Person 2');
      jasmine.clock().tick(200);
      request().flush(aConversationPage([person(2)]));
    }

    function answerAll(page: Partial<ConversationPage> = {}): void {
      request().flush(aConversationPage(page.items ?? everybody, page));
    }

    it('is shown at once, and the page of now takes its place', () => {
      findPerson2();

      store.search('');
      expect(ids()).toEqual(['c3', 'c2', 'c1']);
      expect(store.shownQuery()).toBe('');
      answerAll({ items: [person(4), ...everybody] });
      expect(ids()).toEqual(['c4', 'c3', 'c2', 'c1']);

      store.search('Person 2');
      expect(ids()).toEqual(['c2']);
      server.expectNone(() => true);
      jasmine.clock().tick(200);
      request().flush(aConversationPage([person(2, { unread: 7 })]));
      expect(store.conversations()[0]?.unread).toBe(7);
    });

    it('shows what has changed meanwhile as it is now', () => {
      findPerson2();
      const changed = person(2, { version: 1_005, updatedAt: timeAt(50), unread: 3 });
      realtime.emit('conversation_updated', conversationUpdated(changed, 1_005));

      store.search('');

      expect(ids()).toEqual(['c2', 'c3', 'c1']);
      expect(store.conversations()[0]?.unread).toBe(3);
    });

    it('takes no tick back', () => {
      const sent = aMessage(2, { id: 'last2', conversationId: 'c2', direction: 'out', status: 'sent' });
      request().flush(aConversationPage([person(2, { lastMessage: sent })]));
      store.search('Person 2');
      jasmine.clock().tick(200);
      request().flush(aConversationPage([person(2, { lastMessage: sent })]));
      realtime.emit('message_status', messageStatus(sent, 'read', 1_001));

      store.search('');

      expect(store.conversations()[0]?.lastMessage?.status).toBe('read');
    });

    it('keeps what happens while the page of now is on its way, whichever of them is newer', () => {
      findPerson2();
      store.search('');
      store.take(person(1, { version: 1_009, unread: 1 }));
      answerAll({ seq: 1_005 });
      expect(store.find('c1')?.unread).toBe(1);

      store.search('Person 2');
      jasmine.clock().tick(200);
      request().flush(aConversationPage([person(2, { version: 1_020, unread: 2 })], { seq: 1_020 }));
      expect(store.find('c2')?.unread).toBe(2);
    });

    it('loads nothing behind a page that is about to be replaced', () => {
      findPerson2();
      store.search('');
      const renewal = request();

      store.loadMore();
      server.expectNone(() => true);
      renewal.flush(aConversationPage(everybody, { nextCursor: 'fresh' }));
      store.loadMore();

      expect(request().request.params.get('cursor')).toBe('fresh');
    });

    it('stays when it cannot be renewed, and is renewed as soon as it can be', () => {
      findPerson2();
      realtime.connectionIs('offline');
      TestBed.tick();
      store.search('');
      request().error(new ProgressEvent('error'));
      expect(ids()).toEqual(['c3', 'c2', 'c1']);
      expect(store.state()).toBe('ready');

      realtime.connectionIs('live');
      TestBed.tick();
      answerAll({ items: [person(4), ...everybody] });

      expect(ids()).toEqual(['c4', 'c3', 'c2', 'c1']);
    });

    it('is not shown any more after the log has started over', () => {
      findPerson2();
      realtime.startOver$.next();
      request().flush(aConversationPage([person(2)], { epoch: 'e2', seq: 4 }));

      store.search('');
      expect(ids()).toEqual(['c2']);
      answerAll({ epoch: 'e2', seq: 5 });

      expect(ids()).toEqual(['c3', 'c2', 'c1']);
    });

    it('is not shown to somebody else', () => {
      findPerson2();
      store.search('');
      const pending = request();

      (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set({ ...signedInUser, id: 'u2' });
      TestBed.tick();
      expect(pending.cancelled).toBeTrue();
      expect(ids()).toEqual([]);
      request().flush(aConversationPage([person(9)]));
      store.search('Person 2');

      expect(ids()).toEqual(['c9']);
    });
  });
});
