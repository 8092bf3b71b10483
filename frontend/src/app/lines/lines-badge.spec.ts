import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { Lines } from './lines';
import { LinesBadge } from './lines-badge';

const MINUTE = 60_000;

describe('LinesBadge', () => {
  const now = new Date(2026, 0, 1, 12, 0);
  const all = signal<readonly WhatsAppSession[]>([]);
  let fixture: ComponentFixture<LinesBadge>;

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    all.set([]);
    TestBed.configureTestingModule({
      providers: [provideTestLanguages(), { provide: Lines, useValue: { all } }],
    });
    fixture = TestBed.createComponent(LinesBadge);
    TestBed.tick();
  });

  afterEach(() => {
    fixture.destroy();
    jasmine.clock().uninstall();
  });

  function line(changes: Partial<WhatsAppSession> = {}): WhatsAppSession {
    const since = now.toISOString();
    const numbers = { phoneNumber: '573001112233', lastPhoneNumber: '573001112233', refusedPhoneNumber: null };
    const open = { kind: 'whatsapp-web', name: 'Ventas', ...numbers, state: 'open' } as const;
    return { id: 'sales', version: 1, ...open, reason: null, since, retryAt: null, downSince: null, ...changes };
  }

  /** Down and trying again since so many milliseconds before now. */
  function down(milliseconds: number): WhatsAppSession {
    return line({ state: 'retrying', downSince: new Date(Date.now() - milliseconds).toISOString() });
  }

  function are(...lines: WhatsAppSession[]): void {
    all.set(lines);
    TestBed.tick();
  }

  function pass(milliseconds: number): void {
    jasmine.clock().tick(milliseconds);
    TestBed.tick();
  }

  const host = () => fixture.nativeElement as HTMLElement;
  const mark = () => host().querySelector('[aria-hidden=true]')?.textContent ?? null;
  const words = () => host().querySelector('.visually-hidden')?.textContent ?? null;

  it('is not there while nothing is wrong, nor for a line that the team has unlinked or is linking', () => {
    are(
      line(),
      line({ state: 'unlinked', reason: 'unlinked_by_user' }),
      line({ state: 'unlinked', reason: 'qr_expired' }),
      line({ state: 'linking' }),
    );

    expect(mark()).toBeNull();
    expect(words()).toBeNull();
  });

  it('is a sign with words, in the language in use, for a line that waits for a person', () => {
    are(line({ state: 'stopped', reason: 'banned', downSince: now.toISOString() }));
    expect(mark()).toBe('!');
    expect(words()).toBe('1 línea necesita atención');

    are(line({ state: 'stopped' }), line({ id: 'support', state: 'unlinked', reason: 'logged_out' }));
    expect(words()).toBe('2 líneas necesitan atención');
    TestBed.inject(TranslocoService).setActiveLang('en');
    TestBed.tick();
    expect(words()).toBe('2 lines need attention');
  });

  it('is there as long as a line is red because the phone that was scanned is not for it', () => {
    are(line({ state: 'unlinked', reason: 'number_already_linked', phoneNumber: null }));
    expect(mark()).toBe('!');

    are(line({ state: 'unlinked', reason: 'another_number', phoneNumber: null }));
    expect(mark()).toBe('!');
  });

  it('leaves a line that tries again by itself alone for five minutes', () => {
    are(down(0));
    expect(mark()).toBeNull();

    pass(5 * MINUTE - 1_000);
    expect(mark()).toBeNull();

    pass(1_000);
    expect(mark()).toBe('!');
  });

  it('is there at once for a line that was down for long before the page was opened, and goes when it is back', () => {
    are(down(10 * MINUTE));
    expect(mark()).toBe('!');

    are(line());
    expect(mark()).toBeNull();
  });

  it('does not count the time from before a line was back in between', () => {
    are(down(0));
    pass(4 * MINUTE);
    are(line());
    are(down(0));
    pass(2 * MINUTE);
    expect(mark()).toBeNull();

    pass(3 * MINUTE);
    expect(mark()).toBe('!');
  });

  it('turns for one line after the other', () => {
    are(down(0), { ...down(-2 * MINUTE), id: 'support' });
    pass(5 * MINUTE);
    expect(words()).toBe('1 línea necesita atención');

    pass(2 * MINUTE);
    expect(words()).toBe('2 líneas necesitan atención');
  });
});
