import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  picture,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '5215510203040';

let business: LinkedBusiness;
let rosa: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  rosa = business.lab.createPhone({ phoneNumber: '5215510001004', name: 'Rosa' });
});
after(() => business.stop());

test('somebody writes to a number first, with nothing but the keyboard', async (context) => {
  const { product, browser, people } = business;
  const { page, complaints } = await browser.openPage(context);
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByText('Tiempo real').waitFor();
  const opener = page.getByRole('button', { name: 'Nueva conversación' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Nueva conversación' });
  const number = dialog.getByLabel('Número de teléfono');
  await number.waitFor();
  await page.keyboard.type('55 1000 9999');
  await dialog.getByText('+52 55 1000 9999 (México)').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await dialog.getByText('+52 55 1000 9999 no está en WhatsApp. Revisa el número.').waitFor();
  await picture(page, 'new-conversation-refused');
  assert.ok(complaints.every((complaint) => complaint.includes('422')));

  await number.fill('55 1000 1004');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/chat\/.+/);
  await dialog.waitFor({ state: 'hidden' });
  await page.getByLabel('Mensaje', { exact: true }).fill('Hola, Rosa');
  await page.keyboard.press('Enter');
  await rosa.untilLine(BUSINESS, ({ text }) => text === 'Hola, Rosa');

  await opener.focus();
  await page.keyboard.press('Enter');
  await number.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('app-conversation-list .new:focus').waitFor();
});

test('it is asked for on a phone as well, and a line that is away is told of', async (context) => {
  const { lab, product, browser, people } = business;
  const { page } = await browser.openPage(context, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.admin);
  await page.getByRole('button', { name: 'Nueva conversación' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva conversación' });
  await dialog.getByLabel('Número de teléfono').waitFor();
  await expectWithinScreen(page);
  lab.faults.refuseConnections = true;
  lab.faults.cutAll();
  await dialog.getByLabel('Número de teléfono').fill('+34 612 345 678');
  for (;;) {
    await dialog.getByRole('button', { name: 'Abrir conversación' }).click();
    const refusal = await dialog.getByRole('alert').textContent();
    if (refusal?.includes('La línea «Ventas» no está conectada')) break;
  }
  await picture(page, 'new-conversation-phone');
  await expectAccessible(page);
  lab.faults.refuseConnections = false;
});
