import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AppConfig } from '#contract/config';
import type { SendMessageResponse } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import type { TestUser } from '../../backend/test/support/index.ts';
import { atRate } from './at-rate.ts';
import { putConversations } from './put-conversations.ts';
import { Tab, type TabSetup } from './tab.ts';

/** The product, in this process or in one of its own. */
export interface RunningProduct {
  readonly url: string;
  readonly dataDirectory: string;
  /** A new client; returns its first admin, signed in. */
  createClient(clientCode: string): Promise<TestUser>;
}

/** Every so many messages somebody also takes over the conversation, so that more than one kind of event is under way. */
const MESSAGES_PER_CHANGE = 10;

interface AcceptedMessage {
  conversationId: string;
  id: string;
}

/** A client of the product with conversations, written to over the product's API. */
export class Office {
  readonly product: RunningProduct;
  readonly admin: TestUser;
  readonly settings: AppConfig;
  readonly sessionId: string;
  readonly conversations: readonly string[];
  /** What the product has accepted, in order. */
  #accepted: AcceptedMessage[] = [];
  readonly #tabs = new Set<Tab>();
  #number = 0;

  private constructor(
    product: RunningProduct,
    admin: TestUser,
    settings: AppConfig,
    sessionId: string,
    conversations: readonly string[],
  ) {
    this.product = product;
    this.admin = admin;
    this.settings = settings;
    this.sessionId = sessionId;
    this.conversations = conversations;
  }

  static async open(product: RunningProduct, clientCode: string, conversationCount = 2): Promise<Office> {
    const admin = await product.createClient(clientCode);
    const { api } = admin;
    const { body: settings } = await api.get<AppConfig>('/config').expect(200);
    const { body: line } = await api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    const numbers = phoneNumbersOf(conversationCount);
    const conversations = await putConversations(product.dataDirectory, clientCode, line.session.id, numbers);
    return new Office(product, admin, settings, line.session.id, conversations);
  }

  /** Whose conversations these are, in the same order. */
  get phoneNumbers(): readonly string[] {
    return phoneNumbersOf(this.conversations.length);
  }

  /** How many messages the product has accepted. */
  get accepted(): number {
    return this.#accepted.length;
  }

  /** The ids of accepted messages of one conversation, in order. */
  acceptedIn(conversationId: string): string[] {
    return this.#accepted.filter((message) => message.conversationId === conversationId).map(({ id }) => id);
  }

  /** The product was put back to when it had accepted so many. */
  rollBackTo(accepted: number): void {
    this.#accepted = this.#accepted.slice(0, accepted);
  }

  /** Where the log stands now. */
  async head(): Promise<number> {
    const { body } = await this.admin.api.get<{ seq: number }>('/conversations?limit=1').expect(200);
    return body.seq;
  }

  /** Writes so many messages, one after the other, turn by turn into each conversation. */
  async write(count: number, options: { perSecond?: number; text?: () => string } = {}): Promise<void> {
    const { perSecond, text } = options;
    const start = performance.now();
    for (let place = 0; place < count; place += 1) {
      if (perSecond !== undefined) await atRate(start, place, perSecond);
      await this.#writeOne(text?.());
    }
  }

  openTab(setup: Partial<TabSetup> = {}): Tab {
    const { admin, settings, product } = this;
    const tab = new Tab({ user: admin, settings, api: product.url, ...setup });
    this.#tabs.add(tab);
    return tab;
  }

  /** Resolves once the tab is live and shows what there is. */
  async openLiveTab(setup: Partial<TabSetup> = {}): Promise<Tab> {
    const tab = this.openTab(setup);
    await tab.until('the first load', () => tab.kind === 'live' && !tab.loading);
    return tab;
  }

  close(): void {
    for (const tab of this.#tabs) tab.close();
  }

  async #writeOne(text: string | undefined): Promise<void> {
    const number = (this.#number += 1);
    const conversationId = this.conversations[number % this.conversations.length] ?? '';
    const body = { clientMessageId: randomUUID(), type: 'text', text: text ?? `Mensaje ${String(number)}` };
    const path = `/conversations/${conversationId}`;
    const { body: answer } = await this.admin.api.post<SendMessageResponse>(`${path}/messages`, body).expect(202);
    this.#accepted.push({ conversationId, id: answer.message.id });
    if (number % MESSAGES_PER_CHANGE > 0) return;
    const assignedTo = number % (2 * MESSAGES_PER_CHANGE) > 0 ? this.admin.user.id : null;
    const { status } = await this.admin.api.patch(path, { assignedTo });
    assert.equal(status, 200);
  }
}

function phoneNumbersOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(573_001_000_000 + place));
}
