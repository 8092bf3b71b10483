import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import bulk from '../../../../public/i18n/bulk-messages/es.json';
import en from '../../../../public/i18n/dashboard/en.json';
import es from '../../../../public/i18n/dashboard/es.json';
import app from '../../../../public/i18n/es.json';
import lines from '../../../../public/i18n/whatsapp-sessions/es.json';
import { TRANSLOCO_LOADER, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { type Observable, of, ReplaySubject } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Role } from '#contract/accounts';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { SignInStore } from '../../sign-in';
import { PageVisibility } from '../../tabs';
import { DASHBOARD_ROUTES } from '../dashboard-routes';

const spanish: Readonly<Record<string, Translation>> = {
  es: app,
  'dashboard/es': es,
  'bulk-messages/es': bulk,
  'whatsapp-sessions/es': lines,
};

/** The panel as somebody of a team sees and uses it; the spec answers for the server. */
export class DashboardScreen {
  readonly realtime = new FakeRealtime();
  readonly isVisible = signal(true);
  readonly server: HttpTestingController;
  readonly #english = new ReplaySubject<Translation>(1);
  readonly #loader: TranslocoLoader = {
    getTranslation: (path): Observable<Translation> =>
      path === 'dashboard/en' ? this.#english : of(spanish[path] ?? {}),
  };
  #harness: RouterTestingHarness | undefined;

  constructor(role: Role = 'admin') {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideLocationMocks(),
        provideRouter(
          [
            { path: 'dashboard', children: DASHBOARD_ROUTES },
            { path: '**', children: [] },
          ],
          withComponentInputBinding(),
        ),
        provideTestLanguages(),
        { provide: TRANSLOCO_LOADER, useValue: this.#loader },
        provideFakeRealtime(this.realtime),
        { provide: PageVisibility, useValue: { isVisible: this.isVisible } },
      ],
    });
    this.server = TestBed.inject(HttpTestingController);
    TestBed.inject(SignInStore).restore().subscribe();
    const user = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role, clientCode: 'demo' };
    this.server.expectOne('/api/auth/me').flush({ user });
  }

  get page(): HTMLElement {
    if (!this.#harness) throw new Error('Open a screen first.');
    return this.#harness.fixture.nativeElement as HTMLElement;
  }

  get url(): string {
    return TestBed.inject(Router).url;
  }

  async open(path: string): Promise<void> {
    this.#harness = await RouterTestingHarness.create(path);
    await this.settled();
  }

  async go(path: string): Promise<void> {
    await TestBed.inject(Router).navigateByUrl(path);
    await this.settled();
  }

  /** The panel's English texts, which come late. */
  bringEnglish(): void {
    this.#english.next(en);
    this.#english.complete();
  }

  async settled(): Promise<void> {
    await this.#harness?.fixture.whenStable();
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

/** Word by word as they stand, whatever elements they are in. */
function wordsOf(element: Element | null): string {
  if (!element) return '';
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  while (texts.nextNode()) words.push(texts.currentNode.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  return words.filter((word) => word !== '').join(' ');
}
