import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { OfflineDatabase, StoredDrafts, UnsentMessages } from '../../offline';
import { anUnsentMessage } from '../../offline/testing/an-unsent-message';
import { freshDatabase } from '../../offline/testing/fresh-database';
import { TAB_LOCKS, TAB_USER, TabChannel } from '../../tabs';
import { openTab, type OpenTab } from '../../tabs/testing/open-tab';
import { quiet, until } from '../../tabs/testing/until';
import { Drafts } from '../composer/drafts';
import { ReplyTargets } from '../composer/reply-targets';
import { WaitingMessages } from '../sending';
import { FakeRealtime, provideFakeRealtime } from '../testing/fake-realtime';
import { MergedConversations } from './merged-conversations';
import { RemovedConversations } from './removed-conversations';

describe('RemovedConversations', () => {
  let realtime: FakeRealtime;
  let tab: OpenTab;
  let server: HttpTestingController;

  beforeEach(async () => {
    await freshDatabase();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    realtime = new FakeRealtime();
    tab = openTab(
      RemovedConversations,
      Drafts,
      ReplyTargets,
      MergedConversations,
      StoredDrafts,
      UnsentMessages,
      WaitingMessages,
      OfflineDatabase,
      TabChannel,
      provideFakeRealtime(realtime),
      { provide: TAB_USER, useValue: signal('u1') },
      { provide: TAB_LOCKS, useValue: null },
    );
    server = TestBed.inject(HttpTestingController);
    await tab.get(StoredDrafts).write('u1', 'c1', 'un texto a medias');
    await tab.get(StoredDrafts).write('u1', 'c1/note', 'una nota a medias');
    await tab.get(StoredDrafts).write('u1', 'c2', 'de otra persona');
    await tab.get(UnsentMessages).add(anUnsentMessage('sin enviar', { conversationId: 'c1' }));
    await tab.get(UnsentMessages).add(anUnsentMessage('también sin enviar', { conversationId: 'c3' }));
  });

  afterEach(() => {
    tab.close();
  });

  async function begin(): Promise<void> {
    tab.get(RemovedConversations);
    TestBed.tick();
    await quiet();
  }

  /** Answers what is asked of a conversation, once it is. */
  async function answer(id: string, isThere: boolean, more: object = {}): Promise<void> {
    const problem = { type: 'not-found', title: 'Not found', status: 404, ...more };
    const asked = () => server.match(`/api/conversations/${id}`);
    let [request] = asked();
    await until(() => {
      request ??= asked()[0];
      return request !== undefined;
    });
    request?.flush(isThere ? { conversation: {} } : problem, isThere ? {} : { status: 404, statusText: 'Not found' });
    await quiet();
  }

  const drafts = async () => [...(await tab.get(StoredDrafts).of('u1')).keys()];
  const unsent = async () => (await tab.get(UnsentMessages).of('u1')).map(({ text }) => text);

  it('take along what was begun there and what was not sent, at once', async () => {
    await begin();
    const envelope = { clientCode: 'demo', at: '2026-11-28T10:00:00.000Z', seq: 7 };
    realtime.emit('conversation_removed', { ...envelope, conversationId: 'c1' });
    await quiet();

    expect(await drafts()).toEqual(['c2']);
    expect(await unsent()).toEqual(['también sin enviar']);
  });

  it('take what was begun and what was not sent along to the one they became part of', async () => {
    await begin();
    const envelope = { clientCode: 'demo', at: '2026-11-28T10:00:00.000Z', seq: 7 };
    realtime.emit('conversation_removed', { ...envelope, conversationId: 'c1', mergedInto: 'c2' });
    await quiet();

    expect(await drafts()).toEqual(['c2', 'c2/note']);
    expect(tab.get(Drafts).read('c2')).toBe('de otra persona\nun texto a medias');
    const places = (await tab.get(UnsentMessages).of('u1')).map(({ conversationId }) => conversationId);
    expect(places).toEqual(['c2', 'c3']);
  });

  it('are asked for where the browser was away meanwhile', async () => {
    await begin();
    await answer('c1', false);
    await answer('c2', true);
    await answer('c3', false);

    expect(tab.get(RemovedConversations).lost()).toEqual(new Set(['c1', 'c3']));
    expect(await drafts()).toEqual(['c2']);
    expect(await unsent()).toEqual([]);
  });

  it('are followed where the browser was away meanwhile', async () => {
    await begin();
    await answer('c1', false, { mergedInto: 'c4' });

    expect(await drafts()).toEqual(['c2', 'c4', 'c4/note']);
  });
});
