import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createApplication, type Application } from '../../backend/src/application.ts';
import { importHistory, recordMessage, type ImportedConversation } from '../../backend/src/conversations/index.ts';
import { createLogger, readSettings } from '../../backend/src/operations/index.ts';
import { createSession } from '../../backend/src/whatsapp/index.ts';
import { call, signIn } from './api.ts';
import { type ChatSubject, type History, textOf } from './chat-subject.ts';

const CLIENT = 'bench';
const password = 'correct horse battery';
const admin = { name: 'Admin', email: 'admin@bench.example', password };
/** Who the long conversation is with. */
const PHONE_NUMBER = '573001112233';
/** Conversations stored in one write. */
const AT_ONCE = 5_000;
const MINUTE = 60_000;

/** The whole product in this process, with a past. */
export class ChatProduct implements ChatSubject {
  readonly name = 'product';
  readonly url: string;
  readonly #application: Application;
  readonly #dataDirectory: string;
  readonly #sessionId: string;
  readonly #conversationId: string;

  private constructor(application: Application, dataDirectory: string, port: number, ids: Ids) {
    this.#application = application;
    this.#dataDirectory = dataDirectory;
    this.url = `http://127.0.0.1:${String(port)}`;
    this.#sessionId = ids.sessionId;
    this.#conversationId = ids.conversationId;
  }

  static async start(history: History): Promise<ChatProduct> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
    const application = await createApplication(
      readSettings({
        PORT: '0',
        HOST: '127.0.0.1',
        NODE_ENV: 'production',
        DATA_DIR: dataDirectory,
        OPERATOR_EMAIL: 'operator@bench.example',
        OPERATOR_PASSWORD: password,
        WHATSAPP_WEB_URL: 'ws://127.0.0.1:9',
      }),
      { logger: createLogger({ level: 'warn', json: false }) },
    );
    const { port } = await application.listen();
    const ids = await makePast(application, `http://127.0.0.1:${String(port)}`, history);
    return new ChatProduct(application, dataDirectory, port, ids);
  }

  async open(browser: Browser, scripts: readonly string[] = []): Promise<Page> {
    // Otherwise it would open where the unread messages begin, and not follow those to come.
    const { token } = await signIn(this.url, admin.email, password);
    await call(this.url, token, 'PATCH', `/conversations/${this.#conversationId}`, { unread: 0 });
    const page = await this.newPage(browser, scripts);
    await page.goto(`${this.url}/login?next=/chat/${this.#conversationId}`);
    await signInOn(page);
    await page.getByText('Tiempo real').waitFor();
    await page.locator('[data-key]').first().waitFor();
    return page;
  }

  async newPage(browser: Browser, scripts: readonly string[] = []): Promise<Page> {
    const viewport = { width: 1_440, height: 900 };
    const page = await (await browser.newContext({ locale: 'es-MX', viewport })).newPage();
    for (const path of scripts) await page.addInitScript({ path });
    return page;
  }

  async say(first: number, count: number): Promise<void> {
    const { store } = this.#application;
    const written = Array.from({ length: count }, (_, index) =>
      store.write((writing) =>
        recordMessage(writing, {
          clientCode: CLIENT,
          sessionId: this.#sessionId,
          address: { phoneNumber: PHONE_NUMBER },
          whatsappId: `BENCH-${String(first + index)}`,
          fromMe: false,
          type: 'text',
          text: textOf(first + index),
          sentAt: store.now().toISOString(),
        }),
      ),
    );
    await Promise.all(written);
  }

  async close(): Promise<void> {
    await this.#application.close();
    rmSync(this.#dataDirectory, { recursive: true });
  }
}

/** Fills in the sign-in that a page shows, and sends it. */
export async function signInOn(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill(admin.email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

interface Ids {
  sessionId: string;
  conversationId: string;
}

async function makePast({ accounts, store }: Application, url: string, history: History): Promise<Ids> {
  await accounts.clients.add({ clientCode: CLIENT, name: 'Bench', timeZone: 'UTC', admin });
  const line = await store.write((writing) => createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Bench' }));
  const now = store.now().getTime();
  for (let first = 1; first < history.conversations; first += AT_ONCE) {
    const length = Math.min(AT_ONCE, history.conversations - first);
    const others = Array.from({ length }, (_, index) => shortConversation(line.id, first + index, now));
    await store.write((writing) => importHistory(writing, CLIENT, others));
  }
  // Last, so that it stands at the top of the list.
  await store.write((writing) => importHistory(writing, CLIENT, [longConversation(line.id, history.messages, now)]));
  const { token } = await signIn(url, admin.email, password);
  const { items } = await call<{ items: { id: string }[] }>(url, token, 'GET', '/conversations');
  return { sessionId: line.id, conversationId: items[0]?.id ?? '' };
}

const past = { stage: null, status: 'open' as const, assignedTo: null, unread: 0, labels: [] };

function longConversation(sessionId: string, messages: number, now: number): ImportedConversation {
  const all = Array.from({ length: Math.max(messages, 1) }, (_, index) => ({
    text: textOf(index, 'past'),
    userId: null,
    sentAt: new Date(now - (messages - index) * 1_000).toISOString(),
  }));
  const [first = { text: '', userId: null, sentAt: '' }, ...others] = all;
  return { ...past, sessionId, phoneNumber: PHONE_NUMBER, name: 'Luz Marina', messages: [first, ...others] };
}

function shortConversation(sessionId: string, number: number, now: number): ImportedConversation {
  const sentAt = new Date(now - 30 * 24 * 60 * MINUTE - number * MINUTE).toISOString();
  return {
    ...past,
    sessionId,
    phoneNumber: `5730${String(20_000_000 + number)}`,
    name: `Cliente ${String(number)}`,
    messages: [{ text: 'Buenas tardes', userId: null, sentAt }],
  };
}
