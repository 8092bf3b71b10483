import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  expectAccessible,
  fillSignIn,
  lookAt,
  setSystemTheme,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '573009998877';
const PANEL = `document.querySelector('app-dashboard-page')`;
/** What the first chart looks like. */
const DRAWN = `document.querySelector('app-chart-drawing canvas').toDataURL()`;

let business: LinkedBusiness;
let luz: Phone;
let jose: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  luz = business.lab.createPhone({ phoneNumber: '573001234567', name: 'Luz' });
  jose = business.lab.createPhone({ phoneNumber: '573001234568', name: 'José' });
});
after(() => business.stop());

/** Resolves once a tile has this figure. */
async function tile(page: Page, name: string, figure: string): Promise<void> {
  await page
    .locator('app-tile', { has: page.getByRole('heading', { name, exact: true }) })
    .locator('app-moving-figure', { hasText: new RegExp(`^${figure}$`) })
    .waitFor();
}

async function openPanel(page: Page, email: string, path = '/dashboard'): Promise<void> {
  await page.goto(`${business.product.url}${path}`);
  await fillSignIn(page, email);
}

test('the figures move as people write, in every tab, and lead to what is behind them', async (context) => {
  const { browser, people } = business;
  const open = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page, complaints } = open;
  await openPanel(page, people.admin);
  await tile(page, 'Mensajes recibidos', '0');
  const { page: other } = await open.openTab();
  await other.goto(`${business.product.url}/dashboard`);
  await tile(other, 'Mensajes recibidos', '0');

  await context.test('two tabs agree', async () => {
    await luz.sendText(BUSINESS, 'Buenos días');
    await jose.sendText(BUSINESS, '¿Tienen lentes?');
    for (const tab of [page, other]) {
      await tile(tab, 'Mensajes recibidos', '2');
      await tile(tab, 'Esperan respuesta', '2');
      await tile(tab, 'Sin asignar', '2');
    }
    await page.locator('app-chart-drawing canvas').first().waitFor();
    await lookAt(page, 'panel');
  });

  await context.test('a chart is told from the keyboard, and as a table', async () => {
    const chart = page.getByRole('slider', { name: 'Punto de «Mensajes por hora»' });
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('app-chart-drawing .tip', { hasText: 'Recibidos' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('app-chart-drawing .tip').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mensajes por línea: ver como tabla' }).press('Enter');
    const table = page.getByRole('table', { name: 'Mensajes por línea' });
    await table.getByRole('row', { name: /^Ventas 2 0/ }).waitFor();
    await expectAccessible(page);
  });

  await context.test('another range keeps the place, and is a file too', async () => {
    await page.evaluate(`${PANEL}.scrollTop = 60`);
    await page.getByRole('button', { name: '7 días' }).click();
    await page.getByRole('heading', { name: 'Mensajes por día' }).waitFor();
    assert.equal(await page.evaluate(`${PANEL}.scrollTop`), 60);
    assert.equal(new URL(page.url()).search, '?range=7d');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Exportar CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    assert.ok(
      lines.some((line) => line.includes(',Ventas,contacto,2,')),
      lines.join('\n'),
    );

    await page.goBack();
    await page.getByRole('heading', { name: 'Mensajes por hora' }).waitFor();
  });

  await context.test('the chart follows the theme', async () => {
    const light = await page.evaluate<string>(DRAWN);
    await setSystemTheme(page, 'dark');
    // The page allows no text to be run as code, so it is looked at from here, frame by frame.
    while ((await page.evaluate<string>(DRAWN)) === light) await page.evaluate('new Promise(requestAnimationFrame)');
    await setSystemTheme(page, 'light');
  });

  await context.test('what nobody has answered is a click away', async () => {
    await page.getByRole('link', { name: 'Esperan respuesta' }).click();
    await page.waitForURL(/\/chat\?waiting=0$/);
    await page.getByRole('button', { name: 'Esperan respuesta: quitar' }).waitFor();
    await page.getByRole('link', { name: /José/ }).click();
    await page.getByRole('textbox', { name: 'Mensaje', exact: true }).fill('Sí, en la tienda');
    await page.keyboard.press('Enter');
    await page
      .getByRole('list', { name: 'Conversaciones' })
      .getByRole('link', { name: /José/ })
      .waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Conversaciones' }).getByRole('link', { name: /Luz/ }).waitFor();
    await tile(other, 'Mensajes enviados', '1');
    await tile(other, 'Esperan respuesta', '1');
  });

  await context.test('coming back finds the table as it was left', async () => {
    await page.getByRole('link', { name: 'Panel' }).click();
    await tile(page, 'Mensajes enviados', '1');
    await page.getByRole('button', { name: 'Mensajes por línea: ver como gráfico' }).waitFor();
  });

  assert.deepEqual(complaints, []);
});

test('an admin sees the work of the team, and gets from each figure to its conversations', async (context) => {
  const { browser, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await openPanel(page, people.admin, '/dashboard/team');
  await page.getByRole('heading', { name: 'Carga por agente' }).waitFor();
  const carla = page.getByRole('row', { name: /^Carla Admin En línea/ });
  await carla.waitFor();
  await lookAt(page, 'team-load');

  await page.getByRole('link', { name: /menos de 5 min/ }).click();
  await page.waitForURL(/\/chat\?waiting=0-300$/);
  await page.getByRole('button', { name: 'Esperan menos de 5 min: quitar' }).waitFor();
  await page.getByRole('link', { name: /Luz/ }).waitFor();
  await lookAt(page, 'chat-narrowed');
  await page.getByRole('button', { name: 'Esperan menos de 5 min: quitar' }).click();
  await page.getByRole('link', { name: /José/ }).waitFor();
  assert.equal(new URL(page.url()).search, '');

  assert.deepEqual(complaints, []);
});

test('the figures move with polling alone', async (context) => {
  const { browser, people } = business;
  const { page } = await browser.openPage(context);
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.route('**/socket.io/**', (route) => route.abort());
  await openPanel(page, people.agent);
  await page.locator('app-realtime-badge', { hasText: 'Sondeo' }).waitFor();
  await tile(page, 'Mensajes recibidos', '2');
  await luz.sendText(BUSINESS, '¿Hola?');
  await tile(page, 'Mensajes recibidos', '3');
  assert.equal(await page.getByRole('link', { name: 'Equipo' }).count(), 0);
});
