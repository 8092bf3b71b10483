import type { TestRequest } from '@angular/common/http/testing';
import { signal, type WritableSignal } from '@angular/core';
import bulk from '../../../../public/i18n/bulk-messages/es.json';
import en from '../../../../public/i18n/dashboard/en.json';
import es from '../../../../public/i18n/dashboard/es.json';
import app from '../../../../public/i18n/es.json';
import lines from '../../../../public/i18n/whatsapp-sessions/es.json';
import { TRANSLOCO_LOADER, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { type Observable, of, ReplaySubject } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Role } from '#contract/accounts';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { RoutedScreen, wordsOf } from '../../screens/testing/routed-screen';
import { PageVisibility } from '../../tabs';
import { DASHBOARD_ROUTES } from '../dashboard-routes';

const spanish: Readonly<Record<string, Translation>> = {
  es: app,
  'dashboard/es': es,
  'bulk-messages/es': bulk,
  'whatsapp-sessions/es': lines,
};

/** The panel as somebody of a team sees and uses it; the spec answers for the server. */
export class DashboardScreen extends RoutedScreen {
  readonly isVisible: WritableSignal<boolean>;
  readonly #english: ReplaySubject<Translation>;

  constructor(role: Role = 'admin') {
    const isVisible = signal(true);
    const english = new ReplaySubject<Translation>(1);
    const loader: TranslocoLoader = {
      getTranslation: (path): Observable<Translation> => (path === 'dashboard/en' ? english : of(spanish[path] ?? {})),
    };
    super(
      role,
      [{ path: 'dashboard', children: DASHBOARD_ROUTES }],
      [
        provideTestLanguages(),
        { provide: TRANSLOCO_LOADER, useValue: loader },
        { provide: PageVisibility, useValue: { isVisible } },
      ],
    );
    this.isVisible = isVisible;
    this.#english = english;
  }

  /** The panel's English texts, which come late. */
  bringEnglish(): void {
    this.#english.next(en);
    this.#english.complete();
  }

  /** What is asked for at this address now; fails where it is not. */
  asked(address: string): TestRequest {
    return this.server.expectOne(`/api${address}`);
  }

  async answer(address: string, body: object): Promise<void> {
    this.asked(address).flush(body);
    await this.settled();
  }

  async answerLines(items: WhatsAppSession[]): Promise<void> {
    for (const request of this.server.match('/api/whatsapp/sessions')) request.flush({ items, epoch: 'e1', seq: 1 });
    await this.settled();
  }

  text(selector = 'app-dashboard-page'): string {
    return wordsOf(this.page.querySelector(selector));
  }

  /** What a tile says. */
  tile(name: string): string {
    const tiles = [...this.page.querySelectorAll('app-tile')];
    const found = tiles.find((tile) => tile.querySelector('h3')?.textContent.trim() === name);
    return wordsOf(found ?? null);
  }

  async click(name: string): Promise<void> {
    const buttons = [...this.page.querySelectorAll('button')];
    const found = buttons.find((button) => (button.ariaLabel ?? button.textContent.trim()) === name);
    if (!found) throw new Error(`There is no button ${name}.`);
    found.click();
    await this.settled();
  }
}
