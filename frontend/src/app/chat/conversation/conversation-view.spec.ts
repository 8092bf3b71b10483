import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { CacheService } from '../../cache';
import { ConversationListStore } from '../conversation-list/conversation-list-store';
import {
  aConversation,
  aConversationPage,
  aMessage,
  aMessagePage,
  messages,
  messageStatus,
  newMessage,
} from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { type ConversationOpening, openingKey, openingRules } from './conversation-opening';
import { MessageTargets } from '../message-search/message-targets';
import { ConversationView } from './conversation-view';

describe('ConversationView of a conversation from before', () => {
  let fixture: ComponentFixture<ConversationView>;
  let page: HTMLElement;
  let server: HttpTestingController;
  let realtime: FakeRealtime;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    const opening: ConversationOpening = { conversation: aConversation(1), page: aMessagePage(messages(1, 30)) };
    TestBed.inject(CacheService).hold(openingKey('c1'), opening, openingRules);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jasmine.clock().uninstall();
  });

  /** Opens the conversation, whose last message is this one. */
  async function open(unread: number, last: number): Promise<void> {
    TestBed.inject(ConversationListStore);
    TestBed.tick();
    const lastMessage = aMessage(last);
    server
      .expectOne(({ url }) => url === '/api/conversations')
      .flush(aConversationPage([aConversation(1, { version: 900, unread, lastMessage })]));
    fixture = TestBed.createComponent(ConversationView);
    page = fixture.nativeElement as HTMLElement;
    page.style.height = '400px';
    fixture.componentRef.setInput('conversationId', 'c1');
    await settled();
  }

  /** The list of messages finds its place in animation frames: waits until three in a row have changed nothing. */
  async function settled(): Promise<void> {
    let before = '';
    for (let calm = 0; calm < 3;) {
      await fixture.whenStable();
      await new Promise(requestAnimationFrame);
      const now = JSON.stringify([page.textContent, page.querySelector('.scroller')?.scrollTop]);
      calm = now === before ? calm + 1 : 0;
      before = now;
    }
  }

  function marksAsRead(): TestRequest[] {
    return server.match(({ method, url }) => method === 'PATCH' && url === '/api/conversations/c1');
  }

  async function answer(last: number): Promise<void> {
    server.expectOne(({ url }) => url.endsWith('/messages')).flush(aMessagePage(messages(1, last), { seq: 1_000 }));
    await settled();
  }

  it('is there without a skeleton, and not read before what is new is there', async () => {
    await open(1, 31);
    expect(page.textContent).toContain('Message 30');
    expect(page.querySelector('app-skeleton')).toBeNull();
    expect(marksAsRead()).toEqual([]);

    await answer(31);

    expect(page.textContent).toContain('Message 31');
    expect(marksAsRead().length).toBe(1);
  });

  it('tells the team once a second that it reads, however fast messages come in', async () => {
    // From the start: a timer of the browser's own could not be cleared once the clock is another.
    jasmine.clock().install();
    await open(0, 30);
    await answer(30);
    const hear = (place: number): void => {
      const conversation = aConversation(1, { version: place, unread: 1 });
      realtime.emit('new_message', newMessage(conversation, aMessage(place), place));
      TestBed.tick();
    };
    hear(1_001);
    expect(marksAsRead().length).toBe(1);
    for (let place = 1_002; place < 1_020; place += 1) hear(place);
    expect(marksAsRead()).toEqual([]);

    jasmine.clock().tick(1_000);
    TestBed.tick();
    expect(marksAsRead().length).toBe(1);
  });

  it('shows the message somebody came for, also when it is wanted again', async () => {
    await open(0, 90);
    await answer(90);
    const around = () => server.match(({ params }) => params.get('around') === 'far').length;
    TestBed.inject(MessageTargets).want({ conversationId: 'c1', messageId: 'far' });
    TestBed.tick();
    expect(around()).toBe(1);

    TestBed.inject(MessageTargets).want({ conversationId: 'another', messageId: 'far' });
    TestBed.tick();
    expect(around()).toBe(0);
    TestBed.inject(MessageTargets).want({ conversationId: 'c1', messageId: 'far' });
    TestBed.tick();
    expect(around()).toBe(1);
  });

  it('begins at the first unread message, however many there are', async () => {
    await open(60, 90);
    await answer(90);

    const scroller = page.querySelector('.scroller');
    const divider = page.querySelector('.unread');
    expect(divider?.textContent).toContain('60');
    const from = (scroller?.getBoundingClientRect().top ?? 0) - 1;
    const to = scroller?.getBoundingClientRect().bottom ?? 0;
    expect(divider?.getBoundingClientRect().top).toBeGreaterThanOrEqual(from);
    expect(divider?.getBoundingClientRect().bottom).toBeLessThanOrEqual(to);
  });
});

describe('ConversationView of a conversation in which a message failed', () => {
  const failed = aMessage(2, { direction: 'out', author: 'user', status: 'failed', clientMessageId: 'mine' });
  const retryUrl = '/api/conversations/c1/messages/m2/retry';
  let fixture: ComponentFixture<ConversationView>;
  let server: HttpTestingController;
  let realtime: FakeRealtime;

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    const page = aMessagePage([aMessage(1), failed]);
    TestBed.inject(CacheService).hold(openingKey('c1'), { conversation: aConversation(1), page }, openingRules);
    fixture = TestBed.createComponent(ConversationView);
    (fixture.nativeElement as HTMLElement).style.cssText = 'display: grid; height: 400px';
    fixture.componentRef.setInput('conversationId', 'c1');
    await drawn();
  });

  async function drawn(): Promise<void> {
    for (let frame = 0; frame < 6; frame += 1) {
      await fixture.whenStable();
      await new Promise(requestAnimationFrame);
    }
  }

  const labelled = (label: string) =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].find(
      ({ textContent }) => textContent === label,
    );
  const retryButton = () => labelled('Reintentar');
  const ticks = () =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('app-message-tick[role=img]')].map((tick) =>
      tick.getAttribute('aria-label'),
    );

  it('retries it once as the same message, however often it is clicked', async () => {
    const button = retryButton();
    button?.click();
    button?.click();
    await drawn();

    expect(ticks()).toEqual(['En espera']);
    expect(retryButton()).toBeUndefined();
    server.expectNone(({ method, url }) => method === 'POST' && url === '/api/conversations/c1/messages');
    server.expectOne(retryUrl).flush({ message: { ...failed, version: 9, status: 'queued', error: undefined } });
    await drawn();
    expect(ticks()).toEqual(['En espera']);
  });

  it('offers it again when the server could not be asked', async () => {
    retryButton()?.click();
    server.expectOne(retryUrl).error(new ProgressEvent('error'));
    await drawn();

    expect(ticks()).toEqual(['No se envió']);
    expect(retryButton()).toBeDefined();
  });

  it('leaves one of which nobody knows as it is, and asks no more once the server has it so', async () => {
    realtime.emit('message_status', messageStatus(failed, 'uncertain', 1_001));
    await drawn();
    labelled('Dejarlo así')?.click();
    const error = { code: 'left', title: 'Left' };
    server
      .expectOne('/api/conversations/c1/messages/m2/leave')
      .flush({ message: { ...failed, version: 1_002, status: 'uncertain', error } });
    await drawn();

    expect(labelled('Dejarlo así')).toBeUndefined();
    expect(labelled('Enviar de nuevo')).toBeUndefined();
    expect(ticks()).toEqual(['No se sabe si llegó']);
  });

  it('has no button once the line was removed, and says why', async () => {
    server.expectOne('/api/whatsapp/sessions').flush({ items: [], epoch: 'e1', seq: 1_000 });
    await drawn();

    expect(retryButton()).toBeUndefined();
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('La línea se quitó: no se puede reintentar.');
  });
});
