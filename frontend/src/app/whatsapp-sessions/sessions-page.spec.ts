import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import { filter, map, type Observable, Subject } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import type { Stats } from '#contract/stats';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import numbersEs from '../../../public/i18n/phone-numbers/es.json';
import scopeEs from '../../../public/i18n/whatsapp-sessions/es.json';
import { Notices } from '../errors';
import { FiguresStore } from '../figures';
import { fetchPhoneNumberGroups } from '../i18n';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { WhatsAppRealtimeService } from '../realtime';
import { connectionOfKind } from '../realtime/testing/connections';
import { SignInStore } from '../sign-in';
import { SessionsPage } from './sessions-page';
import { testSession } from './testing/test-session';

describe('SessionsPage', () => {
  const now = new Date('2026-01-01T12:00:00.000Z');
  const ana: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'admin', clientCode: 'demo' };
  const user = signal<SignedInUser | null>(ana);
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString();
  let fixture: ComponentFixture<SessionsPage>;
  let page: HTMLElement;
  let server: HttpTestingController;
  let events: Subject<{ name: string; data: unknown }>;
  let startOver$: Subject<void>;
  let offerSnapshot: jasmine.Spy;
  let notices: jasmine.SpyObj<Notices>;
  const connection = signal(connectionOfKind('live'));
  const stats = signal<Pick<Stats, 'lines'> | null>(null);

  beforeAll(() => fetchPhoneNumberGroups());

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    user.set(ana);
    stats.set(null);
    connection.set(connectionOfKind('live'));
    events = new Subject();
    startOver$ = new Subject();
    offerSnapshot = jasmine.createSpy('offerSnapshot');
    notices = jasmine.createSpyObj<Notices>('Notices', ['success', 'error', 'warning']);
    const on = (name: string): Observable<unknown> =>
      events.pipe(
        filter((event) => event.name === name),
        map(({ data }) => data),
      );
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideTestLanguages({ 'whatsapp-sessions/es': scopeEs, 'phone-numbers/es': numbersEs }),
        provideTranslocoScope('whatsapp-sessions'),
        {
          provide: WhatsAppRealtimeService,
          useValue: { on, startOver$, offerSnapshot, connection },
        },
        { provide: SignInStore, useValue: { user } },
        { provide: Notices, useValue: notices },
        { provide: FiguresStore, useValue: { stats } },
      ],
    });
    fixture = TestBed.createComponent(SessionsPage);
    page = fixture.nativeElement as HTMLElement;
    server = TestBed.inject(HttpTestingController);
    pass(0);
  });

  afterEach(() => {
    fixture.destroy();
    jasmine.clock().uninstall();
    server.verify();
  });

  function pass(milliseconds: number): void {
    TestBed.tick();
    jasmine.clock().tick(milliseconds);
    TestBed.tick();
  }

  function show(...items: WhatsAppSession[]): void {
    server.expectOne('/api/whatsapp/sessions').flush({ items, epoch: 'a', seq: 4 });
    pass(0);
  }

  function happens(name: string, data: unknown): void {
    events.next({ name, data });
    pass(0);
  }

  function button(word: string): HTMLButtonElement {
    // A menu opens in front of the page, not in it.
    const found = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === word);
    if (!found) throw new Error(`There is no button "${word}".`);
    return found;
  }

  function press(word: string): void {
    button(word).click();
    pass(0);
  }

  function type(selector: string, text: string): void {
    const field = page.querySelector<HTMLInputElement>(selector);
    if (!field) throw new Error(`There is no field "${selector}".`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    pass(0);
  }

  it('tells an admin what to do first, and adds the first line', () => {
    show();
    expect(page.textContent).toContain('Vincula tu primer número');

    type('#line-name', 'Ventas');
    press('Agregar línea');
    const request = server.expectOne('/api/whatsapp/sessions');
    expect(request.request.body).toEqual({ kind: 'whatsapp-web', name: 'Ventas' });
    request.flush({ session: testSession() });
    pass(0);

    expect(page.querySelector('app-session-card')?.textContent).toContain('Ventas');
  });

  it('says what is wrong with a name: none, or one that another line has', () => {
    show(testSession({ name: 'Ventas' }), testSession({ id: 's2', name: 'Soporte' }));
    press('Agregar línea');
    press('Agregar línea');
    expect(page.querySelector('form [role="alert"]')?.textContent).toBe('Escribe un nombre para la línea.');
    type('#line-name', ' ventas ');
    expect(page.querySelector('form [role="alert"]')?.textContent).toContain('Ya hay una línea con este nombre.');
    press('Cancelar');

    openMenuOf('Soporte');
    press('Cambiar nombre');
    type('app-line-name-form input', 'Ventas');
    press('Guardar');
    expect(page.querySelector('app-line-name-form [role="alert"]')?.textContent).toContain('Ya hay una línea');
    type('app-line-name-form input', '  ');
    expect(page.querySelector('app-line-name-form [role="alert"]')?.textContent).toContain('Escribe un nombre');
  });

  it('says so where a colleague has given the name to another line a moment ago, and keeps what was typed', () => {
    show();
    type('#line-name', 'Ventas');
    press('Agregar línea');
    const problem = {
      type: 'conflict',
      title: 'Conflict',
      status: 409,
      errors: [{ path: 'name', message: 'In use.' }],
    };
    server.expectOne('/api/whatsapp/sessions').flush(problem, { status: 409, statusText: 'Conflict' });
    pass(0);

    expect(page.querySelector('form [role="alert"]')?.textContent).toContain('Ya hay una línea con este nombre.');
    expect(page.querySelector<HTMLInputElement>('#line-name')?.value).toBe('Ventas');
  });

  it('tells where its page stands in the log', () => {
    show(testSession());

    expect(offerSnapshot).toHaveBeenCalledOnceWith('a', 4);
  });

  function openMenuOf(name: string): void {
    page.querySelector<HTMLButtonElement>(`[aria-label="Más acciones para «${name}»"]`)?.click();
    pass(0);
  }

  it('offers to try again when the lines cannot be loaded', () => {
    server.expectOne('/api/whatsapp/sessions').error(new ProgressEvent('error'));
    pass(0);
    press('Reintentar');
    show(testSession());

    expect(page.textContent).toContain('Ventas');
  });

  it('says number, state, reason and when it tries again, counting down', () => {
    show(testSession({ phoneNumber: '525512345678', state: 'retrying', reason: 'timed_out', retryAt: inSeconds(12) }));
    expect(page.textContent).toContain('+52 55 1234 5678');
    expect(page.textContent).toContain('Reconectando');
    expect(page.textContent).toContain('WhatsApp dejó de responder.');
    expect(page.textContent).toContain('Se reintenta en 12 s.');

    pass(4_000);
    expect(page.textContent).toContain('Se reintenta en 8 s.');
  });

  it('says what it knew while the server is out of reach, and counts nothing on', () => {
    show(testSession({ state: 'retrying', reason: 'timed_out', downSince: inSeconds(-100), retryAt: inSeconds(12) }));
    connection.set(connectionOfKind('offline'));
    pass(120_000);
    expect(page.querySelector('[role="status"]')?.textContent).toContain('Así estaban las líneas');
    expect(page.querySelector('.countdown')?.textContent).toMatch(/^Se iba a reintentar a las \d+:\d+:12/);
    expect(page.querySelector('.since')?.textContent).toContain('hace 1 min');

    connection.set(connectionOfKind('live'));
    pass(1_000);
    expect(page.querySelector('[role="status"]')?.textContent.trim()).toBe('');
    expect(page.querySelector('.countdown')?.textContent).toBe('Se reintenta ahora…');
  });

  it('remembers the number of a line that lost its link, and asks for this phone again', () => {
    const number = { phoneNumber: null, lastPhoneNumber: '525512345678' };
    show(testSession({ reason: 'logged_out', ...number }));
    expect(page.querySelector('.number')?.textContent).toContain('Era +52 55 1234 5678');

    happens('whatsapp_state', { session: testSession({ version: 2, state: 'linking', ...number }) });
    expect(page.querySelector('app-link-panel')?.textContent).toContain('Usa el teléfono de +52 55 1234 5678');
    press('¿No puedes escanear? Vincula con un código');
    expect(page.querySelector<HTMLInputElement>('input[type="tel"]')?.value).toBe('+52 55 1234 5678');
  });

  it('says which line has the number of the phone that was just scanned', () => {
    const refused = { reason: 'number_already_linked', refusedPhoneNumber: '525512345678' } as const;
    show(testSession(refused), testSession({ id: 's2', name: 'Soporte', state: 'open', phoneNumber: '525512345678' }));

    expect(page.querySelector('.what')?.textContent).toContain(
      '+52 55 1234 5678 ya está vinculado en la línea «Soporte».',
    );
  });

  it('shows the code while linking, how long it is good and which one it is', () => {
    show(testSession());
    press('Vincular');
    server
      .expectOne('/api/whatsapp/sessions/s1/connect')
      .flush({ session: testSession({ version: 2, state: 'linking' }) });
    happens('whatsapp_qr', { sessionId: 's1', qr: '2@abc', expiresAt: inSeconds(20), attempt: 2, attempts: 6 });

    expect(page.textContent).toContain('Este código vale 20 s más');
    expect(page.textContent).toContain('Código 2 de 6');
    expect(page.querySelectorAll('.steps li').length).toBe(3);

    pass(5_000);
    expect(page.textContent).toContain('Este código vale 15 s más');

    connection.set(connectionOfKind('offline'));
    pass(20_000);
    expect(page.textContent).toContain('Sin conexión con el servidor: este código puede haber expirado.');
    expect(page.querySelector('app-validity-ring')).toBeNull();
  });

  it('shows the code that a fetched line carries', () => {
    const qr = { qr: '2@abc', expiresAt: inSeconds(60), attempt: 1, attempts: 6 };
    show(testSession({ state: 'linking', qr }));

    expect(page.textContent).toContain('Código 1 de 6');
  });

  it('offers another code when nobody scanned in time', () => {
    show(testSession({ state: 'linking' }));
    const session = testSession({ version: 3, state: 'unlinked', reason: 'qr_expired' });
    happens('whatsapp_disconnected', { sessionId: 's1', session });

    expect(page.textContent).toContain('El código expiró sin que nadie lo usara.');
    expect(page.querySelector('app-link-panel')).toBeNull();
    expect(button('Generar otro código')).toBeTruthy();
  });

  it('gives linking up without unlinking anything, and says again why the line is unlinked', () => {
    show(testSession({ state: 'linking' }));
    press('Cancelar');
    server
      .expectOne({ method: 'POST', url: '/api/whatsapp/sessions/s1/cancel-link' })
      .flush({ session: testSession({ version: 3, state: 'unlinked', reason: 'logged_out' }) });
    pass(0);

    expect(page.querySelector('app-link-panel')).toBeNull();
    expect(page.textContent).toContain('Se cerró la sesión desde el teléfono.');
  });

  it('says what of each line came in and went out today, as it changes', () => {
    show(testSession({ state: 'open', phoneNumber: '525512345678' }));
    stats.set({ lines: { s1: { received: 12, sent: 3 } } });
    pass(0);
    expect(page.querySelector('.today')?.textContent).toContain('12');

    stats.set({ lines: { s1: { received: 1_400, sent: 1 } } });
    pass(0);
    expect(page.querySelector('.today')?.textContent).toMatch(/1,400\s+recibidos\s+1\s+enviado\s*$/);
  });

  it('says since when nothing passes, not since the last try', () => {
    const line = {
      state: 'retrying',
      reason: 'unavailable',
      since: inSeconds(-5),
      downSince: inSeconds(-180),
    } as const;
    show(testSession({ ...line, retryAt: inSeconds(30) }));

    expect(page.querySelector('.since')?.textContent).toContain('Sin conexión estable desde hace 3 min');
  });

  it('tries at once where a person does not want to wait', () => {
    show(testSession({ state: 'retrying', reason: 'unavailable', retryAt: inSeconds(40) }));
    press('Intentar ahora');
    server
      .expectOne('/api/whatsapp/sessions/s1/connect')
      .flush({ session: testSession({ version: 4, state: 'connecting' }) });
    pass(0);

    expect(page.textContent).toContain('Conectando');
  });

  it('gives a line another name', () => {
    show(testSession({ name: 'Ventas' }));
    openMenuOf('Ventas');
    press('Cambiar nombre');
    type('app-line-name-form input', 'Mayoristas');
    press('Guardar');
    const request = server.expectOne('/api/whatsapp/sessions/s1');
    expect([request.request.method, request.request.body]).toEqual(['PATCH', { name: 'Mayoristas' }]);
    request.flush({ session: testSession({ version: 3, name: 'Mayoristas' }) });
    pass(0);

    expect(page.querySelector('h2')?.textContent).toBe('Mayoristas');
  });

  describe('links by a code', () => {
    const linking = testSession({ version: 2, state: 'linking' });
    const code = { qr: '2@abc', expiresAt: inSeconds(60), attempt: 1, attempts: 6 };

    function askFor(number: string): void {
      const field = page.querySelector<HTMLInputElement>('input[type="tel"]');
      if (!field) throw new Error('There is no field for the number.');
      field.value = number;
      field.dispatchEvent(new Event('input'));
      press('Obtener código');
    }

    beforeEach(() => {
      show({ ...linking, qr: code });
      press('¿No puedes escanear? Vincula con un código');
    });

    it('once the number of the phone is known, and shows it in two halves with what to do', () => {
      askFor('+57 300 123 4567');
      const request = server.expectOne('/api/whatsapp/sessions/s1/connect');
      expect(request.request.body).toEqual({ phoneNumber: '573001234567' });
      request.flush({ session: { ...linking, qr: code } });
      pass(0);
      expect(page.textContent).toContain('Pidiendo el código a WhatsApp…');

      happens('whatsapp_qr', {
        sessionId: 's1',
        ...code,
        pairingCode: 'ABCD1234',
        pairingCodeExpiresAt: inSeconds(160),
      });
      expect([...page.querySelectorAll('.half')].map((half) => half.textContent)).toEqual(['ABCD', '1234']);
      expect(page.textContent).toContain('Para +57 300 1234567');
      expect(page.textContent).toContain('Vincular con el número de teléfono');
    });

    const withCode = { sessionId: 's1', ...code, pairingCode: 'ABCD1234', pairingCodeExpiresAt: inSeconds(160) };

    function answerWithCode(): void {
      server.expectOne('/api/whatsapp/sessions/s1/connect').flush({ session: { ...linking, qr: code } });
      happens('whatsapp_qr', withCode);
    }

    it('and says how long it is good, and then offers another one for the same phone', () => {
      askFor('+57 300 123 4567');
      answerWithCode();
      expect(page.textContent).toContain('Este código vale 2 min 40 s más');
      pass(5_000);
      expect(page.textContent).toContain('Este código vale 2 min 35 s más');
      connection.set(connectionOfKind('offline'));
      pass(155_000);
      expect(page.textContent).toContain('Sin conexión con el servidor: este código puede haber expirado.');
      connection.set(connectionOfKind('live'));
      pass(1_000);
      expect(page.textContent).toContain('El código expiró.');

      press('Generar otro');
      const request = server.expectOne('/api/whatsapp/sessions/s1/connect');
      expect(request.request.body).toEqual({ phoneNumber: '573001234567' });
      expect(page.textContent).toContain('Pidiendo el código a WhatsApp…');
    });

    it('and another one for the same phone also when the line waits no longer', () => {
      askFor('+57 300 123 4567');
      answerWithCode();
      const session = testSession({ version: 3, state: 'unlinked', reason: 'qr_expired' });
      happens('whatsapp_disconnected', { sessionId: 's1', session });
      press('Generar otro código');
      const request = server.expectOne('/api/whatsapp/sessions/s1/connect');
      expect(request.request.body).toEqual({ phoneNumber: '573001234567' });
      request.flush({ session: testSession({ version: 4, state: 'linking' }) });
      pass(0);

      expect(page.textContent).toContain('Pidiendo el código a WhatsApp…');
    });

    it('and says what is wrong with a number', () => {
      askFor('0300 123 4567');
      expect(page.querySelector('[role="alert"]')?.textContent).toContain('Falta el código de país');
      askFor('');
      expect(page.querySelector('[role="alert"]')?.textContent).toContain('Escribe el número del teléfono.');
    });

    it('or by the QR after all', () => {
      press('Volver al código QR');
      expect(page.querySelector('app-qr-link')).not.toBeNull();
    });
  });

  describe('shows what a line went through', () => {
    const entry = {
      version: 9,
      at: inSeconds(-60),
      state: 'open',
      reason: null,
      code: null,
      action: null,
      retryAt: null,
    };
    const before = { ...entry, version: 8, at: inSeconds(-120), state: 'retrying', reason: 'unavailable', code: 503 };
    const retried = { ...before, action: 'retrying', retryAt: inSeconds(-119) };

    beforeEach(() => {
      show(testSession({ version: 9, state: 'open' }));
      press('Historial');
    });

    it('newest first, in words, with what came next, and goes on with what happens', () => {
      server
        .expectOne(({ url }) => url === '/api/whatsapp/sessions/s1/history')
        .flush({ items: [entry, retried], nextCursor: null });
      pass(0);
      const entries = () => [...page.querySelectorAll('app-session-history li')].map(({ textContent }) => textContent);
      expect(entries().length).toBe(2);
      expect(entries()[1]).toContain('código 503');
      expect(entries()[1]).toContain('WhatsApp no está disponible en este momento.');
      expect(entries()[1]).toContain('Se reintenta a los 1 s.');

      const session = testSession({ version: 12, state: 'stopped', reason: 'banned' });
      happens('whatsapp_disconnected', {
        sessionId: 's1',
        code: 403,
        action: 'stopped',
        at: now.toISOString(),
        session,
      });
      expect(entries()[0]).toContain('WhatsApp bloqueó este número.');
      expect(entries()[0]).toContain('código 403');
    });

    it('page by page', () => {
      const url = '/api/whatsapp/sessions/s1/history';
      server.expectOne((request) => request.url === url).flush({ items: [entry], nextCursor: '9' });
      pass(0);
      press('Ver más');
      const request = server.expectOne((asked) => asked.url === url);
      expect(request.request.params.get('before')).toBe('9');
      request.flush({ items: [retried], nextCursor: null });
      pass(0);

      expect(page.querySelectorAll('app-session-history li').length).toBe(2);
    });

    it('and offers to try again when it cannot be loaded', () => {
      server.expectOne(({ url }) => url.endsWith('/history')).error(new ProgressEvent('error'));
      pass(0);
      expect(page.querySelector('app-session-history')?.textContent).toContain('No se pudo cargar el historial');
      press('Reintentar');
      server.expectOne(({ url }) => url.endsWith('/history')).flush({ items: [], nextCursor: null });
      pass(0);
      expect(page.querySelector('app-session-history')?.textContent).toContain('Todavía no le ha pasado nada.');
    });
  });

  it('shows success at once', () => {
    show(testSession({ state: 'linking' }));
    const session = testSession({ version: 5, state: 'open', phoneNumber: '525512345678' });
    happens('whatsapp_authenticated', { sessionId: 's1', session });

    expect(page.textContent).toContain('Conectada');
    expect(notices.success).toHaveBeenCalledOnceWith('whatsappSessions.linked', { name: 'Ventas' });
  });

  it('keeps the newer of two versions, whichever comes last', () => {
    show(testSession({ version: 7, state: 'open' }));
    happens('whatsapp_state', { session: testSession({ version: 6, state: 'connecting' }) });

    expect(page.textContent).toContain('Conectada');
  });

  it('asks before it unlinks, and says what is lost', () => {
    show(testSession({ state: 'open' }));
    openMenuOf('Ventas');
    press('Desvincular');
    expect(page.querySelector('dialog')?.open).toBeTrue();
    expect(page.querySelector('dialog')?.textContent).toContain('hasta que alguien la vincule de nuevo');

    press('Cancelar');
    expect(page.querySelector('dialog')).toBeNull();
  });

  it('removes a line once it is confirmed', () => {
    show(testSession());
    openMenuOf('Ventas');
    press('Quitar');
    page.querySelector<HTMLButtonElement>('dialog .button-danger')?.click();
    pass(0);
    server.expectOne('/api/whatsapp/sessions/s1').flush(null, { status: 204, statusText: 'No Content' });
    pass(0);

    expect(page.querySelector('app-session-card')).toBeNull();
  });

  it('reads the lines again when one was removed elsewhere and when the log starts over', () => {
    show(testSession());
    happens('settings_changed', { kind: 'whatsappSessions' });
    show();
    expect(page.querySelector('app-session-card')).toBeNull();

    startOver$.next();
    show(testSession({ version: 1, name: 'Soporte' }));
    expect(page.textContent).toContain('Soporte');
  });

  it('says why an action was refused and lets the person go on', () => {
    show(testSession());
    press('Vincular');
    server
      .expectOne('/api/whatsapp/sessions/s1/connect')
      .flush({ type: 'conflict', title: 'Conflict', status: 409 }, { status: 409, statusText: 'Conflict' });
    pass(0);

    expect(notices.error).toHaveBeenCalledOnceWith('errors.conflict');
    expect(button('Vincular').disabled).toBeFalse();
  });

  describe('when it is opened again', () => {
    const lineOf = (name: string, given: Partial<WhatsAppSession> = {}) => testSession({ name, ...given });

    function leaveAndComeBack(meanwhile: () => void = () => undefined): void {
      fixture.destroy();
      meanwhile();
      fixture = TestBed.createComponent(SessionsPage);
      page = fixture.nativeElement as HTMLElement;
      pass(0);
    }

    it('shows the lines at once, without asking for what cannot have changed', () => {
      show(lineOf('Ventas'));
      leaveAndComeBack();

      expect(page.textContent).toContain('Ventas');
      expect(page.querySelector('app-skeleton')).toBeNull();
    });

    it('shows the lines at once and brings them up to date after something has happened to them', () => {
      show(lineOf('Ventas'), lineOf('Soporte', { id: 's2' }));
      leaveAndComeBack(() => {
        happens('whatsapp_state', { session: lineOf('Ventas', { version: 9, state: 'open' }) });
      });
      expect(page.textContent).toContain('Soporte');

      show(lineOf('Ventas', { version: 9, state: 'open' }));
      expect(page.textContent).toContain('Conectada');
      expect(page.textContent).not.toContain('Soporte');
    });

    it('lets no older list take the place of what has happened since', () => {
      show(lineOf('Ventas'));
      leaveAndComeBack(() => {
        happens('settings_changed', { kind: 'labels' });
      });
      happens('whatsapp_state', { session: lineOf('Ventas', { version: 9, state: 'open' }) });
      show(lineOf('Ventas', { version: 3, state: 'connecting' }));

      expect(page.textContent).toContain('Conectada');
    });

    it('shows no code from before', () => {
      const qr = { qr: '2@abc', expiresAt: inSeconds(60), attempt: 1, attempts: 6 };
      show(lineOf('Ventas', { state: 'linking', qr }));
      leaveAndComeBack(() => {
        happens('whatsapp_qr', { sessionId: 's1', ...qr, qr: '2@def', attempt: 2 });
      });
      expect(page.textContent).not.toContain('Código 1 de 6');

      show(lineOf('Ventas', { state: 'linking', qr: { ...qr, qr: '2@def', attempt: 2 } }));
      expect(page.textContent).toContain('Código 2 de 6');
    });

    it('shows a line that was just added, whenever its event comes', () => {
      show(lineOf('Ventas'));
      press('Vincular');
      server
        .expectOne('/api/whatsapp/sessions/s1/connect')
        .flush({ session: lineOf('Ventas', { version: 6, state: 'linking' }) });
      leaveAndComeBack();
      show(lineOf('Ventas', { version: 6, state: 'linking' }));

      expect(page.querySelector('app-link-panel')).not.toBeNull();
    });

    it('shows nothing of it to somebody else', () => {
      show(lineOf('Ventas'));
      leaveAndComeBack(() => {
        user.set({ ...ana, id: 'u2', clientCode: 'other' });
      });

      expect(page.textContent).not.toContain('Ventas');
      show(lineOf('Otra'));
      expect(page.textContent).toContain('Otra');
    });
  });
});
