import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  call,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  picture,
  readThrough,
  setSystemTheme,
  signInOverApi,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';
/** More than a page, so that the beginning has to be fetched. */
const LINES = 70;

let business: LinkedBusiness;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  const carlos = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  const rosa = business.lab.createPhone({ phoneNumber: '525510001005', name: 'Rosa Ríos' });
  await carlos.sendText(BUSINESS, '¿Ya llegó mi pedido 4821?');
  for (let line = 1; line <= LINES; line++) await carlos.sendText(BUSINESS, `Línea ${line}`);
  await rosa.sendText(BUSINESS, 'Quisiera cambiar mi PEDÍDO');
});
after(() => business.stop());

test('what was written is found, and leads to its place', async (context) => {
  const { browser, product, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByText(`Línea ${LINES}`).first().waitFor();

  await context.test('scrolling through all of it leaves no line out, with less motion too', async () => {
    await page.getByRole('link', { name: /Carlos Cruz/ }).click();
    await page.locator('app-message-bubble').first().waitFor();
    const lines = Array.from({ length: LINES - 9 }, (_, index) => `Línea ${index + 10}`);
    await readThrough(page, 'app-message-list .scroller', 'app-message-bubble', lines);
  });

  await context.test('in all conversations, from names to messages', async () => {
    await page.getByRole('searchbox', { name: 'Buscar nombres o mensajes' }).fill('pedido');
    await page.getByRole('button', { name: 'Buscar en los mensajes' }).click();
    const hits = page.getByRole('list', { name: 'Mensajes encontrados' });
    await hits.getByText('Quisiera cambiar mi').waitFor();
    assert.equal(await hits.getByRole('button').count(), 2);
    assert.deepEqual(await hits.locator('mark').allTextContents(), ['PEDÍDO', 'pedido']);
    await expectAccessible(page);
    await picture(page, 'search-hits');
    await hits.getByRole('button', { name: /Carlos Cruz/ }).click();
    await page.locator('app-message-bubble', { hasText: 'pedido 4821' }).waitFor();
  });

  await context.test('within one, from hit to hit with the keyboard', async () => {
    await page.keyboard.press('Control+Shift+F');
    const field = page.getByRole('searchbox', { name: 'Buscar en esta conversación' });
    await field.fill('línea 7');
    await page.getByText(/\b1 de /).waitFor();
    await page.locator('app-message-bubble', { hasText: `Línea ${LINES}` }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/\b2 de /).waitFor();
    await page.locator('app-message-bubble').getByText('Línea 7', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await setSystemTheme(page, 'dark');
    await expectWithinScreen(page);
    await expectAccessible(page);
    await picture(page, 'search-within-phone');
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
    await page.getByLabel('Mensaje', { exact: true }).waitFor();
  });

  assert.deepEqual(complaints, []);
});

test('labels are put on beside the name, stand on the row, and narrow the list down', async (context) => {
  const { browser, product, people } = business;
  const token = await signInOverApi(product, people.admin);
  for (const name of ['Urgente', 'Mayoreo']) await call(product, 'POST', '/labels', token, { name, colour: 'red' });
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByRole('link', { name: /Rosa Ríos/ }).click();
  await page.locator('app-label-picker').getByRole('button', { name: 'Etiquetas' }).click();
  const panel = page.getByRole('dialog', { name: 'Etiquetas' });
  await panel.getByRole('checkbox', { name: 'Urgente' }).check();
  await page.getByRole('link', { name: /Rosa Ríos.*Etiquetas: Urgente/ }).waitFor();
  await expectAccessible(page);
  await picture(page, 'labels');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Filtrar' }).click();
  await page.locator('[data-filter=label]').selectOption('Urgente');
  await page.getByRole('link', { name: /Carlos Cruz/ }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Rosa Ríos/ }).waitFor();
  await expectAccessible(page);
  assert.deepEqual(complaints, []);
});
