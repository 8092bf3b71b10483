import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  createTeam,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  linkLine,
  openBrowser,
  picture,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

const BUSINESS = '5215510203040';

let lab: WhatsAppWebServer;
let product: Product;
let browser: OpenBrowser;
let business: Phone;
let rosa: Phone;
let people: { admin: string; agent: string };

before(async () => {
  lab = await startWhatsAppWebServer();
  business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Óptica Condorito' });
  rosa = lab.createPhone({ phoneNumber: '5215510001004', name: 'Rosa' });
  [product, browser] = await Promise.all([startProduct({ whatsappWebUrl: lab.url }), openBrowser()]);
  people = await createTeam(product, 'optica');
  await linkLine(product, await signInOverApi(product, people.admin), 'Ventas', business);
});
after(async () => {
  await browser.close();
  await product.stop();
  await lab.close();
});

test('somebody writes to a number first, with nothing but the keyboard', async (context) => {
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
