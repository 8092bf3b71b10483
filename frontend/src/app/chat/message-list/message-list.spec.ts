import { Component, computed, inject, signal, untracked, viewChild } from '@angular/core';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Conversation } from '#contract/conversations';
import { storedBubble } from '../conversation/bubble';
import type { ConversationStore } from '../conversation/conversation-store';
import { OpenConversations } from '../conversation/open-conversations';
import { aConversation, aMessage, aMessagePage, messages, newMessage } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { MessageList } from './message-list';

@Component({
  imports: [MessageList],
  template: `
    @if (store().state() === 'ready') {
      <app-message-list [store]="store()" [bubbles]="bubbles()" />
    }
  `,
  styles: 'app-message-list { height: 400px; width: 600px; }',
})
class Host {
  readonly #open = inject(OpenConversations);
  readonly known = signal<Conversation>(aConversation(1));
  readonly store = computed<ConversationStore>(() => {
    const known = this.known();
    return untracked(() => this.#open.open('c1', known));
  });
  readonly bubbles = computed(() => this.store().messages().map(storedBubble));
  readonly list = viewChild(MessageList);
}

describe('MessageList', () => {
  let fixture: ComponentFixture<Host>;
  let realtime: FakeRealtime;
  let server: HttpTestingController;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(Host);
  });

  /** The list finds its place in animation frames: waits until three in a row have changed nothing. */
  async function settled(): Promise<void> {
    let before = '';
    for (let calm = 0; calm < 3;) {
      await fixture.whenStable();
      await new Promise(requestAnimationFrame);
      const now = place();
      calm = now === before ? calm + 1 : 0;
      before = now;
    }
  }

  function place(): string {
    const element = (fixture.nativeElement as HTMLElement).querySelector('.scroller');
    const rows = [...(element?.querySelectorAll('.row') ?? [])].map((row) => row.getBoundingClientRect().top);
    return JSON.stringify([element?.scrollTop, element?.scrollHeight, rows]);
  }

  async function open(unread: number, nextCursor: string | null = null): Promise<void> {
    fixture.componentInstance.known.set(aConversation(1, { unread }));
    await fixture.whenStable();
    server
      .expectOne(({ url }) => url === '/api/conversations/c1/messages')
      .flush(aMessagePage(messages(101, 150), { nextCursor }));
    await settled();
  }

  /** So few messages that older ones are asked for at once; goes on in the moment in which they are. */
  async function openShort(unread: number): Promise<void> {
    fixture.componentInstance.known.set(aConversation(1, { unread }));
    await fixture.whenStable();
    server
      .expectOne(({ url }) => url === '/api/conversations/c1/messages')
      .flush(aMessagePage(messages(139, 150), { nextCursor: 'older' }));
    while (fixture.componentInstance.store().older() !== 'loading') await new Promise(requestAnimationFrame);
  }

  function scroller(): HTMLElement {
    const element = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('.scroller');
    if (!element) {
      throw new Error('There is no message list.');
    }
    return element;
  }

  function distanceFromEnd(): number {
    const { scrollHeight, clientHeight, scrollTop } = scroller();
    return Math.round(scrollHeight - clientHeight - scrollTop);
  }

  function topOf(key: string): number {
    const row = scroller().querySelector(`[data-key="${key}"] .body`);
    return Math.round((row?.getBoundingClientRect().top ?? NaN) - scroller().getBoundingClientRect().top);
  }

  async function hear(place: number): Promise<void> {
    const message = aMessage(place);
    realtime.emit('new_message', newMessage(aConversation(1, { version: place }), message, place));
    await settled();
  }

  async function scrollTo(scrollTop: number): Promise<void> {
    scroller().scrollTop = scrollTop;
    await settled();
  }

  function pill(): string | undefined {
    return (fixture.nativeElement as HTMLElement).querySelector('.pill')?.textContent.trim();
  }

  it('opens at the end, and follows what comes in', async () => {
    await open(0);
    expect(distanceFromEnd()).toBe(0);

    await hear(2_001);

    expect(scroller().textContent).toContain('Message 2001');
    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('follows a burst that comes in faster than it is painted', async () => {
    await open(0);
    for (let place = 2_001; place <= 2_120; place += 1) {
      const text = place % 3 === 0 ? 'A long message that takes several lines. '.repeat(12) : `Message ${place}`;
      const message = aMessage(place, { text });
      realtime.emit('new_message', newMessage(aConversation(1, { version: place }), message, place));
      // Several tasks, and so several renderings, between two frames.
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });
      fixture.detectChanges();
    }
    await settled();

    expect(scroller().textContent).toContain('Message 2120');
    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('leaves the end only when the reader does', async () => {
    await open(0);
    await scrollTo(scroller().scrollTop - 300);
    await hear(2_001);

    expect(pill()).toBe('1 mensaje nuevo');
    expect(distanceFromEnd()).toBeGreaterThan(300);
  });

  it('stays at the end when it is given less room', async () => {
    await open(0);

    scroller().parentElement?.style.setProperty('height', '200px');
    await settled();

    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('says where nothing was said yet, until something is', async () => {
    fixture.componentInstance.known.set(aConversation(1, { lastMessage: null }));
    await fixture.whenStable();
    server.expectOne(({ url }) => url === '/api/conversations/c1/messages').flush(aMessagePage([]));
    await settled();
    const text = () => (fixture.nativeElement as HTMLElement).textContent;
    expect(text()).toContain('Aún no hay mensajes');

    await hear(2_001);
    expect(text()).not.toContain('Aún no hay mensajes');
  });

  it('stays at the end when what stands there grows', async () => {
    await open(0);
    const last = aMessage(150, { version: 3_000, text: 'A long message that takes several lines. '.repeat(12) });
    realtime.emit('message_updated', { clientCode: 'demo', at: '', seq: 3_000, contactId: 'p1', message: last });
    await settled();

    expect(scroller().textContent).toContain('takes several lines');
    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('offers no way to the end where a message it brought the reader to leaves that in view', async () => {
    await open(0);
    fixture.componentInstance.list()?.openMessage('m148');
    await settled();
    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();

    fixture.componentInstance.list()?.openMessage('m110');
    await settled();
    expect(distanceFromEnd()).toBeGreaterThan(300);
    expect(pill()).toBe('');
  });

  it('opens at the first unread message, with a divider above it', async () => {
    await open(20);

    expect(scroller().textContent).toContain('20 mensajes no leídos');
    expect(topOf('m131')).toBeGreaterThan(0);
    expect(topOf('m131')).toBeLessThan(100);
  });

  it('opens at the first message where all of them are unread, and stays there', async () => {
    await open(50);

    expect(topOf('m101')).toBeGreaterThan(0);
    // Its day and the divider stand above it.
    expect(topOf('m101')).toBeLessThan(120);
    expect(pill()).toBe('');
  });

  it('stays where it is away from the end, and counts what came in below', async () => {
    await open(0);
    await scrollTo(500);
    const place = scroller().scrollTop;

    await hear(2_001);
    await hear(2_002);
    await hear(2_003);

    expect(scroller().scrollTop).toBe(place);
    expect(pill()).toBe('3 mensajes nuevos');

    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.pill')?.click();
    await settled();

    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('puts older messages in front without moving what is being read', async () => {
    await open(0, 'older');
    await scrollTo(200);
    const older = server.expectOne(({ params }) => params.get('before') === 'older');
    const key = scroller().querySelectorAll<HTMLElement>('.row')[8]?.dataset['key'] ?? '';
    const before = topOf(key);

    older.flush(aMessagePage(messages(51, 100), { nextCursor: null }));
    await settled();

    expect(Math.abs(topOf(key) - before)).toBeLessThanOrEqual(1);
  });

  it('opens at the end when older messages come in the same moment', async () => {
    await openShort(0);
    server
      .expectOne(({ params }) => params.get('before') === 'older')
      .flush(aMessagePage(messages(51, 138), { nextCursor: null }));
    await settled();

    expect(distanceFromEnd()).toBe(0);
    expect(pill()).toBeUndefined();
  });

  it('opens at the first unread message when older ones come in the same moment', async () => {
    await openShort(10);
    server
      .expectOne(({ params }) => params.get('before') === 'older')
      .flush(aMessagePage(messages(51, 138), { nextCursor: null }));
    await settled();

    expect(topOf('m141')).toBeGreaterThan(0);
    expect(topOf('m141')).toBeLessThan(100);
  });

  it('opens the menu of a message beside its button, which has the focus again afterwards', async () => {
    await open(0);
    const opener = scroller().querySelector<HTMLButtonElement>('.row:last-child .more');
    const menu = () => (fixture.nativeElement as HTMLElement).querySelector('[role=menu]:popover-open');

    opener?.click();
    await settled();
    expect(menu()?.contains(document.activeElement)).toBeTrue();

    menu()?.querySelector<HTMLButtonElement>('.item')?.click();
    await settled();
    expect(menu()).toBeNull();
    expect(document.activeElement).toBe(opener);
  });
});
