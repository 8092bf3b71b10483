import type { Translation } from '@jsverse/transloco';
import type { Bot, SaveBotRequest } from '#contract/bot';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import es from '../../../../public/i18n/bot/es.json';
import bulk from '../../../../public/i18n/bulk-messages/es.json';
import { Notices } from '../../errors';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { RoutedScreen, wordsOf } from '../../screens/testing/routed-screen';
import { until } from '../../tabs/testing/until';
import { BOT_ROUTES } from '../bot-routes';
import { aBot, botAnswer } from './a-bot';

const scopes: Record<string, Translation> = { 'bot/es': es, 'bulk-messages/es': bulk };

/** The screen of the bot as an admin sees and uses it; the spec answers for the server. */
export class BotScreen extends RoutedScreen {
  readonly notices: jasmine.SpyObj<Notices>;
  /** The lines of the client. */
  lines: WhatsAppSession[] = [];
  /** What the server has. */
  #bot = aBot();

  constructor() {
    const notices = jasmine.createSpyObj<Notices>('Notices', ['success', 'info', 'error', 'warning', 'bug']);
    super(
      'admin',
      [{ path: 'bot', children: BOT_ROUTES }],
      [provideTestLanguages(scopes), { provide: Notices, useValue: notices }],
    );
    this.notices = notices;
  }

  override settled(): Promise<void> {
    return this.turns(4);
  }

  async openWith(changes: Partial<Bot> = {}, section = 'rules'): Promise<void> {
    this.#bot = aBot(changes);
    await this.open(`/bot/${section}`);
    await this.answerReads();
    // What its rules name is asked for once there are some.
    await this.answerReads();
  }

  /** Answers who reads the bot and what its rules name, as it is now. */
  async answerReads(): Promise<void> {
    for (const read of this.server.match({ method: 'GET', url: '/api/bot' })) {
      if (!read.cancelled) read.flush(botAnswer(this.#bot));
    }
    const named: Record<string, object> = {
      '/api/labels': { items: [{ id: 'l1', name: 'Urgente', colour: 'red' }] },
      '/api/users': { items: [{ id: 'u2', name: 'Luis', role: 'agent', active: true }] },
      '/api/settings': {
        settings: {
          stages: [{ id: 's1', name: 'Interesado' }],
          contactFields: [{ id: 'f1', name: 'Ciudad' }],
          readReceipts: true,
          timeZone: 'America/Bogota',
        },
      },
      '/api/whatsapp/sessions': { items: this.lines, epoch: 'e1', seq: 1 },
    };
    for (const [url, body] of Object.entries(named)) {
      for (const read of this.server.match({ method: 'GET', url })) if (!read.cancelled) read.flush(body);
    }
    await this.settled();
  }

  /** A colleague saves it, at this place of the log. */
  async colleagueSaves(changes: Partial<Bot>, seq: number): Promise<void> {
    this.#bot = { ...this.#bot, ...changes, version: seq };
    this.realtime.emit('settings_changed', { clientCode: 'demo', at: '2026-11-20T12:00:00.000Z', seq, kind: 'bot' });
    await this.settled();
    await this.answerReads();
  }

  /** What was sent to be saved; the server takes it. */
  async saved(): Promise<SaveBotRequest> {
    const sent = this.server.expectOne({ method: 'PUT', url: '/api/bot' });
    const request = sent.request.body as SaveBotRequest;
    const { rules, hours, humanizer, limits, opening = null } = request;
    const { key, ...responder } = { ...this.#bot.responder, ...request.responder };
    responder.hasKey = key === undefined ? responder.hasKey : key !== null;
    this.#bot = { ...this.#bot, rules, opening, hours, humanizer, limits, responder, version: this.#bot.version + 1 };
    sent.flush(botAnswer(this.#bot));
    await this.settled();
    await this.answerReads();
    return request;
  }

  async refused(errors: { path: string; message: string }[]): Promise<void> {
    const sent = this.server.expectOne({ method: 'PUT', url: '/api/bot' });
    sent.flush({ type: 'bad-request', title: 'Bad request', status: 400, errors }, { status: 400, statusText: '' });
    await this.settled();
    await this.answerReads();
  }

  text(selector = 'app-bot-page'): string {
    return wordsOf(this.page.querySelector(selector));
  }

  /** What the rules are called, in order. */
  names(): string[] {
    return [...this.page.querySelectorAll('app-rule-row .name')].map(wordsOf);
  }

  field(label: string): HTMLInputElement {
    const named = this.page.querySelector<HTMLInputElement>(`[aria-label="${CSS.escape(label)}"]`);
    const labels = [...this.page.querySelectorAll('label')].filter(({ textContent }) => textContent.trim() === label);
    const found = named ?? labels.map((each) => each.control).find(Boolean);
    if (!found) throw new Error(`There is no field "${label}".`);
    return found as HTMLInputElement;
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.field(label);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
    await this.settled();
  }

  /** What is said below a field. */
  noteOf(label: string): string {
    const ids = (this.field(label).getAttribute('aria-describedby') ?? '').split(' ');
    return wordsOf(document.getElementById(ids.at(-1) ?? ''));
  }

  /** What is said to be wrong there. */
  errorsOf(label: string): string[] {
    const ids = (this.field(label).getAttribute('aria-describedby') ?? '').split(' ');
    const note = document.getElementById(ids.at(-1) ?? '');
    return [...(note?.querySelectorAll('.field-error') ?? [])].map(wordsOf);
  }

  button(name: string): HTMLButtonElement {
    const buttons = [...this.page.querySelectorAll<HTMLButtonElement>('button, a')];
    const found = buttons.find((each) => (each.getAttribute('aria-label') ?? wordsOf(each)) === name);
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  /** Opens the rule at this place, from 1. */
  async openRule(place: number): Promise<void> {
    this.page.querySelectorAll<HTMLButtonElement>('app-rule-row .summary')[place - 1]?.click();
    await this.settled();
    await this.answerReads();
  }

  async goTo(section: string): Promise<void> {
    this.button(section).click();
    await until(() => this.text('.section h2') === section);
    await this.settled();
  }
}
