import { signal, type WritableSignal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { Notices } from '../errors';
import { type Connection, type ConnectionKind, WhatsAppRealtimeService } from '../realtime';
import { connectionOfKind } from '../realtime/testing/connections';
import { MissedScreen } from '../screens';
import { LOAD_DOCTOR } from './doctor-loader';
import { RealtimeBadge } from './realtime-badge';

describe('RealtimeBadge', () => {
  const now = new Date(2026, 0, 1, 12, 0);
  let connection: WritableSignal<Connection>;
  let fixture: ComponentFixture<RealtimeBadge>;
  let badge: HTMLElement;
  let loadDoctor: jasmine.Spy;
  let showDoctor: jasmine.Spy;
  let openScreen: jasmine.Spy;
  let notices: jasmine.SpyObj<Notices>;

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    connection = signal<Connection>(connectionOfKind('reconnecting'));
    showDoctor = jasmine.createSpy('showDoctor');
    loadDoctor = jasmine.createSpy('loadDoctor').and.resolveTo({ showDoctor });
    openScreen = jasmine.createSpy('openScreen');
    notices = jasmine.createSpyObj<Notices>('Notices', ['warning']);
    TestBed.configureTestingModule({
      providers: [
        provideTestLanguages(),
        { provide: WhatsAppRealtimeService, useValue: { connection } },
        { provide: LOAD_DOCTOR, useValue: loadDoctor },
        { provide: Notices, useValue: notices },
        { provide: MissedScreen, useValue: { open: openScreen } },
      ],
    });
    fixture = TestBed.createComponent(RealtimeBadge);
    badge = fixture.nativeElement as HTMLElement;
    pass(0);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function be(kind: ConnectionKind, changes: Partial<Connection> = {}): void {
    connection.update((before) => ({ ...before, ...changes, kind }));
    pass(0);
  }

  function pass(milliseconds: number): void {
    TestBed.tick();
    jasmine.clock().tick(milliseconds);
    TestBed.tick();
  }

  function text(): string {
    return badge.textContent.trim();
  }

  function button(): HTMLButtonElement {
    const found = badge.querySelector('button');
    if (!found) throw new Error('The badge is no button.');
    return found;
  }

  it('says in a word and an icon how events arrive, and tells a screen reader', () => {
    be('live');
    expect(text()).toBe('Tiempo real');
    expect(badge.querySelector('svg')).not.toBeNull();
    expect(badge.querySelector('[role=status]')?.contains(button())).toBeTrue();

    be('polling');
    pass(1_000);
    expect(text()).toBe('Sondeo cada 3 s');

    be('offline');
    pass(1_000);
    expect(text()).toContain('Sin conexión');
    expect(text()).toContain('Tus mensajes se enviarán al volver');
  });

  it('does not flicker when push is away for less than a second', () => {
    be('live');
    be('reconnecting');
    pass(999);
    expect(text()).toBe('Tiempo real');

    be('live');
    pass(5_000);
    expect(text()).toBe('Tiempo real');
  });

  it('says so when push is away for longer', () => {
    be('live');
    be('reconnecting');
    pass(1_000);

    expect(text()).toBe('Reconectando…');
  });

  it('is connecting before anything is known', () => {
    expect(text()).toBe('Conectando…');
  });

  it('says since when nothing is pushed', () => {
    be('polling');
    pass(1_000);
    expect(button().title).toBe('Sin tiempo real desde que abriste la página');

    be('polling', { lastLiveAt: new Date(2026, 0, 1, 11, 47).getTime() });
    pass(1_000);
    expect(button().title).toMatch(/^Sin tiempo real desde: 11:47/);

    be('polling', { lastLiveAt: new Date(2025, 11, 31, 11, 47).getTime() });
    pass(1_000);
    expect(button().title).toContain('31 dic 2025');

    be('live');
    expect(button().title).toBe('Todo llega al momento');
  });

  it('is a button that says what it opens', () => {
    be('live');

    expect(button().getAttribute('aria-label')).toBe('Tiempo real. Abrir el diagnóstico de la conexión');
  });

  it('opens the doctor', async () => {
    be('live');

    button().click();
    await fixture.whenStable();

    expect(showDoctor).toHaveBeenCalledTimes(1);
  });

  it('opens the page of the doctor anew where the browser has not got its code though the server answers', async () => {
    loadDoctor.and.rejectWith(new TypeError('Failed to fetch dynamically imported module'));
    be('polling');

    button().click();
    await fixture.whenStable();
    await Promise.resolve();

    expect(openScreen).toHaveBeenCalledOnceWith('/status');
    expect(notices.warning).not.toHaveBeenCalled();
  });

  it('says so when the doctor cannot be fetched', async () => {
    loadDoctor.and.rejectWith(new TypeError('Failed to fetch dynamically imported module'));
    be('offline');

    button().click();
    await fixture.whenStable();
    await Promise.resolve();

    expect(notices.warning).toHaveBeenCalledOnceWith('realtime.doctorMissing');
    expect(openScreen).not.toHaveBeenCalled();
  });
});
