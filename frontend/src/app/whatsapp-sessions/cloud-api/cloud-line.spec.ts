import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import { filter, map, type Observable, Subject } from 'rxjs';
import type { CloudApiCheck } from '#contract/cloud-api';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import numbersEs from '../../../../public/i18n/phone-numbers/es.json';
import scopeEs from '../../../../public/i18n/whatsapp-sessions/es.json';
import { Notices } from '../../errors';
import { FiguresStore } from '../../figures';
import { fetchPhoneNumberGroups } from '../../i18n';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { WhatsAppRealtimeService } from '../../realtime';
import { connectionOfKind } from '../../realtime/testing/connections';
import { SignInStore } from '../../sign-in';
import { SessionsPage } from '../sessions-page';
import { testCloudLine, testSession } from '../testing/test-session';

describe("A line over Meta's Cloud API on the screen of lines", () => {
  const now = new Date('2026-01-01T12:00:00.000Z');
  const open = testSession({
    kind: 'cloud-api',
    name: 'Tienda',
    state: 'open',
    phoneNumber: '525510203050',
    cloudApi: testCloudLine(),
  });
  const good: CloudApiCheck[] = [
    { name: 'access_token', outcome: 'passed' },
    { name: 'phone_number', outcome: 'passed', detail: '525510203050' },
  ];
  let fixture: ComponentFixture<SessionsPage>;
  let page: HTMLElement;
  let server: HttpTestingController;
  let events: Subject<{ name: string; data: unknown }>;

  beforeAll(() => fetchPhoneNumberGroups());

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    events = new Subject();
    const on = (name: string): Observable<unknown> =>
      events.pipe(
        filter((event) => event.name === name),
        map(({ data }) => data),
      );
    const connection = signal(connectionOfKind('live'));
    const user = signal({ id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'admin', clientCode: 'demo' });
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideTestLanguages({ 'whatsapp-sessions/es': scopeEs, 'phone-numbers/es': numbersEs }),
        provideTranslocoScope('whatsapp-sessions'),
        {
          provide: WhatsAppRealtimeService,
          useValue: { on, startOver$: new Subject<void>(), offerSnapshot: () => undefined, connection },
        },
        { provide: SignInStore, useValue: { user } },
        { provide: Notices, useValue: jasmine.createSpyObj<Notices>('Notices', ['success', 'error', 'warning']) },
        { provide: FiguresStore, useValue: { stats: signal(null) } },
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

  function press(name: string, inside: ParentNode = document): void {
    const buttons = [...inside.querySelectorAll<HTMLElement>('button, input[type="radio"]')];
    const found = buttons.find((one) => one.textContent.trim() === name || one.getAttribute('aria-label') === name);
    if (!found) throw new Error(`There is no button "${name}".`);
    found.click();
    pass(0);
  }

  function choose(kind: string): void {
    page.querySelector<HTMLInputElement>(`input[value="${kind}"]`)?.click();
    pass(0);
  }

  function type(id: string, text: string): void {
    const field = page.querySelector<HTMLInputElement>(`#${id}`);
    if (!field) throw new Error(`There is no field "${id}".`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    pass(0);
  }

  const valueOf = (id: string) => page.querySelector<HTMLInputElement>(`#${id}`)?.value;
  const noteOf = (id: string) => page.querySelector(`#${id}-note`)?.textContent.trim();

  /** The details ask for the line as it is, and examine it. */
  function openDetails(session = open, checks = good): void {
    press(`Configuración de Meta de «${session.name}»`);
    answerDetails(session, checks);
  }

  function answerDetails(session: WhatsAppSession, checks: readonly CloudApiCheck[]): void {
    server.expectOne({ method: 'GET', url: '/api/whatsapp/sessions/s1' }).flush({ session });
    server.expectOne('/api/whatsapp/sessions/s1/checks').flush({ checks });
    pass(0);
    server.expectOne({ method: 'GET', url: '/api/whatsapp/sessions/s1' }).flush({ session });
    pass(0);
  }

  describe('is added', () => {
    const typed = {
      phoneNumberId: '105510203050001',
      businessAccountId: '205510203050001',
      accessToken: 'EAAGabcdefghij',
      appSecret: '0123456789abcdef0123456789abcdef',
    };

    beforeEach(() => {
      show();
      choose('cloud-api');
      type('line-name', 'Tienda');
    });

    function fillIn(): void {
      for (const [field, text] of Object.entries(typed)) type(`credential-${field}`, text);
    }

    it('once all is there in the shape in which Meta gives it, and no earlier', () => {
      press('Agregar línea');
      expect(noteOf('credential-accessToken')).toBe('Falta este dato.');
      expect(noteOf('credential-verifyToken')).toContain('Opcional');

      type('credential-phoneNumberId', '+52 55 1020 3050');
      expect(noteOf('credential-phoneNumberId')).toContain('solo dígitos');

      fillIn();
      press('Agregar línea');
      const request = server.expectOne('/api/whatsapp/sessions');
      expect(request.request.body).toEqual({ kind: 'cloud-api', name: 'Tienda', ...typed });
      request.flush({ session: open });
      pass(0);

      expect(page.querySelector('app-session-card')?.textContent).toContain('API de Meta');
      expect(page.querySelector('app-link-panel')).toBeNull();
      answerDetails(open, good);
      expect(page.textContent).toContain('2 de 2 están bien.');
    });

    it('not while the server finds something wrong: it says so at the field, and nothing typed is lost', () => {
      fillIn();
      press('Agregar línea');
      const problem = { type: 'bad-request', title: '', status: 400, errors: [{ path: 'appSecret', message: 'No.' }] };
      server.expectOne('/api/whatsapp/sessions').flush(problem, { status: 400, statusText: 'Bad Request' });
      pass(0);

      expect(noteOf('credential-appSecret')).toContain('32 cifras');
      expect(valueOf('credential-accessToken')).toBe(typed.accessToken);
      expect(valueOf('line-name')).toBe('Tienda');
    });

    it('also where its first event comes before the answer', () => {
      fillIn();
      press('Agregar línea');
      events.next({
        name: 'whatsapp_state',
        data: { session: testSession({ kind: 'cloud-api', state: 'connecting' }) },
      });
      pass(0);
      server.expectOne({ method: 'GET', url: '/api/whatsapp/sessions/s1' }).flush({ session: open });
      pass(0);
      expect(valueOf('credential-accessToken')).toBe(typed.accessToken);

      server.expectOne({ method: 'POST', url: '/api/whatsapp/sessions' }).flush({ session: open });
      pass(0);
      answerDetails(open, good);
      expect(page.querySelector('app-new-line')).toBeNull();
    });

    it('with a token that is hidden until somebody wants to see it', () => {
      const token = page.querySelector<HTMLInputElement>('#credential-accessToken');
      expect(token?.type).toBe('password');
      press('Mostrar: Token de acceso');
      expect(token?.type).toBe('text');
    });
  });

  it('says beside its quality that webhooks go elsewhere', () => {
    show({ ...open, cloudApi: testCloudLine({ webhooksElsewhere: 'https://crm.example.net/webhooks/whatsapp/s1' }) });

    expect(page.querySelector('.summary')?.textContent).toContain(
      'No llegan mensajes: los webhooks van a otra dirección',
    );
  });

  it('shows what Meta says of it, and where its webhooks are to go', () => {
    const cloudApi = testCloudLine({ quality: 'red', lastWebhookAt: '2026-01-01T11:57:00.000Z' });
    show({ ...open, cloudApi });
    openDetails({ ...open, cloudApi });
    const details = page.querySelector('app-cloud-details')?.textContent;

    expect(page.querySelector('.summary')?.textContent).toMatch(/Tienda Luna\s+Calidad baja\s*$/);
    expect(details).toContain('80 por segundo');
    expect(details).toMatch(/Hasta 1.?000/);
    expect(details).toContain('Sin fecha de vencimiento conocida');
    expect(details).toContain('hace 3 min');
    expect(details).toContain('https://crm.example.com/webhooks/whatsapp/s1');
    expect(details).toContain('a-word-of-ours');
  });

  it('says plainly that nothing comes in while the server does not know its address', () => {
    const session = { ...open, cloudApi: testCloudLine({ webhookUrl: null }) };
    show(session);
    openDetails(session);

    expect(page.querySelector('app-cloud-details')?.textContent).toContain('PUBLIC_URL');
    expect([...page.querySelectorAll('button')].some((one) => one.textContent.includes('Suscribir'))).toBeFalse();
  });

  it('follows the last webhook while somebody looks at it', () => {
    show(open);
    openDetails();
    expect(page.querySelector('.last-webhook')?.textContent).toContain('Todavía ninguno');

    pass(10_000);
    const cloudApi = testCloudLine({ lastWebhookAt: new Date(now.getTime() + 9_000).toISOString() });
    server.expectOne('/api/whatsapp/sessions/s1').flush({ session: { ...open, cloudApi } });
    pass(0);
    expect(page.querySelector('.last-webhook')?.textContent).toContain('hace un momento');

    press('Configuración de Meta de «Tienda»');
    pass(30_000);
    server.expectNone('/api/whatsapp/sessions/s1');
  });

  it('says of each check what it means and what to do, with what Meta said', () => {
    show(open);
    openDetails(open, [
      { name: 'app_secret', outcome: 'failed', reason: 'secret_wrong' },
      { name: 'phone_number', outcome: 'failed', reason: 'refused', detail: 'Unsupported get request.' },
      { name: 'webhook_seen', outcome: 'waiting' },
    ]);
    const [secret, number, seen] = [...page.querySelectorAll('app-cloud-check-line')].map((line) => line.textContent);

    expect(secret).toContain('No es la de la app del token');
    expect(number).toContain('Unsupported get request.');
    expect(seen).toContain('Pendiente');
  });

  it('is subscribed by one click, and says in the words of Meta why it was not', () => {
    show(open);
    openDetails();
    press('Suscribir');
    server
      .expectOne('/api/whatsapp/sessions/s1/subscribe')
      .flush(
        { type: 'conflict', title: '', status: 409, detail: 'Callback verification failed.' },
        { status: 409, statusText: 'Conflict' },
      );
    pass(0);
    expect(page.querySelector('.refusal')?.textContent).toContain('Callback verification failed.');

    press('Suscribir');
    server
      .expectOne('/api/whatsapp/sessions/s1/subscribe')
      .flush({ checks: [{ name: 'subscribed', outcome: 'passed' }] });
    pass(0);
    server.expectOne('/api/whatsapp/sessions/s1').flush({ session: open });
    pass(0);
    expect(page.querySelector('app-cloud-check-line')?.textContent).toContain('Los webhooks de la cuenta llegan aquí.');
    expect(page.querySelector('.refusal')?.textContent.trim()).toBe('');
  });

  it('gets other credentials: only what was filled in is sent, and it is examined anew', () => {
    show(testSession({ ...open, state: 'stopped', reason: 'token_expired' }));
    press('Cambiar credenciales');
    type('changed-accessToken', 'EAAGanothertoken');
    press('Guardar y conectar');
    const request = server.expectOne({ method: 'PATCH', url: '/api/whatsapp/sessions/s1' });
    expect(request.request.body).toEqual({ accessToken: 'EAAGanothertoken' });
    request.flush({ session: { ...open, version: 3 } });
    pass(0);
    answerDetails({ ...open, version: 3 }, good);

    expect(page.querySelector('app-session-card')?.textContent).toContain('Conectada');
  });

  it('wants token and secret again once they were forgotten, and never a phone', () => {
    show(testSession({ ...open, state: 'unlinked', reason: 'unlinked_by_user', phoneNumber: null }));
    expect(page.querySelector('.notice')?.textContent).toContain('Pon otra vez el token y la clave');
    expect([...page.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Vincular')).toBeFalse();

    press('Poner credenciales');
    type('changed-accessToken', 'EAAGanothertoken');
    press('Guardar y conectar');
    expect(noteOf('changed-appSecret')).toBe('Falta este dato.');
  });

  it('says what is lost before it is unlinked', () => {
    show(open);
    press('Más acciones para «Tienda»');
    press('Desvincular');
    expect(page.querySelector('dialog')?.textContent).toContain('Se olvidan el token y la clave secreta');
    press('Cancelar', page);
  });
});
