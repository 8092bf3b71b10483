import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import { FaultyProxy } from '../lab/network/index.ts';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  freePort,
  linkLine,
  openBrowser,
  picture,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type OpenPage,
  type Product,
} from './support/index.ts';

const BUSINESS = '525510203040';
/** The whole minute without network, instead of a part of it. */
const FULL = process.env['FULL'] === '1';
/** What the browser itself writes about a request that failed; nobody but the browser can keep it quiet. */
const BY_THE_BROWSER = /^(Failed to load resource|WebSocket connection to )/;

/** Live, then out of reach for some time, then live again. */
const CUT =
  /^Conectando…( → Reconectando…)? → Tiempo real( → Reconectando…)? → Sin conexión( → Sondeo cada 3 s)? → Tiempo real$/;

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
  await fillSignIn(page, people.agent);
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

/** What the badge has said from the first word to the last, as one line. */
function expectBadges({ badges }: Pick<OpenPage, 'badges'>, story: RegExp): void {
  assert.match(badges.join(' → '), story);
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
  expectBadges(open, /^Conectando…( → Reconectando…)?( → Sondeo cada 3 s)? → Tiempo real$/);
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
  await customer.untilLine(BUSINESS, ({ text }) => text === 'También de ida');
  await expectAccessible(open.page);
  await picture(open.page, 'realtime-polling');

  proxy.behave('pass');
  await open.page.evaluate("dispatchEvent(new Event('online'))");
  await badge(open.page, 'Tiempo real');
  await customer.sendText(BUSINESS, 'En vivo');
  await expectBubbles(open.page, ['Hola', 'Por sondeo', 'También de ida', 'En vivo']);
  expectBadges(open, /^Conectando…( → Reconectando…)? → Sondeo cada 3 s → Tiempo real$/);
  expectQuiet(open);
});

test('everything is blocked when the page is loaded: it goes on by itself once something comes through', async (context) => {
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  const { page } = open;
  await badge(page, 'Tiempo real');
  await page.context().route('**/api/**', (route) => route.abort());
  proxy.behave('block-sockets');
  await page.reload();
  await page.getByText('En cuanto responda, seguirás donde estabas.').waitFor();
  await customer.sendText(BUSINESS, 'Sin nadie que lo vea');

  await page.context().unroute('**/api/**');
  await badge(page, 'Sondeo cada 3 s', 40_000);
  await expectBubbles(page, ['Hola', 'Sin nadie que lo vea']);
  proxy.behave('pass');
  await page.evaluate("dispatchEvent(new Event('online'))");
  await badge(page, 'Tiempo real');
  expectBadges(
    open,
    /^Conectando…( → Reconectando…)? → Tiempo real → Conectando…( → Reconectando…)? → Sondeo cada 3 s → Tiempo real$/,
  );
  expectQuiet(open);
});

test('a browser that believes to have no network, beside a server that answers: live all the same', async (context) => {
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  await badge(open.page, 'Tiempo real');
  await open.page.evaluate(
    "Object.defineProperty(navigator, 'onLine', { get: () => false }); dispatchEvent(new Event('offline'))",
  );
  // It is asked at once whether that is true.
  await open.page.waitForResponse(/\/api\/events\?.*reason=wake/);
  await write(open.page, 'Sale igual');
  await customer.untilLine(BUSINESS, ({ text }) => text === 'Sale igual');
  await customer.sendText(BUSINESS, 'Y entra');
  await expectBubbles(open.page, ['Hola', 'Sale igual', 'Y entra']);
  await badge(open.page, 'Tiempo real');
  // Socket.IO closes a connection over it, which is back at once.
  expectBadges(
    open,
    /^Conectando…( → Reconectando…)? → Tiempo real(( → Reconectando…)?( → Sondeo cada 3 s)? → Tiempo real)?$/,
  );
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
  await customer.untilLine(BUSINESS, ({ text }) => text === 'Escrito sin servidor');
  await open.page.locator('app-message-bubble', { hasText: 'Para cuando vuelvas' }).waitFor({ timeout: 20_000 });
  assert.deepEqual(sent(customer), ['Escrito sin servidor']);
  assert.equal(await open.page.locator('app-message-bubble').count(), 3);
  expectBadges(open, CUT);
  expectQuiet(open);
});

test(`${FULL ? 'a minute' : 'some seconds'} without network, five messages written: a reload before they have left keeps them, and they go out once, in order`, async (context) => {
  const customer = await aCustomer();
  const open = await openChat(context, customer);
  const { page } = open;
  const five = ['Uno', 'Dos', 'Tres', 'Cuatro', 'Cinco'];
  await badge(page, 'Tiempo real');
  const aMinute = FULL ? setTimeout(60_000) : null;
  await page.context().setOffline(true);
  proxy.refuse();
  await badge(page, 'Sin conexión');
  for (const text of five) await write(page, text);
  await customer.sendText(BUSINESS, 'Mientras tanto');
  await expectAccessible(page);
  await picture(page, 'realtime-offline');
  await aMinute;

  // The network is back, but none of them leaves before the page is loaded anew.
  await page.context().route('**/messages', refuseToSend);
  proxy.accept();
  await page.context().setOffline(false);
  await badge(page, 'Tiempo real');
  await page.reload();
  await badge(page, 'Tiempo real');
  await expectBubbles(page, ['Hola', 'Mientras tanto', ...five]);
  assert.deepEqual(sent(customer), []);

  await page.context().unroute('**/messages', refuseToSend);
  await customer.untilLine(BUSINESS, ({ text }) => text === 'Cinco');
  assert.deepEqual(sent(customer), five);
  await expectBubbles(page, ['Hola', 'Mientras tanto', ...five]);
  expectBadges(open, new RegExp(`${CUT.source.slice(0, -1)} → Conectando…( → Reconectando…)? → Tiempo real$`));
  expectQuiet(open);
});

test('two tabs, and the one that sends is killed in the middle of a queue: the other sends the rest, each once, in order', async (context) => {
  const customer = await aCustomer();
  const first = await openChat(context, customer);
  await badge(first.page, 'Tiempo real');
  const second = await first.openTab();
  await second.page.setViewportSize({ width: 1_280, height: 2_400 });
  await second.page.goto(first.page.url());
  await badge(second.page, 'Tiempo real');
  // Its code comes behind the list's.
  await second.page.locator('app-message-bubble', { hasText: 'Hola' }).waitFor();
  proxy.refuse();
  await badge(first.page, 'Sin conexión');
  await badge(second.page, 'Sin conexión');
  const texts = Array.from({ length: 25 }, (_, index) => `Mensaje ${String(index + 1).padStart(2, '0')}`);
  for (const text of texts.slice(0, 20)) await write(first.page, text);
  await second.page.locator('app-message-bubble', { hasText: 'Mensaje 20' }).waitFor();
  for (const text of texts.slice(20)) await write(second.page, text);

  const lost = answerGetsLost(first.page, 'Mensaje 11');
  proxy.accept();
  await lost;
  await kill(first.page);
  await badge(second.page, 'Tiempo real');
  await customer.untilLine(BUSINESS, ({ text }) => text === texts.at(-1));
  assert.deepEqual(sent(customer), texts);
  await expectBubbles(second.page, ['Hola', ...texts]);
  expectBadges(second, CUT);
  expectQuiet(first);
  expectQuiet(second);
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
  expectBadges(
    open,
    /^Conectando…( → Reconectando…)? → Tiempo real( → Reconectando…| → Sondeo cada 3 s| → Tiempo real)*$/,
  );
  assert.equal(open.badges.at(-1), 'Tiempo real');
  expectQuiet(open);
});

/** Lets no message out, and everything else through. */
async function refuseToSend(route: Route): Promise<void> {
  await (route.request().method() === 'POST' ? route.abort() : route.continue());
}

/** Resolves when the server has this message, of which the page will never hear. */
async function answerGetsLost(page: Page, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    void page.route('**/messages', async (route) => {
      if (!(route.request().postData() ?? '').includes(`"${text}"`)) {
        await route.continue();
        return;
      }
      await route.fetch();
      resolve();
    });
  });
}

/** Ends a tab as a crash does: nothing of it can run any more. */
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}
