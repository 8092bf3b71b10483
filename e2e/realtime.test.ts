import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test, type TestContext } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { FaultyProxy } from '../lab/network/index.ts';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  createTeam,
  expectAccessible,
  freePort,
  linkLine,
  openBrowser,
  PASSWORD,
  picture,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type OpenPage,
  type Product,
} from './support/index.ts';

const BUSINESS = '525510203040';
/** What the browser itself writes about a request that failed; nobody but the browser can keep it quiet. */
const BY_THE_BROWSER = /^(Failed to load resource|WebSocket connection to )/;

let lab: WhatsAppWebServer;
let product: Product;
let browser: OpenBrowser;
let proxy: FaultyProxy;
let people: { admin: string; agent: string };
const dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-e2e-'));
const port = await freePort();
let customers = 0;

const start = () =>
  startProduct({ whatsappWebUrl: lab.url, dataDirectory, environment: { PORT: String(port), HOST: '127.0.0.1' } });

before(async () => {
  lab = await startWhatsAppWebServer();
  const business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Óptica Condorito' });
  [product, browser] = await Promise.all([start(), openBrowser()]);
  proxy = await FaultyProxy.start(product.url);
  people = await createTeam(product, 'optica');
  await linkLine(product, await signInOverApi(product, people.admin), 'Ventas', business);
});
afterEach(() => {
  proxy.accept();
  proxy.speak();
  proxy.behave('pass');
});
after(async () => {
  await browser.close();
  await proxy.close();
  await product.stop();
  await lab.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** A customer of their own for each test, who has already written once. */
async function aCustomer(): Promise<Phone> {
  customers += 1;
  const name = `Cliente ${String(customers)}`;
  const customer = lab.createPhone({ phoneNumber: `5255100020${String(customers).padStart(2, '0')}`, name });
  await customer.sendText(BUSINESS, 'Hola');
  return customer;
}

async function signIn(page: Page, path = '/chat'): Promise<void> {
  await page.goto(proxy.url + path);
  await page.getByLabel('Correo electrónico').fill(people.agent);
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.locator('app-realtime-badge').waitFor();
}

async function badge(page: Page, word: string, timeout = 30_000): Promise<void> {
  await page.locator('app-realtime-badge', { hasText: word }).waitFor({ timeout });
}

/** The agent's page with the customer's conversation open, high enough to show all of it. */
async function openChat(context: TestContext, customer: Phone, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const open = await browser.openPage(context, { viewport: { width: 1_280, height: 2_400 }, ...options });
  await signIn(open.page);
  await openConversation(open.page, customer);
  return open;
}

async function openConversation(page: Page, customer: Phone): Promise<void> {
  await page.getByRole('link', { name: new RegExp(customer.name) }).click();
  await page.locator('app-message-bubble', { hasText: 'Hola' }).waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Mensaje', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('app-message-bubble', { hasText: text }).waitFor();
}

/** The texts on screen, in order, once they are these; else what they are instead. */
async function expectBubbles(page: Page, texts: readonly string[]): Promise<void> {
  const bubbles = page.locator('app-message-bubble app-formatted-text');
  await bubbles
    .filter({ hasText: texts.at(-1) ?? '' })
    .first()
    .waitFor({ timeout: 30_000 });
  assert.deepEqual(
    (await bubbles.allInnerTexts()).map((text) => text.trim()),
    texts,
  );
}

function sent(customer: Phone): string[] {
  return customer.chat(BUSINESS).flatMap(({ fromMe, text }) => (fromMe ? [] : [text]));
}

/** Nothing of ours in the console: what heals by itself is not an error. */
function expectQuiet({ complaints }: Pick<OpenPage, 'complaints'>): void {
  assert.deepEqual(
    complaints.filter((complaint) => !BY_THE_BROWSER.test(complaint)),
    [],
  );
}

test('a proxy that swallows WebSocket: live all the same, over long polling', async (context) => {
  proxy.behave('swallow-upgrade');
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  await badge(open.page, 'Tiempo real');
  await customer.sendText(BUSINESS, 'Con rodeo');
  await expectBubbles(open.page, ['Hola', 'Con rodeo']);
  expectQuiet(open);
});

test('a proxy that blocks every socket: polling, and back to live when it lets through', async (context) => {
  proxy.behave('block-sockets');
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  await badge(open.page, 'Sondeo cada 3 s');
  await customer.sendText(BUSINESS, 'Por sondeo');
  await expectBubbles(open.page, ['Hola', 'Por sondeo']);
  await write(open.page, 'También de ida');
  await customer.untilLine(BUSINESS, ({ text }) => text === 'También de ida', 15_000);
  await expectAccessible(open.page);
  await picture(open.page, 'realtime-polling');

  proxy.behave('pass');
  await open.page.evaluate("dispatchEvent(new Event('online'))");
  await badge(open.page, 'Tiempo real');
  await customer.sendText(BUSINESS, 'En vivo');
  await expectBubbles(open.page, ['Hola', 'Por sondeo', 'También de ida', 'En vivo']);
  expectQuiet(open);
});

test('the server restarts: what was written meanwhile, on both sides, is there once and in order', async (context) => {
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  await badge(open.page, 'Tiempo real');
  await product.stop();
  await badge(open.page, 'Sin conexión');
  await write(open.page, 'Escrito sin servidor');
  await customer.sendText(BUSINESS, 'Para cuando vuelvas');
  await picture(open.page, 'realtime-server-down');
  product = await start();
  await badge(open.page, 'Tiempo real');
  await customer.untilLine(BUSINESS, ({ text }) => text === 'Escrito sin servidor', 20_000);
  await open.page.locator('app-message-bubble', { hasText: 'Para cuando vuelvas' }).waitFor({ timeout: 20_000 });
  assert.deepEqual(sent(customer), ['Escrito sin servidor']);
  assert.equal(await open.page.locator('app-message-bubble').count(), 3);
  expectQuiet(open);
});

test('a minute without network, five messages written: a reload keeps them, and they go out once, in order', async (context) => {
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  const { page } = open;
  const five = ['Uno', 'Dos', 'Tres', 'Cuatro', 'Cinco'];
  await badge(page, 'Tiempo real');
  await page.context().setOffline(true);
  proxy.refuse();
  await badge(page, 'Sin conexión');
  for (const text of five) await write(page, text);
  await customer.sendText(BUSINESS, 'Mientras tanto');
  await expectAccessible(page);
  await picture(page, 'realtime-offline');

  proxy.accept();
  await page.context().setOffline(false);
  await badge(page, 'Tiempo real');
  await customer.untilLine(BUSINESS, ({ text }) => text === 'Cinco', 20_000);
  assert.deepEqual(sent(customer), five);
  await page.locator('app-message-bubble', { hasText: 'Mientras tanto' }).waitFor();
  await page.reload();
  await expectBubbles(page, ['Hola', 'Mientras tanto', ...five]);
  expectQuiet(open);
});

test('two tabs without network, and the one that sends is killed: the other sends everything, once, in order', async (context) => {
  const customer = await aCustomer();
  const first = await openChat(context, customer);
  await badge(first.page, 'Tiempo real');
  const second = await first.page.context().newPage();
  await second.setViewportSize({ width: 1_280, height: 2_400 });
  await second.goto(first.page.url());
  await badge(second, 'Tiempo real');
  proxy.refuse();
  await badge(first.page, 'Sin conexión');
  await badge(second, 'Sin conexión');
  await write(first.page, 'De la primera');
  await second.locator('app-message-bubble', { hasText: 'De la primera' }).waitFor();
  await write(second, 'De la segunda');
  await kill(first.page);
  proxy.accept();
  await badge(second, 'Tiempo real');
  await customer.untilLine(BUSINESS, ({ text }) => text === 'De la segunda', 20_000);
  assert.deepEqual(sent(customer), ['De la primera', 'De la segunda']);
  await expectBubbles(second, ['Hola', 'De la primera', 'De la segunda']);
});

test('a laptop that slept for an hour is up to date at once, although its socket is dead', async (context) => {
  const customer = await aCustomer();
  const open = await browser.openPage(context, { viewport: { width: 1_280, height: 2_400 } });
  await open.page.clock.install();
  await signIn(open.page);
  await openConversation(open.page, customer);
  await badge(open.page, 'Tiempo real');
  proxy.halfClose();
  await customer.sendText(BUSINESS, 'Dormías');
  await open.page.clock.fastForward('01:00:00');
  await expectBubbles(open.page, ['Hola', 'Dormías']);
  await open.page.clock.resume();
  await badge(open.page, 'Tiempo real');
  expectQuiet(open);
});

/** Ends a tab as a crash does: nothing of it can run any more. */
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}
