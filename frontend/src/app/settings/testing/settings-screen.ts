import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Translation } from '@jsverse/transloco';
import type { Role } from '#contract/accounts';
import es from '../../../../public/i18n/settings/es.json';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { Notices } from '../../errors';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { SignInStore } from '../../sign-in';
import { SETTINGS_ROUTES } from '../settings-routes';

/** The settings as a person of this role sees and uses them; the spec answers for the server. */
export class SettingsScreen {
  readonly realtime = new FakeRealtime();
  readonly notices = jasmine.createSpyObj<Notices>('Notices', ['success', 'info', 'error', 'warning', 'bug']);
  #harness: RouterTestingHarness | undefined;

  /** With the texts of other `scopes`. */
  constructor(role: Role = 'admin', scopes: Record<string, Translation> = {}) {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideLocationMocks(),
        provideRouter([
          { path: 'settings', children: SETTINGS_ROUTES },
          { path: '**', children: [] },
        ]),
        provideTestLanguages({ 'settings/es': es, ...scopes }),
        provideFakeRealtime(this.realtime),
        { provide: Notices, useValue: this.notices },
      ],
    });
    TestBed.inject(SignInStore).restore().subscribe();
    const clientCode = role === 'operator' ? null : 'demo';
    const user = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role, clientCode };
    this.server.expectOne('/api/auth/me').flush({ user });
  }

  get server(): HttpTestingController {
    return TestBed.inject(HttpTestingController);
  }

  get url(): string {
    return TestBed.inject(Router).url;
  }

  get page(): HTMLElement {
    if (!this.#harness) throw new Error('Open the settings first.');
    return this.#harness.fixture.nativeElement as HTMLElement;
  }

  async open(path: string): Promise<void> {
    this.#harness = await RouterTestingHarness.create(path);
    await this.settled();
  }

  /** Not `whenStable`: a page counts as unstable while something is on the way. */
  async settled(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      TestBed.tick();
      await new Promise((resolve) => {
        queueMicrotask(() => {
          resolve(null);
        });
      });
    }
    TestBed.tick();
  }

  field(label: string): HTMLInputElement {
    const labels = [...this.page.querySelectorAll('label')].filter(({ textContent }) => textContent.trim() === label);
    const found = labels.map((each) => each.control).find(Boolean);
    if (!found) throw new Error(`There is no field "${label}".`);
    return found as HTMLInputElement;
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.field(label);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await this.settled();
  }

  /** Presses the radio button with this word. */
  async choose(word: string): Promise<void> {
    this.field(word).click();
    await this.settled();
  }

  /** What the rows of the list are about, in order. */
  names(): string[] {
    return [...this.page.querySelectorAll('.list .what')].map(({ textContent }) => textContent.trim());
  }

  /** As Enter does in one of its fields. */
  async submitWith(label: string): Promise<void> {
    this.field(label).form?.requestSubmit();
    await this.settled();
  }

  /** What is said below a field. */
  noteOf(label: string): string {
    const id = this.field(label).getAttribute('aria-describedby') ?? '';
    return document.getElementById(id)?.textContent.trim() ?? '';
  }

  button(name: string): HTMLButtonElement {
    const buttons = [...this.page.querySelectorAll<HTMLButtonElement>('button, a')];
    const found = buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name);
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }
}
