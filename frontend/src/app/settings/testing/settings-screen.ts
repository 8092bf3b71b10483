import type { Translation } from '@jsverse/transloco';
import type { Role } from '#contract/accounts';
import es from '../../../../public/i18n/settings/es.json';
import { Notices } from '../../errors';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { RoutedScreen } from '../../screens/testing/routed-screen';
import { SETTINGS_ROUTES } from '../settings-routes';

/** The settings as a person of this role sees and uses them; the spec answers for the server. */
export class SettingsScreen extends RoutedScreen {
  readonly notices: jasmine.SpyObj<Notices>;

  /** With the texts of other `scopes`. */
  constructor(role: Role = 'admin', scopes: Record<string, Translation> = {}) {
    const notices = jasmine.createSpyObj<Notices>('Notices', ['success', 'info', 'error', 'warning', 'bug']);
    super(
      role,
      [{ path: 'settings', children: SETTINGS_ROUTES }],
      [provideTestLanguages({ 'settings/es': es, ...scopes }), { provide: Notices, useValue: notices }],
    );
    this.notices = notices;
  }

  override settled(): Promise<void> {
    return this.turns(4);
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
