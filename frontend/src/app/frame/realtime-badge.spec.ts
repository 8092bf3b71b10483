import { signal, type WritableSignal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { type Connection, type ConnectionKind, WhatsAppRealtimeService } from '../realtime';
import { connectionOfKind } from '../realtime/testing/connections';
import { RealtimeBadge } from './realtime-badge';

describe('RealtimeBadge', () => {
  let connection: WritableSignal<Connection>;
  let fixture: ComponentFixture<RealtimeBadge>;
  let badge: HTMLElement;

  beforeEach(() => {
    jasmine.clock().install();
    connection = signal<Connection>(connectionOfKind('reconnecting'));
    TestBed.configureTestingModule({
      providers: [provideTestLanguages(), { provide: WhatsAppRealtimeService, useValue: { connection } }],
    });
    fixture = TestBed.createComponent(RealtimeBadge);
    badge = fixture.nativeElement as HTMLElement;
    pass(0);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function be(kind: ConnectionKind): void {
    connection.update((before) => ({ ...before, kind }));
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

  it('says in a word and an icon how events arrive, and tells a screen reader', () => {
    be('live');
    expect(text()).toBe('Tiempo real');
    expect(badge.querySelector('svg')).not.toBeNull();
    expect(badge.getAttribute('role')).toBe('status');

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
});
