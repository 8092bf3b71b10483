import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { FaultyProxy } from '../lab/network/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  openBrowser,
  picture,
  startProduct,
  type OpenBrowser,
  type OpenPage,
  type Product,
} from './support/index.ts';

/** What the browser itself writes about a request that failed. */
const BY_THE_BROWSER = /^(Failed to load resource|WebSocket connection to )/;
const CODE = /\/chunk-[\w-]+\.js$/;
const LINES = 'app-sessions-page';
const DOCTOR = 'app-doctor-view';

describe('while the server is out of reach', () => {
  let product: Product;
  let proxy: FaultyProxy;
  let browser: OpenBrowser;
  let email: string;

  before(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    proxy = await FaultyProxy.start(product.url);
    email = (await createTeam(product, 'optica')).admin;
  });
  afterEach(() => {
    proxy.accept();
    proxy.behave('pass');
  });
  after(async () => {
    await browser.close();
    await proxy.close();
    await product.stop();
  });

  /** `withheld` is a word of a screen's code that does not come, as if the server had gone before it was fetched. */
  async function openChat(context: TestContext, withheld?: string): Promise<OpenPage> {
    const open = await browser.openPage(context);
    if (withheld !== undefined) await withhold(open.page, withheld);
    await open.page.goto(`${proxy.url}/chat`);
    await fillSignIn(open.page, email);
    return open;
  }

  async function badge(page: Page, word: string): Promise<void> {
    await page.locator('app-realtime-badge', { hasText: word }).waitFor({ timeout: 30_000 });
  }

  async function withhold(page: Page, word: string): Promise<void> {
    await page.context().route(CODE, async (route) => {
      const answer = await route.fetch().catch(() => null);
      const isWithheld = answer === null || (await answer.text()).includes(word);
      await (isWithheld ? route.abort() : route.fulfill({ response: answer }));
    });
  }

  async function giveCode(page: Page): Promise<void> {
    await page.context().unroute(CODE);
  }

  /** Resolves when the page has got the code that holds this word. */
  async function codeWith(page: Page, word: string): Promise<void> {
    await page.waitForResponse(async (answer) => CODE.test(answer.url()) && (await answer.text()).includes(word));
  }

  async function textsOfTheLines(page: Page): Promise<void> {
    await page.waitForEvent('requestfinished', (request: Request) =>
      request.url().endsWith('/i18n/whatsapp-sessions/es.json'),
    );
  }

  function expectQuiet({ complaints }: OpenPage): void {
    assert.deepEqual(
      complaints.filter((complaint) => !BY_THE_BROWSER.test(complaint)),
      [],
    );
  }

  it('screens and the doctor that were never opened open all the same', async (context) => {
    const open = await openChat(context);
    const { page } = open;
    await Promise.all([codeWith(page, DOCTOR), codeWith(page, LINES), textsOfTheLines(page)]);
    proxy.refuse();
    await badge(page, 'Sin conexión');

    await page.getByRole('button', { name: 'Abrir el diagnóstico' }).click();
    await page.getByRole('dialog').getByText('No hay respuesta de').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'WhatsApp' }).click();
    await page.getByRole('heading', { name: 'WhatsApp', level: 1 }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/whatsapp');
    // What was read for other screens is shown, and else that it could not be read.
    await page
      .locator('app-sessions-page')
      .getByText(/Vincula tu primer número|No se pudo cargar/)
      .waitFor();
    expectQuiet(open);
  });

  it('a screen whose code has not come says so, and opens by itself when the server is back', async (context) => {
    const open = await openChat(context, LINES);
    const { page } = open;
    await badge(page, 'Tiempo real');
    proxy.refuse();
    await badge(page, 'Sin conexión');
    await page.getByRole('link', { name: 'WhatsApp' }).click();
    await page.getByText('Esta pantalla no se pudo cargar sin conexión').waitFor();
    await expectAccessible(page);
    await picture(page, 'missed-screen');

    await giveCode(page);
    proxy.accept();
    await page.waitForURL('**/whatsapp', { timeout: 40_000 });
    await badge(page, 'Tiempo real');
    await page.getByText('Esta pantalla no se pudo cargar').waitFor({ state: 'detached' });
    expectQuiet(open);
  });

  it('a screen that the server has lost is asked for once more, not over and over', async (context) => {
    const open = await openChat(context, LINES);
    const { page } = open;
    await badge(page, 'Tiempo real');
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.getByRole('link', { name: 'WhatsApp' }).click();
    await page.getByText('El servidor no tiene esta pantalla').waitFor({ timeout: 20_000 });
    assert.equal(loads, 1);

    await giveCode(page);
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await page.getByRole('heading', { name: 'WhatsApp', level: 1 }).waitFor();
    expectQuiet(open);
  });

  it('a page that is loaded anew is the sign-in page for as long as nobody can be asked, and then the page it was', async (context) => {
    const open = await openChat(context);
    const { page } = open;
    await page.getByRole('link', { name: 'WhatsApp' }).click();
    await page.getByRole('heading', { name: 'WhatsApp', level: 1 }).waitFor();
    // The pages come from elsewhere, as behind a proxy that still has them.
    await page.context().route('**/api/**', (route) => route.abort());
    proxy.behave('block-sockets');
    await page.reload();
    await page.getByText('En cuanto responda, seguirás donde estabas.').waitFor();
    await expectAccessible(page);
    await picture(page, 'sign-in-awaited');

    proxy.behave('pass');
    await page.context().unroute('**/api/**');
    await page.waitForURL('**/whatsapp', { timeout: 40_000 });
    await badge(page, 'Tiempo real');
    expectQuiet(open);
  });

  it('a doctor whose code has not come says so, and opens when the server is back', async (context) => {
    const open = await openChat(context, DOCTOR);
    const { page } = open;
    await badge(page, 'Tiempo real');
    proxy.refuse();
    await badge(page, 'Sin conexión');
    const opener = page.getByRole('button', { name: 'Abrir el diagnóstico' });
    await opener.click();
    await page.getByText('No se puede abrir el diagnóstico sin conexión').waitFor();

    await giveCode(page);
    proxy.accept();
    await badge(page, 'Tiempo real');
    await opener.click();
    // In a dialog where the browser asks for the code again (Chromium from 156 on), else as a page of its own.
    await page.getByText('Todo en orden').waitFor();
    expectQuiet(open);
  });
});
