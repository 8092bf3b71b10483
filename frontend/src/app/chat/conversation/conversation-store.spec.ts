import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { ApplicationRef, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import { SignInStore } from '../../sign-in';
import { aConversation, aMessage, aMessagePage, messages, messageStatus, newMessage } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../testing/provide-chat-testing';
import type { ConversationStore } from './conversation-store';
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

  async function connectionReturns(): Promise<void> {
    realtime.connectionIs('offline');
    await TestBed.inject(ApplicationRef).whenStable();
    realtime.connectionIs('live');
    await TestBed.inject(ApplicationRef).whenStable();
  }

  it('applies what happened while its first page was on its way', () => {
    const store = open.open('c1', aConversation(1));
    const page = messagesRequest();
    realtime.emit(
      'new_message',
      newMessage(aConversation(1, { version: 1_001 }), aMessage(60, { version: 1_001 }), 1_001),
    );

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

  describe('going to a message', () => {
    it('that is loaded only shows it', () => {
      const store = open.open('c1', aConversation(1));
      messagesRequest().flush(aMessagePage(messages(1, 50)));
      const { beginning } = store;
      const before = beginning();

      store.goTo('m7').subscribe();

      expect(store.target()).toEqual({ messageId: 'm7' });
      expect(beginning()).toBe(before);
      server.expectNone(() => true);
    });

    it('that is far back begins anew around it, and goes on from there in both directions', () => {
      const store = open.open('c1', aConversation(1));
      messagesRequest().flush(aMessagePage(messages(951, 1_000), { nextCursor: 'before-951' }));
      const before = store.beginning();
      let arrived = false;

      store.goTo('m120').subscribe(() => (arrived = true));
      const around = messagesRequest();

      expect(around.request.params.get('around')).toBe('m120');
      around.flush(aMessagePage(messages(101, 150), { nextCursor: 'before-101', previousCursor: 'after-150' }));

      expect(arrived).toBeTrue();
      expect(store.target()).toEqual({ messageId: 'm120' });
      expect(store.beginning()).not.toBe(before);
      expect(store.reachesPresent()).toBeFalse();
      store.loadNewer();
      const newer = messagesRequest();

      expect(newer.request.params.get('after')).toBe('after-150');
      newer.flush(aMessagePage(messages(151, 160)));

      expect(store.messages().at(-1)?.id).toBe('m160');
      expect(store.reachesPresent()).toBeTrue();
      store.loadOlder();

      expect(messagesRequest().request.params.get('before')).toBe('before-101');
    });

    it('of a conversation nobody knows here yet brings the conversation too', () => {
      const store = open.open('c1', null);
      store.goTo('m5').subscribe();
      for (const request of server.match('/api/conversations/c1')) {
        if (!request.cancelled) request.flush({ conversation: aConversation(1), epoch: 'e1', seq: 1_000 });
      }
      for (const request of server.match(({ url }) => url.endsWith('/messages'))) {
        if (!request.cancelled) request.flush(aMessagePage(messages(1, 9)));
      }

      expect(store.conversation()?.id).toBe('c1');
      expect(store.state()).toBe('ready');
      expect(store.target()).toEqual({ messageId: 'm5' });
    });

    it('that is not there fails, and leaves everything as it is', () => {
      const store = open.open('c1', aConversation(1));
      messagesRequest().flush(aMessagePage(messages(1, 50)));
      let failed = false;

      store.goTo('gone').subscribe({ error: () => (failed = true) });
      messagesRequest().flush({ type: 'not-found' }, { status: 404, statusText: 'Not Found' });

      expect(failed).toBeTrue();
      expect(store.messages().length).toBe(50);
      expect(store.target()).toBeNull();
    });
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

  it('that could not be fetched comes by itself when the server is back', async () => {
    const store = open.open('c1', aConversation(1));
    messagesRequest().error(new ProgressEvent('error'));
    expect(store.state()).toBe('failed');

    await connectionReturns();
    messagesRequest().flush(aMessagePage(messages(1, 3)));

    expect(store.state()).toBe('ready');
    expect(store.messages().length).toBe(3);
  });

  it('that could not be fetched is asked for at once when somebody wants it, and only once', async () => {
    const store = open.open('c1', aConversation(1));
    messagesRequest().error(new ProgressEvent('error'));
    open.open('c1', aConversation(1));
    messagesRequest().flush(aMessagePage(messages(1, 3)));
    expect(store.state()).toBe('ready');

    await connectionReturns();
    server.expectNone(() => true);
  });

  it('says when it does not exist, and when it was removed', () => {
    const missing = open.open('nope', null);
    server.expectOne('/api/conversations/nope').flush(null, { status: 404, statusText: 'Not Found' });
    const removed = open.open('c1', aConversation(1));
    messagesRequest().flush(aMessagePage([]));

    realtime.emit('conversation_removed', { clientCode: 'demo', at: '', seq: 2, conversationId: 'c1' });

    expect(missing.state()).toBe('gone');
    expect(removed.state()).toBe('deleted');
    expect(removed.conversation()).toBeNull();

    // With the last of a person's data every log begins anew.
    realtime.startOver$.next();
    server.expectOne('/api/conversations/c1').flush(null, { status: 404, statusText: 'Not Found' });
    expect(removed.state()).toBe('deleted');
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

  describe('that was opened before ten others', () => {
    const row = (changes = {}) => aConversation(1, { version: 900, lastMessage: aMessage(3), ...changes });

    function ids(store: ConversationStore): string[] {
      return store.messages().map(({ id }) => id);
    }

    /** Opens it with messages 1 to 3 and then so many others that it is let go of. */
    function openedAndLeft(): void {
      open.open('c1', row());
      messagesRequest().flush(aMessagePage(messages(1, 2), { seq: 900 }));
      realtime.emit('new_message', newMessage(row(), aMessage(3, { version: 901 }), 901));
      for (let number = 2; number <= 11; number += 1) {
        open.open(`c${number}`, aConversation(number));
        messagesRequest().flush(aMessagePage([], { seq: 1_000 }));
      }
    }

    it('is shown at once as it was left, and the page of now follows', () => {
      openedAndLeft();

      const store = open.open('c1', row({ version: 1_100, unread: 1, lastMessage: aMessage(4) }));
      expect(store.state()).toBe('ready');
      expect(ids(store)).toEqual(['m1', 'm2', 'm3']);
      expect(store.isStale()).toBeTrue();
      expect(store.unread()).toBeNull();

      messagesRequest().flush(aMessagePage(messages(1, 4), { seq: 1_100 }));
      expect(ids(store)).toEqual(['m1', 'm2', 'm3', 'm4']);
      expect(store.isStale()).toBeFalse();
      expect(store.unread()).toEqual({ key: 'm4', count: 1 });
    });

    it('shows at once where the unread messages begin when they are all there', () => {
      openedAndLeft();
      const store = open.open('c1', row({ version: 1_100, unread: 2 }));

      expect(store.unread()).toEqual({ key: 'm2', count: 2 });
    });

    it('has the reader begin anew where the unread messages are too many to be seen from the end', () => {
      openedAndLeft();
      const store = open.open('c1', row({ version: 1_100, unread: 40, lastMessage: aMessage(43) }));
      const before = store.beginning();
      messagesRequest().flush(aMessagePage(messages(1, 43), { seq: 1_100 }));

      expect(store.beginning()).not.toBe(before);
      expect(store.unread()).toEqual({ key: 'm4', count: 40 });
    });

    it('leaves the reader where they are when there is little new', () => {
      openedAndLeft();
      const store = open.open('c1', row({ version: 1_100, unread: 1, lastMessage: aMessage(4) }));
      const before = store.beginning();
      messagesRequest().flush(aMessagePage(messages(1, 4), { seq: 1_100 }));

      expect(store.beginning()).toBe(before);
    });

    it('lets no older page take the place of what happens meanwhile', () => {
      openedAndLeft();
      const store = open.open('c1', row());
      const page = messagesRequest();
      const sent = aMessage(5, { version: 1_101, clientMessageId: 'mine', direction: 'out', status: 'queued' });
      realtime.emit('new_message', newMessage(row({ version: 1_101 }), sent, 1_101));
      realtime.emit('message_status', messageStatus(sent, 'delivered', 1_102));
      page.flush(aMessagePage(messages(1, 4), { seq: 1_100 }));

      expect(ids(store)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
      expect(store.messages().at(-1)?.status).toBe('delivered');
    });

    it('asks for the conversation too where only its address is known', () => {
      openedAndLeft();
      const store = open.open('c1', null);
      expect(store.conversation()?.version).toBe(900);
      server
        .expectOne('/api/conversations/c1')
        .flush({ conversation: row({ version: 1_100, unread: 3 }), epoch: 'e1', seq: 1_100 });
      messagesRequest().flush(aMessagePage(messages(1, 6), { seq: 1_100 }));

      expect(store.conversation()?.version).toBe(1_100);
      expect(ids(store)).toEqual(messages(1, 6).map(({ id }) => id));
    });

    it('stays while it cannot be renewed, and is gone when it was removed', () => {
      openedAndLeft();
      realtime.connectionIs('offline');
      TestBed.tick();
      const store = open.open('c1', row());
      messagesRequest().error(new ProgressEvent('error'));
      expect(ids(store)).toEqual(['m1', 'm2', 'm3']);

      realtime.connectionIs('live');
      TestBed.tick();
      messagesRequest().flush(null, { status: 404, statusText: 'Not Found' });
      expect(store.state()).toBe('gone');
    });

    it('is what another log says of it', () => {
      openedAndLeft();
      const store = open.open('c1', null);
      server.expectOne('/api/conversations/c1').flush({ conversation: row({ version: 2 }), epoch: 'e2', seq: 3 });
      messagesRequest().flush(aMessagePage([aMessage(1, { version: 1, text: 'Restored' })], { epoch: 'e2', seq: 3 }));

      expect(store.conversation()?.version).toBe(2);
      expect(store.messages().map(({ text }) => text)).toEqual(['Restored']);
    });

    it('is fetched after the log has started over', () => {
      openedAndLeft();
      realtime.startOver$.next();

      expect(open.open('c1', row()).state()).toBe('loading');
    });

    it('is fetched for somebody else, as one that is held is', () => {
      openedAndLeft();
      const held = open.open('c11', null);
      expect(held.state()).toBe('ready');

      (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set({ ...signedInUser, id: 'u2' });

      expect(open.open('c11', null).messages()).toEqual([]);
      expect(open.open('c11', null).state()).toBe('loading');
      expect(open.open('c1', null).state()).toBe('loading');
    });
  });
});
