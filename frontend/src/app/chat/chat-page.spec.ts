import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideLocationMocks } from '@angular/common/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { TRANSLOCO_LOADER, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { NEVER, of, type Observable } from 'rxjs';
import chat from '../../../public/i18n/chat/es.json';
import es from '../../../public/i18n/es.json';
import { until } from '../tabs/testing/until';
import { Drafts } from './composer/drafts';
import { ReplyTargets } from './composer/reply-targets';
import { aConversation, aConversationPage, aMessage, aMessagePage } from './testing/chat-fixtures';
import { FakeRealtime } from './testing/fake-realtime';
import { provideChatTesting } from './testing/provide-chat-testing';
import { FakeMicrophone, provideFakeMicrophone } from './voice-notes/testing/fake-microphone';

/** The first of the list, with one message in it. */
async function openConversation(): Promise<RouterTestingHarness> {
  const router = await RouterTestingHarness.create('/chat/c1');
  const server = TestBed.inject(HttpTestingController);
  server.expectOne(({ url }) => url === '/api/conversations').flush(aConversationPage([aConversation(1)]));
  // The conversation is code of its own.
  await router.fixture.whenStable();
  server.match('/api/conversations/c1').forEach((request) => {
    request.flush({ conversation: aConversation(1), epoch: 'e1', seq: 1 });
  });
  server.expectOne(({ url }) => url.endsWith('/messages')).flush(aMessagePage([aMessage(1)]));
  await router.fixture.whenStable();
  return router;
}

describe('the chat by keyboard', () => {
  let page: HTMLElement;
  let router: RouterTestingHarness;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideChatTesting(), provideLocationMocks()] });
    router = await openConversation();
    page = router.fixture.nativeElement as HTMLElement;
  });

  function field(selector: 'input[type=search]' | 'textarea'): HTMLInputElement {
    const found = page.querySelector<HTMLInputElement>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  }

  async function press(key: string, target: Element = document.activeElement ?? document.body): Promise<Event> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    await router.fixture.whenStable();
    return event;
  }

  it('comes to the search with a slash', async () => {
    field('textarea').blur();

    const event = await press('/', document.body);

    expect(event.defaultPrevented).toBeTrue();
    expect(document.activeElement).toBe(field('input[type=search]'));
  });

  it('keeps the slash for whoever is writing', async () => {
    field('textarea').focus();

    const event = await press('/');

    expect(event.defaultPrevented).toBeFalse();
    expect(document.activeElement).toBe(field('textarea'));
  });

  it('clears the search with Esc, then leaves it for the list', async () => {
    const search = field('input[type=search]');
    search.focus();
    search.value = 'ana';
    search.dispatchEvent(new Event('input'));

    await press('Escape');
    expect(search.value).toBe('');
    expect(document.activeElement).toBe(search);

    await press('Escape');
    expect(document.activeElement?.getAttribute('href')).toBe('/chat/c1');
    expect(TestBed.inject(Router).url).toBe('/chat/c1');
  });

  it('goes back from the conversation to its row with Esc', async () => {
    field('textarea').focus();

    await press('Escape');
    await router.fixture.whenStable();

    expect(TestBed.inject(Router).url).toBe('/chat');
    expect(document.activeElement?.getAttribute('href')).toBe('/chat/c1');
  });

  it('brings the list back with Esc before it leaves the conversation', async () => {
    TestBed.inject(Router).setUpLocationChangeListener();
    page.querySelector<HTMLElement>('app-conversation-header h2 button')?.click();
    await until(() => page.querySelector('app-contact-panel'));
    expect(TestBed.inject(Router).url).toBe('/chat/c1?panel=contact');
    expect(getComputedStyle(page.querySelector('app-conversation-list') ?? page).visibility).toBe('hidden');

    field('textarea').focus();
    await press('Escape');
    await until(() => page.querySelector('app-contact-panel') === null);
    expect(TestBed.inject(Router).url).toBe('/chat/c1');
    expect(getComputedStyle(page.querySelector('app-conversation-list') ?? page).visibility).toBe('visible');
  });
});

describe('what was recorded and not sent', () => {
  let fixture: ComponentFixture<unknown>;
  let microphone: FakeMicrophone;

  beforeEach(async () => {
    microphone = new FakeMicrophone();
    const providers = [provideChatTesting(), provideLocationMocks(), provideFakeMicrophone(microphone)];
    TestBed.configureTestingModule({ providers });
    ({ fixture } = await openConversation());
    await press('Grabar una nota de voz');
    await until(() => find('Terminar') !== undefined);
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const find = (name: string) =>
    [...page().querySelectorAll('button')].find((one) => (one.ariaLabel ?? one.textContent.trim()) === name);
  const note = () => page().querySelector('app-voice-note');

  async function press(name: string): Promise<void> {
    find(name)?.click();
    await fixture.whenStable();
  }

  /** Resolves once it is asked, or done. */
  async function goTo(path: string): Promise<void> {
    const router = TestBed.inject(Router);
    void router.navigateByUrl(path);
    await until(() => page().querySelector('dialog') !== null || router.url === path);
  }

  for (const path of ['/chat/c2', '/chat']) {
    it(`is not left for ${path} without a question`, async () => {
      await goTo(path);
      expect(page().querySelector('dialog')?.textContent).toContain('¿Salir sin enviar?');
      await press('Cancelar');
      expect(TestBed.inject(Router).url).toBe('/chat/c1');
      expect(microphone.isOpen).toBeTrue();

      await goTo(path);
      await press('Salir sin enviar');
      await fixture.whenStable();
      expect(TestBed.inject(Router).url).toBe(path);
      expect(microphone.isOpen).toBeFalse();
      expect(note()).toBeNull();
    });
  }

  it('is what a file is too that was chosen', async () => {
    await press('Borrar la grabación');
    const chosen = new DataTransfer();
    chosen.items.add(new File(['1,2'], 'precios.csv'));
    const chooser = page().querySelector<HTMLInputElement>('input[type=file]');
    if (chooser) chooser.files = chosen.files;
    chooser?.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    await goTo('/chat/c2');

    expect(page().querySelector('dialog')?.textContent).toContain('¿Salir sin enviar?');
    await press('Salir sin enviar');
    expect(TestBed.inject(Router).url).toBe('/chat/c2');
  });

  it('is nothing to ask about once it was deleted', async () => {
    await press('Borrar la grabación');
    await goTo('/chat/c2');

    expect(page().querySelector('dialog')).toBeNull();
    expect(TestBed.inject(Router).url).toBe('/chat/c2');
  });
});

describe('a conversation that is no more', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let fixture: ComponentFixture<unknown>;

  beforeEach(() => {
    realtime = new FakeRealtime();
    const providers = [
      provideChatTesting(realtime),
      provideLocationMocks(),
      provideFakeMicrophone(new FakeMicrophone()),
    ];
    TestBed.configureTestingModule({ providers });
    server = TestBed.inject(HttpTestingController);
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const field = () => page().querySelector('textarea');
  const url = () => TestBed.inject(Router).url;
  const envelope = { clientCode: 'demo', at: '2026-11-28T10:00:00.000Z', seq: 7 };

  async function open(): Promise<void> {
    ({ fixture } = await openConversation());
  }

  async function write(text: string): Promise<void> {
    const textarea = field();
    if (!textarea) throw new Error('Nothing can be written.');
    textarea.focus();
    textarea.value = text;
    textarea.setSelectionRange(3, 3);
    textarea.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  async function merge(): Promise<void> {
    realtime.emit('conversation_removed', { ...envelope, conversationId: 'c1', mergedInto: 'c2' });
    const conversation = aConversation(2);
    realtime.emit('conversation_updated', { ...envelope, seq: 8, contactId: conversation.contactId, conversation });
    await until(() => url() === '/chat/c2');
    await fixture.whenStable();
    for (const request of server.match('/api/conversations/c2')) request.flush({ conversation, epoch: 'e1', seq: 8 });
    for (const request of server.match(({ url: asked }) => asked === '/api/conversations/c2/messages'))
      request.flush(aMessagePage([aMessage(1), aMessage(2)]));
    await fixture.whenStable();
  }

  it('goes on in the one it became part of, with all that was begun', async () => {
    await open();
    TestBed.inject(ReplyTargets).answer(aMessage(1));
    await write('Mañana a las diez');
    const chosen = new DataTransfer();
    chosen.items.add(new File(['1,2'], 'precios.csv'));
    const chooser = page().querySelector<HTMLInputElement>('input[type=file]');
    if (chooser) chooser.files = chosen.files;
    chooser?.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    field()?.setSelectionRange(3, 3);

    await merge();

    expect(page().querySelector('dialog')).toBeNull();
    expect(field()?.value).toBe('Mañana a las diez');
    expect([document.activeElement, field()?.selectionStart]).toEqual([field(), 3]);
    expect(page().querySelector('app-attached-files')?.textContent).toContain('precios.csv');
    expect(page().querySelector('app-composer app-quoted-message')).not.toBeNull();
    expect(page().querySelector('.line-notice')?.textContent).toContain('se unió con otra del mismo contacto');
    expect([...TestBed.inject(Drafts).drafts()]).toEqual([['c2', 'Mañana a las diez']]);
  });

  it('keeps what was recorded, and puts what was written behind what was begun there', async () => {
    await open();
    TestBed.inject(Drafts).write('c2', 'Buenas');
    await write('Mañana a las diez');
    await merge();
    expect(field()?.value).toBe('Buenas\nMañana a las diez');

    await write('');
    page().querySelector<HTMLElement>('[aria-label="Grabar una nota de voz"]')?.click();
    await until(() => page().querySelector('app-voice-note'));
    const third = aConversation(3);
    realtime.emit('conversation_updated', { ...envelope, seq: 9, contactId: third.contactId, conversation: third });
    realtime.emit('conversation_removed', { ...envelope, seq: 10, conversationId: 'c2', mergedInto: 'c3' });
    await until(() => url() === '/chat/c3');
    await fixture.whenStable();
    expect(page().querySelector('app-voice-note')).not.toBeNull();
  });

  it('is found by its old address', async () => {
    ({ fixture } = await RouterTestingHarness.create('/chat/c9'));
    await fixture.whenStable();
    const merged = { type: 'not-found', title: 'Not found', status: 404, mergedInto: 'c2' };
    server.expectOne('/api/conversations/c9').flush(merged, { status: 404, statusText: 'Not found' });
    await until(() => url() === '/chat/c2');
    await fixture.whenStable();
    expect(server.match('/api/conversations/c2').length).toBe(1);
  });

  it('is said to have been deleted, with what was begun there', async () => {
    await open();
    await write('Mañana');
    realtime.emit('conversation_removed', { ...envelope, conversationId: 'c1' });
    await fixture.whenStable();

    const says = page().querySelector('app-conversation-view')?.textContent;
    expect(says).toContain('Esta conversación se eliminó');
    expect(says).not.toContain('unido');
    expect(says).toContain('Lo que habías empezado a escribir aquí se eliminó también.');
    expect([...TestBed.inject(Drafts).drafts()]).toEqual([]);
  });

  it('is said to have been deleted, and of nothing else where nothing was begun', async () => {
    await open();
    realtime.emit('conversation_removed', { ...envelope, conversationId: 'c1' });
    await fixture.whenStable();
    expect(page().querySelector('app-conversation-view')?.textContent).not.toContain('empezado a escribir');
  });
});

describe('a conversation whose texts are not there yet', () => {
  /** As on a slow line, or none. */
  const loader: TranslocoLoader = {
    getTranslation: (path): Observable<Translation> => {
      const files: Record<string, Translation> = { es, 'chat/es': chat };
      const texts = files[path];
      return texts ? of(texts) : NEVER;
    },
  };

  it('is said to be loading, and no key of a text is seen', async () => {
    const language = { provide: TRANSLOCO_LOADER, useValue: loader };
    TestBed.configureTestingModule({ providers: [provideChatTesting(), provideLocationMocks(), language] });
    const { fixture } = await RouterTestingHarness.create('/chat/c1');
    await fixture.whenStable();

    const section = (fixture.nativeElement as HTMLElement).querySelector('section');
    expect(section?.textContent.trim()).toBe('Cargando mensajes');
    expect(section?.querySelector('[aria-busy=true] app-skeleton')).not.toBeNull();
  });
});
