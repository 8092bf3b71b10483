import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import narrowings from '../../../../public/i18n/list-narrowings/es.json';
import { until } from '../../tabs/testing/until';
import { aConversation, aConversationPage, conversationUpdated, timeAt } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ConversationListStore } from './conversation-list-store';

describe('a list that an address narrows down', () => {
  let server: HttpTestingController;
  let realtime: FakeRealtime;
  let router: RouterTestingHarness;

  beforeEach(() => {
    realtime = new FakeRealtime();
    const scopes = { 'list-narrowings/es': narrowings };
    TestBed.configureTestingModule({ providers: [provideChatTesting(realtime, scopes), provideLocationMocks()] });
    server = TestBed.inject(HttpTestingController);
  });

  const page = () => router.fixture.nativeElement as HTMLElement;
  const chips = () => [...page().querySelectorAll<HTMLElement>('app-list-narrowings button')];
  const words = () => chips().map((chip) => chip.textContent.trim());

  /** The last that was asked for and still matters. */
  function asked(): TestRequest {
    const open = server.match(({ url }) => url === '/api/conversations').filter(({ cancelled }) => !cancelled);
    const last = open.at(-1);
    if (!last) throw new Error('No conversations were asked for.');
    return last;
  }

  async function open(path: string): Promise<TestRequest> {
    router = await RouterTestingHarness.create(path);
    await router.fixture.whenStable();
    return asked();
  }

  it('shows what the address asks for, and says so', async () => {
    const { request } = await open('/chat?agent=u2&waiting=900');
    server.expectOne('/api/users').flush({ items: [{ id: 'u2', name: 'Luis', role: 'agent', active: true }] });
    await until(() => chips().length === 2);

    expect(request.params.get('agent')).toBe('u2');
    expect(request.params.get('waiting')).toBe('900');
    expect(words()).toEqual(['De Luis', 'Esperan más de 15 min']);
    expect(chips()[0]?.ariaLabel).toBe('De Luis: quitar');
  });

  it('asks for more when a narrowing is taken away, and takes it out of the address', async () => {
    await open('/chat?agent=u2&waiting=300-900&filter=unassigned');
    await until(() => chips().length === 2);
    expect(words()[1]).toBe('Esperan de 5 min a 15 min');

    chips()[1]?.click();
    await router.fixture.whenStable();
    const { request } = asked();

    expect(request.params.has('waiting')).toBeFalse();
    expect(request.params.get('agent')).toBe('u2');
    expect(request.params.get('filter')).toBe('unassigned');
    expect(await until(() => TestBed.inject(Router).url === '/chat?agent=u2&filter=unassigned')).toBeTrue();
  });

  it('brings the focus to the next one, then to the list, and says what narrows it down', async () => {
    (await open('/chat?agent=u2&waiting=0')).flush(
      aConversationPage([aConversation(1, { assignedTo: 'u2', waitingSince: timeAt(1) })]),
    );
    server.expectOne('/api/users').flush({ items: [{ id: 'u2', name: 'Luis', role: 'agent', active: true }] });
    const status = () =>
      page().querySelector('app-list-narrowings [role=status]')?.textContent.replace(/\s+/g, ' ').trim();
    await until(() => status() === 'De Luis Esperan respuesta');

    chips()[0]?.focus();
    chips()[0]?.click();
    await router.fixture.whenStable();
    expect(document.activeElement).toBe(chips()[0] ?? null);
    expect(status()).toBe('Esperan respuesta');

    chips()[0]?.click();
    await until(() => document.activeElement?.getAttribute('href') === '/chat/c1');
    expect(status()).toBe('Nada acota ya la lista');
  });

  it('lets go of whoever was answered, and takes in whoever begins to wait', async () => {
    const waits = (number: number, version: number, waitingSince: string | null) =>
      aConversation(number, { version, waitingSince });
    (await open('/chat?waiting=0')).flush(aConversationPage([waits(2, 2, timeAt(2)), waits(1, 1, timeAt(1))]));
    await router.fixture.whenStable();
    const ids = () =>
      TestBed.inject(ConversationListStore)
        .conversations()
        .map(({ id }) => id);

    realtime.emit('conversation_updated', conversationUpdated(waits(2, 1_001, null), 1_001));
    expect(ids()).toEqual(['c1']);
    realtime.emit('conversation_updated', conversationUpdated(waits(2, 1_002, timeAt(3)), 1_002));
    expect(ids()).toEqual(['c2', 'c1']);
  });

  it('leaves no search from before on what the address asks for', async () => {
    (await open('/chat')).flush(aConversationPage([aConversation(1)]));
    const store = TestBed.inject(ConversationListStore);
    store.search('Luz');
    await TestBed.inject(Router).navigateByUrl('/chat?filter=unassigned');
    await router.fixture.whenStable();

    const { request } = asked();
    expect(request.params.get('filter')).toBe('unassigned');
    expect(request.params.has('q')).toBeFalse();
    expect(store.query()).toBe('');
  });

  it('stays as somebody has made it when a conversation is opened from it', async () => {
    (await open('/chat?agent=u2')).flush(aConversationPage([aConversation(1, { assignedTo: 'u2' })]));
    await TestBed.inject(Router).navigateByUrl('/chat/c1');
    await router.fixture.whenStable();

    expect(TestBed.inject(ConversationListStore).view().agent).toBe('u2');
  });
});
