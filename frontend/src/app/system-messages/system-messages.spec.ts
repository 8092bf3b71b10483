import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import bulkEn from '../../../public/i18n/bulk-messages/en.json';
import bulkEs from '../../../public/i18n/bulk-messages/es.json';
import mergingEn from '../../../public/i18n/contact-merging/en.json';
import mergingEs from '../../../public/i18n/contact-merging/es.json';
import sessionsEn from '../../../public/i18n/whatsapp-sessions/en.json';
import sessionsEs from '../../../public/i18n/whatsapp-sessions/es.json';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { Notices, TOASTS } from '../errors';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { SignInStore } from '../sign-in';
import { PageVisibility, TAB_LOCKS } from '../tabs';
import { type OpenTab, openTab } from '../tabs/testing/open-tab';
import { quiet } from '../tabs/testing/until';
import { ReasonWords } from './reason-words';
import type { SystemMessage } from './system-message';
import { SystemMessages } from './system-messages';
import { ToldMessages } from './told-messages';

const MINUTE = 60_000;

/** A tab with what it shows: `warning: text` for each notice. */
interface ShownTab {
  tab: OpenTab;
  realtime: FakeRealtime;
  isVisible: WritableSignal<boolean>;
  shown: string[];
}

describe('SystemMessages', () => {
  const user = signal<{ clientCode: string } | null>({ clientCode: 'demo' });
  let first: ShownTab;
  let second: ShownTab;
  /** Never the same in two tests: what one tab has taken is nobody else's for a while. */
  let seq = 0;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    localStorage.clear();
    user.set({ clientCode: 'demo' });
    TestBed.configureTestingModule({
      providers: [
        provideTestLanguages({
          'bulk-messages/es': bulkEs,
          'bulk-messages/en': bulkEn,
          'contact-merging/es': mergingEs,
          'contact-merging/en': mergingEn,
          'whatsapp-sessions/es': sessionsEs,
          'whatsapp-sessions/en': sessionsEn,
        }),
      ],
    });
    // As the app has before its first screen.
    for (const language of ['es', 'en']) TestBed.inject(TranslocoService).load(language).subscribe();
    first = openShownTab();
    second = openShownTab();
  });

  afterEach(() => {
    for (const { tab } of [first, second]) tab.close();
    jasmine.clock().uninstall();
    localStorage.clear();
  });

  function openShownTab(): ShownTab {
    const realtime = new FakeRealtime();
    const isVisible = signal(true);
    const shown: string[] = [];
    const show = (level: string, text: string) => void shown.push(`${level}: ${text.trim()}`);
    const tab = openTab(
      SystemMessages,
      ToldMessages,
      ReasonWords,
      Notices,
      provideFakeRealtime(realtime),
      { provide: PageVisibility, useValue: { isVisible } },
      { provide: SignInStore, useValue: { user } },
      { provide: TOASTS, useValue: () => Promise.resolve({ show }) },
      { provide: TAB_LOCKS, useValue: navigator.locks },
    );
    tab.get(SystemMessages);
    return { tab, realtime, isVisible, shown };
  }

  function message(change: Partial<SystemMessage> = {}): SystemMessage {
    const params = { sessionId: 'sales', name: 'Ventas', reason: 'banned', since: new Date().toISOString() };
    const at = new Date().toISOString();
    return { clientCode: 'demo', seq: ++seq, at, level: 'error', code: 'line_stopped', params, ...change };
  }

  /** What the server tells every tab of the browser. */
  function tell(...messages: SystemMessage[]): void {
    for (const { realtime } of [first, second]) for (const each of messages) realtime.emit('system_message', each);
  }

  const shown = () => [...first.shown, ...second.shown];
  async function pass(milliseconds: number): Promise<void> {
    TestBed.tick();
    jasmine.clock().tick(milliseconds);
    // Whoever had asked for a lock before has had its answer then.
    await navigator.locks.query();
    await quiet();
  }
  async function hide({ isVisible }: ShownTab): Promise<void> {
    isVisible.set(false);
    await pass(0);
  }

  it('are told by their level, in words and with the reason, once though two tabs are looked at', async () => {
    tell(message());
    await pass(1_000);

    expect(shown()).toEqual([
      'error: La línea «Ventas» se detuvo; un administrador tiene que conectarla de nuevo. WhatsApp bloqueó este número.',
    ]);
  });

  it('are told once though what one tab has stored reaches the other late', async () => {
    spyOn(Storage.prototype, 'getItem').and.returnValue(null);
    tell(message());
    await pass(1_000);

    expect(shown().length).toBe(1);
  });

  it('follow the language in use', async () => {
    TestBed.inject(TranslocoService).setActiveLang('en');
    tell(message({ level: 'info', code: 'line_back' }));
    await pass(1_000);

    expect(shown()).toEqual(['info: The line “Ventas” is connected again.']);
  });

  it('are told without a reason where there is none, or none that there are words for', async () => {
    const params = { name: 'Ventas', since: '' };
    tell(
      message({ level: 'warning', code: 'line_down', params: { ...params, sessionId: 'sales', reason: '' } }),
      message({ code: 'line_stopped', params: { ...params, sessionId: 'support', reason: 'of_tomorrow' } }),
    );
    await pass(1_000);

    expect(shown()).toEqual([
      'warning: La línea «Ventas» lleva un rato sin conexión estable y se reintenta sola.',
      'error: La línea «Ventas» se detuvo; un administrador tiene que conectarla de nuevo.',
    ]);
  });

  it('say that a line is silent, and for how long', async () => {
    const params = { sessionId: 'sales', name: 'Ventas', hours: '3' };
    tell(message({ level: 'warning', code: 'line_silent', params }));
    await pass(1_000);

    expect(shown()).toEqual([
      'warning: La línea «Ventas» no recibe mensajes desde hace 3 horas, y ayer a esta hora sí. Revisa el teléfono.',
    ]);
  });

  it('tell of each campaign that has come to an end, and why one has stopped by itself', async () => {
    const of = (campaignId: string, name: string) => ({ campaignId, name });
    tell(
      message({ level: 'error', code: 'campaign_stopped', params: { ...of('c1', 'Lentes'), reason: 'opt_outs' } }),
      message({ level: 'info', code: 'campaign_completed', params: { ...of('c2', 'Aviso'), failed: '0' } }),
      message({ level: 'warning', code: 'campaign_failed_some', params: { ...of('c3', 'Cierre'), failed: '4' } }),
    );
    await pass(1_000);

    expect(shown()).toEqual([
      'error: El envío «Lentes» se detuvo solo para cuidar el número. Demasiadas personas pidieron no recibir más.',
      'info: Terminó el envío «Aviso».',
      'warning: Terminó el envío «Cierre»: a 4 no se les pudo entregar. Míralo en Envíos masivos.',
    ]);
  });

  it('say who could not be made one contact, and why', async () => {
    const of = (contactId: string, name: string, reason: string) =>
      message({
        level: 'warning',
        code: 'merge_given_up',
        params: { contactId, name, otherId: `other ${contactId}`, otherName: 'Ema', reason },
      });
    tell(of('c1', 'Eva', 'two_accounts'));
    await pass(1_000);
    tell(of('c2', 'Luz', 'no_line'), of('c3', 'Ana', 'messages_waiting'));
    await pass(1_000);

    expect(shown()).toEqual([
      'warning: «Eva» y «Ema» siguen siendo dos contactos. Cada uno es una cuenta de WhatsApp distinta. Si se combinaran, un mensaje para uno llegaría al otro.',
      'warning: 2 veces no se pudieron combinar dos contactos.',
    ]);
  });

  it('are one sentence where this page does not know them', async () => {
    tell(message({ level: 'warning', code: 'of_tomorrow', params: {} }));
    await pass(1_000);

    expect(shown()).toEqual([
      'warning: Hay un aviso que esta página todavía no conoce. Recárgala para tener la versión nueva.',
    ]);
  });

  it('are one notice for lines that stop together', async () => {
    const of = (sessionId: string) => message({ params: { sessionId, name: sessionId, reason: 'banned', since: '' } });
    tell(of('sales'), of('support'), of('orders'));
    await pass(1_000);

    expect(shown()).toEqual(['error: 3 líneas se detuvieron; un administrador tiene que conectarlas de nuevo.']);
  });

  it('are history once they are old, and where something newer is known of the line', async () => {
    tell(message({ at: new Date(Date.now() - 11 * MINUTE).toISOString() }));
    tell(message(), message({ level: 'info', code: 'line_back' }));
    await pass(1_000);

    expect(shown()).toEqual(['info: La línea «Ventas» está conectada de nuevo.']);
  });

  it('wait until somebody looks, and are then told where they look', async () => {
    await hide(first);
    await hide(second);
    tell(message());
    await pass(2 * MINUTE);
    expect(shown()).toEqual([]);

    second.isVisible.set(true);
    await pass(1_000);
    first.isVisible.set(true);
    await pass(1_000);

    expect(first.shown).toEqual([]);
    expect(second.shown.length).toBe(1);
  });

  it('are no news any more when somebody looks much later', async () => {
    await hide(first);
    await hide(second);
    tell(message());
    await pass(11 * MINUTE);
    first.isVisible.set(true);
    await pass(1_000);

    expect(shown()).toEqual([]);
  });

  it('are told once, though another tab hears of them later', async () => {
    const late = message();
    first.realtime.emit('system_message', late);
    await pass(1_000);
    second.realtime.emit('system_message', late);
    await pass(1_000);

    expect(first.shown.length).toBe(1);
    expect(second.shown).toEqual([]);
  });

  it('are for the people of their client only', async () => {
    tell(message());
    user.set({ clientCode: 'other' });
    await pass(1_000);

    expect(shown()).toEqual([]);
  });

  it('come one after the other when time lies between them', async () => {
    tell(message());
    await pass(1_000);
    tell(message({ level: 'info', code: 'line_back' }));
    await pass(1_000);

    expect(shown().map((text) => text.split(':')[0])).toEqual(['error', 'info']);
  });
});
