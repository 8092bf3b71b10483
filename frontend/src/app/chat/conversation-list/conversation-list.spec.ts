import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Conversation } from '#contract/conversations';
import {
  aConversation,
  aConversationPage,
  aMessage,
  messageStatus,
  newMessage,
  timeAt,
  typingStart,
} from '../testing/chat-fixtures';
import { ConversationListHarness } from '../testing/conversation-list-harness';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ConversationList } from './conversation-list';
import { ConversationListStore } from './conversation-list-store';

describe('ConversationList', () => {
  const ROW_HEIGHT = 72;
  let fixture: ComponentFixture<ConversationList>;
  let list: ConversationListHarness;
  let server: HttpTestingController;
  let realtime: FakeRealtime;

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ConversationList);
    (fixture.nativeElement as HTMLElement).style.height = '500px';
    list = await TestbedHarnessEnvironment.harnessForFixture(fixture, ConversationListHarness);
  });

  async function answerWith(items: Conversation[], nextCursor: string | null = null): Promise<void> {
    server.expectOne((request) => request.url === '/api/conversations').flush(aConversationPage(items, { nextCursor }));
    await settled();
  }

  /** The virtual scroll measures itself in animation frames. */
  async function settled(): Promise<void> {
    for (let frame = 0; frame < 3; frame += 1) {
      await fixture.whenStable();
      await new Promise(requestAnimationFrame);
    }
    await fixture.whenStable();
  }

  async function scrollTo(pixels: number): Promise<void> {
    (fixture.nativeElement as HTMLElement).querySelector('[role=list]')?.scrollTo({ top: pixels });
    await settled();
  }

  async function hearFrom(number: number, at: number): Promise<void> {
    const message = aMessage(at, { conversationId: `c${number}`, contactId: `p${number}`, text: 'Otra vez' });
    const conversation = aConversation(number, { version: at, lastMessage: message, updatedAt: timeAt(at), unread: 1 });
    realtime.emit('new_message', newMessage(conversation, message, at));
    await settled();
  }

  const thirty = Array.from({ length: 30 }, (_, index) => aConversation(30 - index));

  it('brings the row of a conversation into view that was opened from elsewhere', async () => {
    await answerWith(thirty);
    fixture.componentRef.setInput('openId', 'c1');
    await settled();

    expect(await list.names()).toContain('Person 1');
    expect(await list.names()).not.toContain('Person 30');
  });

  it('shows what is loading, what there is, and a conversation that is heard from at the top', async () => {
    expect(await list.text()).toContain('Cargando conversaciones');

    await answerWith([aConversation(3), aConversation(2), aConversation(1)]);
    expect(await list.names()).toEqual(['Person 3', 'Person 2', 'Person 1']);

    await hearFrom(1, 90);
    expect(await list.names()).toEqual(['Person 1', 'Person 3', 'Person 2']);
    expect((await list.rowTexts())[0]).toContain('Otra vez');
  });

  it('says what to do first where there is nothing', async () => {
    await answerWith([]);

    expect(await list.text()).toContain('Aún no hay conversaciones');
    expect(await list.text()).toContain('Vincular una línea');
  });

  it('offers to try again when the list cannot be loaded', async () => {
    server.expectOne(({ url }) => url === '/api/conversations').error(new ProgressEvent('error'));
    await fixture.whenStable();
    expect(await list.text()).toContain('No pudimos cargar las conversaciones');

    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('app-error-state button')?.click();
    await answerWith([aConversation(1)]);

    expect(await list.names()).toEqual(['Person 1']);
  });

  it('comes by itself when the server is back', async () => {
    server.expectOne(({ url }) => url === '/api/conversations').error(new ProgressEvent('error'));
    realtime.connectionIs('offline');
    await settled();
    expect(await list.text()).toContain('No pudimos cargar las conversaciones');
    realtime.connectionIs('live');
    await settled();
    await answerWith([aConversation(1)]);

    expect(await list.names()).toEqual(['Person 1']);
    expect(await list.text()).not.toContain('No pudimos');
  });

  it('says so when a search fails, and keeps what there was', async () => {
    await answerWith([aConversation(2), aConversation(1)]);
    const store = TestBed.inject(ConversationListStore);
    store.search('Ana');
    store.reload();
    server.expectOne(({ url }) => url === '/api/conversations').error(new ProgressEvent('error'));
    await settled();
    expect(await list.text()).toContain('No pudimos cargar las conversaciones');
    expect(await list.names()).toEqual(['Person 2', 'Person 1']);

    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.more button')?.click();
    await answerWith([aConversation(1, { contact: { ...aConversation(1).contact, name: 'Ana' } })]);

    expect(await list.names()).toEqual(['Ana']);
    expect(await list.text()).not.toContain('No pudimos');
  });

  it('shows a search that is come back to at once, and no skeleton', async () => {
    await answerWith([aConversation(2), aConversation(1)]);
    const store = TestBed.inject(ConversationListStore);
    store.search('Nobody');
    store.reload();
    await answerWith([]);
    expect(await list.text()).toContain('Ninguna conversación coincide');

    await list.search('');
    await settled();

    expect(await list.names()).toEqual(['Person 2', 'Person 1']);
    expect((fixture.nativeElement as HTMLElement).querySelector('app-skeleton')).toBeNull();
  });

  it('says in words that nobody knows whether the last message arrived, until a person leaves it as it is', async () => {
    const last = aMessage(1, { conversationId: 'c1', direction: 'out', author: 'user', text: 'Va tu pedido' });
    await answerWith([aConversation(1, { lastMessage: { ...last, status: 'queued' } })]);
    const words = async () => (await list.rowTexts())[0];
    expect(await words()).not.toContain('No se sabe si llegó');

    realtime.emit('message_status', messageStatus(last, 'uncertain', 91));
    await settled();
    expect(await words()).toMatch(/No se sabe si llegó:\s*Va tu pedido/);

    const error = { code: 'left', title: 'Left' };
    realtime.emit('message_status', { ...messageStatus(last, 'uncertain', 92), error });
    await settled();
    expect(await words()).not.toContain('No se sabe si llegó');
  });

  it('shows who is writing instead of the last message', async () => {
    await answerWith([aConversation(1)]);

    realtime.emit('typing_start', typingStart('p1'));

    expect((await list.rowTexts())[0]).toContain('Escribiendo…');
  });

  it('says of a conversation in which nothing was said that there is nothing yet', async () => {
    await answerWith([aConversation(1, { lastMessage: null })]);

    expect((await list.rowTexts())[0]).toContain('Aún no hay mensajes');
  });

  it('names the colleague who is writing, unless the contact writes too', async () => {
    await answerWith([aConversation(1)]);
    const items = [{ id: 'u2', name: 'Luis', role: 'agent', active: true }];
    server.expectOne('/api/users').flush({ items });

    realtime.emit('typing_start', { ...typingStart('p1'), by: 'user', userId: 'u2' });
    expect((await list.rowTexts())[0]).toContain('Luis está escribiendo…');

    realtime.emit('typing_start', typingStart('p1'));
    expect((await list.rowTexts())[0]).not.toContain('Luis');
  });

  it('moves the focus with the arrow keys, Home and End, with one stop for Tab', async () => {
    await answerWith([aConversation(3), aConversation(2), aConversation(1)]);

    await list.press(TestKey.DOWN_ARROW);
    expect(await list.focusedName()).toBe('Person 2');
    await list.press(TestKey.END);
    expect(await list.focusedName()).toBe('Person 1');
    await list.press(TestKey.UP_ARROW);
    expect(await list.focusedName()).toBe('Person 2');
    await list.press(TestKey.HOME);
    expect(await list.focusedName()).toBe('Person 3');
    expect(await list.tabStops()).toBe(1);
  });

  it('has moved the focus before the next key is heard', async () => {
    await answerWith([aConversation(3), aConversation(2), aConversation(1)]);
    const press = (key: string): void => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    };
    const focused = (): string | null | undefined =>
      document.activeElement?.closest('[data-id]')?.getAttribute('data-id');
    (fixture.nativeElement as HTMLElement).querySelector('input')?.focus();

    press('ArrowDown');
    expect(focused()).toBe('c3');
    press('ArrowDown');
    expect(focused()).toBe('c2');

    await settled();
    expect(focused()).toBe('c2');
  });

  it('stays at the top and keeps the row under the pointer, however many write', async () => {
    await answerWith(thirty);
    await list.pointAt(ROW_HEIGHT * 2.5);

    await hearFrom(3, 90);
    await hearFrom(29, 91);
    await hearFrom(40, 92);
    await hearFrom(28, 93);
    expect(await list.scrollTop()).toBe(0);
    expect((await list.names()).slice(0, 4)).toEqual(['Person 40', 'Person 29', 'Person 28', 'Person 3']);

    await list.pointElsewhere();
    await settled();
    expect(await list.scrollTop()).toBe(0);
    expect((await list.names()).slice(0, 4)).toEqual(['Person 28', 'Person 40', 'Person 29', 'Person 3']);
    expect(await list.newAbove()).toBeNull();
  });

  it('settles at the top when the pointer leaves the conversation that is open', async () => {
    await answerWith(thirty);
    fixture.componentRef.setInput('openId', 'c28');
    await list.pointAt(ROW_HEIGHT * 2.5);
    for (let number = 40; number < 50; number += 1) await hearFrom(number, number + 60);

    await list.pointElsewhere();
    await settled();
    expect(await list.scrollTop()).toBe(0);
    expect((await list.names())[0]).toBe('Person 49');
  });

  it('says how many conversations came in above what is seen, and goes there', async () => {
    await answerWith(thirty);
    await scrollTo(ROW_HEIGHT * 5);
    expect(await list.newAbove()).toBeNull();

    await hearFrom(3, 90);
    expect(await list.newAbove()).toBe('1 conversación nueva');
    await hearFrom(40, 91);
    await hearFrom(3, 92);
    expect(await list.scrollTop()).toBe(ROW_HEIGHT * 7);
    expect(await list.newAbove()).toBe('2 conversaciones nuevas');

    await list.goToNewAbove();
    await settled();
    expect(await list.scrollTop()).toBe(0);
    expect((await list.names()).slice(0, 2)).toEqual(['Person 3', 'Person 40']);
    expect(await list.focusedName()).toBe('Person 3');
    expect(await list.newAbove()).toBeNull();
  });

  it('no longer counts above what somebody scrolls to', async () => {
    await answerWith(thirty);
    await scrollTo(ROW_HEIGHT * 5);
    await hearFrom(3, 90);
    await hearFrom(40, 91);

    await scrollTo(ROW_HEIGHT);
    expect(await list.newAbove()).toBe('1 conversación nueva');
    await scrollTo(ROW_HEIGHT * 5);
    expect(await list.newAbove()).toBe('1 conversación nueva');
    await scrollTo(0);
    expect(await list.newAbove()).toBeNull();
  });

  describe('with labels', () => {
    const label = (id: string) => ({ id, name: id.toUpperCase(), colour: 'teal', createdAt: '' });
    const known = async (...ids: string[]) => {
      server.expectOne('/api/labels').flush({ items: ids.map(label) });
      await settled();
    };
    const forgotten = async () => {
      realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'labels' });
      await settled();
    };

    it('shows two of them and how many more, and none that was removed', async () => {
      await answerWith([aConversation(1, { labels: ['a', 'b', 'c', 'gone'] }), aConversation(2, { labels: ['gone'] })]);
      await known('a', 'b', 'c');

      const [removed, labelled] = await list.rowTexts();
      expect(labelled).toContain('Etiquetas: A, B, C');
      expect(labelled).toContain('AB+1');
      expect(removed).not.toContain('Etiquetas');
    });

    it('is narrowed down to one, until that is removed', async () => {
      await answerWith([aConversation(1)]);
      await known('a', 'b');
      expect(await list.labelFilters()).toEqual(['Todas las etiquetas', 'A', 'B']);

      await list.filterByLabel('B');
      server.expectOne(({ params }) => params.get('label') === 'b').flush(aConversationPage([], { nextCursor: null }));
      await forgotten();
      await known('a');

      server
        .expectOne(({ url, params }) => url === '/api/conversations' && !params.has('label'))
        .flush(aConversationPage([aConversation(1)], { nextCursor: null }));
      await settled();
      expect(await list.names()).toEqual(['Person 1']);
    });
  });

  it('goes on searching where it was told to until the search is emptied', async () => {
    await answerWith([aConversation(1)]);
    const places = () => [
      ...(fixture.nativeElement as HTMLElement).querySelectorAll<HTMLInputElement>('.search-in input'),
    ];
    await list.search('pedido');
    places()[1]?.click();
    await fixture.whenStable();
    await list.search('pedid');
    expect(places().map(({ checked }) => checked)).toEqual([false, true]);

    await list.search('');
    await list.search('rosa');
    expect(places().map(({ checked }) => checked)).toEqual([true, false]);
  });
});
