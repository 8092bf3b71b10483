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
import { aConversation, aConversationPage, aMessage, aMessagePage } from './testing/chat-fixtures';
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
