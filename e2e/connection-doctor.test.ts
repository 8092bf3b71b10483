import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { FaultyProxy } from '../lab/network/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  freePort,
  openBrowser,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

/** What the doctor says of one check, all of it. */
function line(page: Page, title: string): Locator {
  return page.locator('app-check-line').filter({ has: page.getByText(title, { exact: true }) });
}

async function untilChecked(page: Page): Promise<void> {
  await page.locator('app-doctor-view ol[aria-busy=false]').waitFor();
}

async function says(page: Page, title: string): Promise<string> {
  return line(page, title).innerText();
}

describe('the connection doctor', () => {
  let browser: OpenBrowser;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  describe('for somebody who is signed in, behind a proxy', () => {
    let product: Product;
    let proxy: FaultyProxy;
    let email: string;

    before(async () => {
      product = await startProduct();
      proxy = await FaultyProxy.start(product.url);
      email = (await createTeam(product, 'optica')).agent;
    });
    after(async () => {
      await proxy.close();
      await product.stop();
    });

    async function openChat(context: TestContext): Promise<Page> {
      const { page } = await browser.openPage(context);
      await page.goto(proxy.url);
      await fillSignIn(page, email);
      await page.getByText('Tiempo real').waitFor();
      return page;
    }

    it('finds all in order, is read by everyone, and gives the focus back', async (context) => {
      const page = await openChat(context);
      const badge = page.getByRole('button', { name: 'Abrir el diagnóstico' });
      await badge.focus();
      await page.keyboard.press('Enter');
      await untilChecked(page);

      await page.getByText('Todo en orden').waitFor();
      assert.match(await says(page, 'WebSocket'), /Bien\s+Pasa: se abrió en \d+ ms\./);
      assert.match(await says(page, 'Sondeo largo (long polling)'), /Bien\s+Pasa/);
      assert.match(await says(page, 'Conexión de ahora'), /Abierta por WebSocket/);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('app-realtime-badge button:focus').waitFor();
    });

    it('names a proxy that removes the Upgrade header, one that swallows WebSocket, and one that blocks /socket.io/', async (context) => {
      const page = await openChat(context);
      await page.getByRole('button', { name: 'Abrir el diagnóstico' }).click();
      await untilChecked(page);
      const check = async () => {
        await page.getByRole('button', { name: 'Comprobar de nuevo' }).click();
        await page.locator('app-doctor-view ol[aria-busy=true]').waitFor();
        await untilChecked(page);
      };

      proxy.behave('strip-upgrade');
      await check();
      assert.match(
        await says(page, 'WebSocket'),
        /sin la cabecera Upgrade[^]*proxy_set_header Upgrade \$http_upgrade;/,
      );
      assert.match(await says(page, 'Sondeo largo (long polling)'), /Bien/);
      proxy.behave('swallow-upgrade');
      await check();
      assert.match(await says(page, 'WebSocket'), /conexiones WebSocket a \/socket\.io\/ están bloqueadas/);
      proxy.behave('block-sockets');
      await check();
      assert.match(await says(page, 'Sondeo largo (long polling)'), /contesta 404 en \/socket\.io\//);
      proxy.behave('pass');
    });
  });

  describe('for somebody who cannot sign in because of the settings', () => {
    let product: Product;
    let address: string;

    before(async () => {
      const port = String(await freePort());
      address = `http://127.0.0.1:${port}`;
      product = await startProduct({ environment: { PORT: port, PUBLIC_URL: 'https://crm.condorito.test' } });
    });
    after(() => product.stop());

    it('is led to from the sign-in page and names the setting', async (context) => {
      const { page } = await browser.openPage(context, { viewport: { width: 390, height: 844 } });
      await page.goto(`${address}/login`);
      await fillSignIn(page, product.operator.email, product.operator.password);
      await page.getByRole('link', { name: 'Ver qué falla' }).click();
      await untilChecked(page);

      assert.match(await says(page, 'Origen permitido'), /https:\/\/crm\.condorito\.test[^]*PUBLIC_URL=http:\/\/127/);
      assert.match(await says(page, 'WebSocket'), /Problema\s+El servidor contesta, pero rechaza el origen/);
      assert.match(await says(page, 'Tu sesión'), /Nota\s+Nadie ha entrado/);
      await expectAccessible(page);
    });
  });
});
