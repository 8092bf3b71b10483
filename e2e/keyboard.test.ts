import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  picture,
  setSystemTheme,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203041';
const PEOPLE = ['Ana Aguilar', 'Beatriz Peña', 'Carlos Cruz', 'Rosa Ríos'];

let business: LinkedBusiness;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  for (const [index, name] of PEOPLE.entries()) {
    const phone = business.lab.createPhone({ phoneNumber: `52551000200${index}`, name });
    await phone.sendText(BUSINESS, `Hola, soy ${name}`);
  }
});
after(() => business.stop());

const field = (page: Page) => page.getByRole('combobox', { name: 'Busca una conversación' });
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 });
const isWriting = (page: Page) => page.locator('textarea:focus').waitFor();

test('from anywhere to a conversation, a screen or an action with nothing but the keyboard', async (context) => {
  const { browser, product, people } = business;
  const open = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page } = open;
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByText('Hola, soy Rosa Ríos').first().waitFor();

  await context.test('to a conversation, by a part of its name', async () => {
    await openPalette(page);
    await page.keyboard.type('pena');
    await page.getByRole('option', { name: /Beatriz Peña/, selected: true }).waitFor();
    assert.deepEqual(await page.locator('dialog mark').allTextContents(), ['Peña']);
    await expectAccessible(page);
    await picture(page, 'palette');
    await page.keyboard.press('Enter');
    await heading(page, 'Beatriz Peña').waitFor();
    await isWriting(page);
  });

  await context.test('from there to the one before, with two keys', async () => {
    await openPalette(page);
    await page.getByRole('option', { name: /Rosa Ríos/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await heading(page, 'Beatriz Peña').waitFor({ state: 'detached' });
    await openPalette(page);
    await page.getByRole('option', { name: /Beatriz Peña/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Beatriz Peña').waitFor();
  });

  await context.test('to the next and the previous one of the list', async () => {
    const names = await page.locator('app-conversation-row .name').allInnerTexts();
    const [first = '', second = ''] = names;
    for (let step = names.indexOf('Beatriz Peña'); step > 0; step--) await page.keyboard.press('Alt+ArrowUp');
    await heading(page, first).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await heading(page, second).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await heading(page, first).waitFor();
  });

  await context.test('to the search and into what was found, and back with Esc', async () => {
    await page.keyboard.press('Escape');
    await page.getByText('Elige una conversación').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('rosa');
    await page.getByRole('link', { name: /Carlos Cruz/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Rosa Ríos/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading(page, 'Rosa Ríos').waitFor();
    await isWriting(page);
    await page.keyboard.press('Escape');
    await page.locator('a:focus', { hasText: 'Rosa Ríos' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /Carlos Cruz/ }).waitFor();
  });

  await context.test('to a screen, and from there to an action', async () => {
    await openPalette(page);
    await page.keyboard.type('etiq');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings/labels');
    await openPalette(page);
    await page.keyboard.type('oscuro');
    await page.getByRole('option', { name: 'Tema: Oscuro', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    await openPalette(page);
    await page.keyboard.type('nueva');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Nueva conversación' }).waitFor();
    await page.keyboard.press('Escape');
  });

  await context.test('to what the keyboard does, but where a question mark is written', async () => {
    await openPalette(page);
    await page.keyboard.type('ana');
    await page.keyboard.press('Enter');
    await isWriting(page);
    await page.keyboard.type('¿Vienes?');
    assert.equal(await page.getByLabel('Mensaje', { exact: true }).inputValue(), '¿Vienes?');
    await page.keyboard.press('Escape');
    await page.locator('a:focus').waitFor();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Atajos de teclado' });
    await list.getByText('Conversación siguiente').waitFor();
    await expectAccessible(page);
    await picture(page, 'shortcuts-dark');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  await context.test('without a connection to what is held, which is said', async () => {
    await page.context().setOffline(true);
    await page.locator('app-realtime-badge', { hasText: 'Sin conexión' }).waitFor({ timeout: 30_000 });
    await openPalette(page);
    await page.keyboard.type('beatriz');
    await page.getByText('No se puede preguntar al servidor').waitFor();
    await expectAccessible(page);
    await picture(page, 'palette-offline-dark');
    await page.keyboard.press('Enter');
    await heading(page, 'Beatriz Peña').waitFor();
    await page.getByText('Hola, soy Beatriz Peña').last().waitFor();
    await page.context().setOffline(false);
  });

  assert.deepEqual(
    open.complaints.filter((complaint) => !complaint.includes('net::ERR_INTERNET_DISCONNECTED')),
    [],
  );
});

test('on a phone a button opens it, and it has the width of the screen', async (context) => {
  const { browser, product, people } = business;
  const { page, complaints } = await browser.openPage(context, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.admin);
  await page.getByText('Hola, soy Rosa Ríos').first().waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setSystemTheme(page, theme);
    await page.getByRole('button', { name: 'Ir a una conversación o pantalla' }).tap();
    await field(page).fill('a');
    await page.getByRole('option', { name: /Ana Aguilar/ }).waitFor();
    assert.equal((await page.locator('app-palette dialog').boundingBox())?.width, 390);
    await expectWithinScreen(page);
    await expectAccessible(page);
    await picture(page, `palette-phone-${theme}`);
    await page.getByRole('button', { name: 'Cerrar' }).tap();
    await field(page).waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Ir a una conversación o pantalla' }).tap();
  await page.getByRole('option', { name: /Carlos Cruz/ }).tap();
  await heading(page, 'Carlos Cruz').waitFor();
  assert.deepEqual(complaints, []);
});
