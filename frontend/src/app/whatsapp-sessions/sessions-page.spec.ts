import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import { filter, map, type Observable, Subject } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import scopeEs from '../../../public/i18n/whatsapp-sessions/es.json';
import { Notices } from '../errors';
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

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    user.set(ana);
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
        provideTestLanguages({ 'whatsapp-sessions/es': scopeEs }),
        provideTranslocoScope('whatsapp-sessions'),
        {
          provide: WhatsAppRealtimeService,
          useValue: { on, startOver$, offerSnapshot, connection: signal(connectionOfKind('live')) },
        },
        { provide: SignInStore, useValue: { user } },
        { provide: Notices, useValue: notices },
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
    const found = [...page.querySelectorAll('button')].find((one) => one.textContent.trim() === word);
    if (!found) throw new Error(`There is no button "${word}".`);
    return found;
  }

  function press(word: string): void {
    button(word).click();
    pass(0);
  }

  it('tells an admin what to do first, and adds the first line', () => {
    show();
    expect(page.textContent).toContain('Vincula tu primer número');

    const name = page.querySelector<HTMLInputElement>('#line-name');
    if (!name) throw new Error('There is no field for the name.');
    name.value = 'Ventas';
    name.dispatchEvent(new Event('input'));
    press('Agregar línea');
    const request = server.expectOne('/api/whatsapp/sessions');
    expect(request.request.body).toEqual({ kind: 'whatsapp-web', name: 'Ventas' });
    request.flush({ session: testSession() });
    pass(0);

    expect(page.querySelector('app-session-card')?.textContent).toContain('Ventas');
  });

  it('tells where its page stands in the log', () => {
    show(testSession());

    expect(offerSnapshot).toHaveBeenCalledOnceWith('a', 4);
  });

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

    expect(page.textContent).toContain('El código expiró sin que nadie lo escaneara.');
    expect(page.querySelector('app-link-panel')).toBeNull();
    expect(button('Generar otro código')).toBeTruthy();
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
    press('Desvincular');
    expect(page.querySelector('dialog')?.open).toBeTrue();
    expect(page.querySelector('dialog')?.textContent).toContain('hasta que alguien escanee un código nuevo');

    press('Cancelar');
    expect(page.querySelector('dialog')).toBeNull();
  });

  it('removes a line once it is confirmed', () => {
    show(testSession());
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
