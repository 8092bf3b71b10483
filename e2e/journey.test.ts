import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startPhonePage, type PhonePage } from '../lab/phone-page/index.ts';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  openBrowser,
  picture,
  shownQrs,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

const BUSINESS = '525510203040';
const CUSTOMER = '525510001004';

let lab: WhatsAppWebServer;
let product: Product;
let browser: OpenBrowser;
let phonePage: PhonePage;
let customer: Phone;
let people: { admin: string; agent: string };

before(async () => {
  lab = await startWhatsAppWebServer();
  lab.createPhone({ phoneNumber: BUSINESS, name: 'Óptica Condorito' });
  customer = lab.createPhone({ phoneNumber: CUSTOMER, name: 'Carlos Cruz' });
  [product, browser] = await Promise.all([startProduct({ whatsappWebUrl: lab.url }), openBrowser()]);
  people = await createTeam(product, 'optica');
  const token = await signInOverApi(product, people.admin);
  phonePage = await startPhonePage({
    server: lab,
    phones: () => [...lab.phones()],
    qrSource: () => shownQrs(product, token),
  });
});
after(async () => {
  await browser.close();
  await phonePage.close();
  await product.stop();
  await lab.close();
});

async function signIn(page: Page, email: string, path = '/'): Promise<void> {
  await page.goto(product.url + path);
  await fillSignIn(page, email);
  await page.getByText('Tiempo real').waitFor();
}

/** The tick of an outgoing bubble, in words. */
function tick(page: Page, text: string, status: string) {
  return page.locator('app-message-bubble', { hasText: text }).getByLabel(status);
}

test('from signing in to the blue ticks: link a phone, be written to, answer', async (context) => {
  const { page: admin, complaints } = await browser.openPage(context);
  const { page: agent, complaints: agentComplaints } = await browser.openPage(context);
  const { page: phone } = await browser.openPage(context, { viewport: { width: 390, height: 844 } });

  await context.test('an admin signs in, finds nothing yet and is told what to do first', async () => {
    await signIn(admin, people.admin);
    await admin.getByText('Aún no hay conversaciones').waitFor();
    await expectAccessible(admin);
    await admin.getByRole('link', { name: 'Vincular una línea' }).click();
  });

  await context.test('adds a line and is shown a QR', async () => {
    await admin.getByLabel(/nombre de la línea/i).fill('Ventas');
    await admin.getByRole('button', { name: 'Agregar línea' }).click();
    await admin.getByRole('button', { name: 'Vincular', exact: true }).click();
    await admin.getByRole('img', { name: /QR/ }).waitFor();
    await expectAccessible(admin);
    await picture(admin, 'whatsapp-qr');
  });

  await context.test('the phone scans it with one click, and the line is connected', async () => {
    await phone.goto(`${phonePage.url}?phone=${BUSINESS}`);
    await phone.getByRole('button', { name: 'Dispositivos' }).click();
    await phone.getByRole('button', { name: 'Vincular un dispositivo' }).click();
    await admin.getByText('Conectada', { exact: true }).waitFor();
    await admin.getByText('+52 55 1020 3040').waitFor();
    await expectAccessible(phone);
    await picture(admin, 'whatsapp-connected');
  });

  await context.test('a customer writes, and the agent sees it without a reload', async () => {
    await signIn(agent, people.agent, '/chat');
    await agent.getByText('Aún no hay conversaciones').waitFor();
    await phone.goto(`${phonePage.url}?phone=${CUSTOMER}`);
    await phone.getByRole('button', { name: 'Nuevo chat' }).click();
    await phone.getByRole('button', { name: /Óptica Condorito/ }).click();
    await phone.getByLabel('Mensaje', { exact: true }).fill('Hola, ¿ya están mis lentes?');
    await phone.getByRole('button', { name: 'Enviar' }).click();
    await agent.getByRole('link', { name: /Carlos Cruz/ }).click();
    await agent.locator('app-message-bubble', { hasText: '¿ya están mis lentes?' }).waitFor();
    await expectAccessible(agent);
  });

  await context.test('the answer is on the phone, and its ticks turn until they are read', async () => {
    await phone.getByRole('button', { name: 'Volver' }).click();
    lab.faults.holdDelivery = true;
    await agent.getByLabel('Mensaje', { exact: true }).fill('¡Ya están listos! ✅');
    await agent.keyboard.press('Enter');
    await tick(agent, '¡Ya están listos!', 'Enviado').waitFor();
    lab.faults.holdDelivery = false;
    await tick(agent, '¡Ya están listos!', 'Entregado').waitFor();
    await phone.getByRole('button', { name: /Óptica Condorito/ }).click();
    await phone.locator('.bubble', { hasText: '¡Ya están listos! ✅' }).waitFor();
    await tick(agent, '¡Ya están listos!', 'Leído').waitFor();
    await picture(agent, 'chat');
    await picture(phone, 'phone');
  });

  await context.test('the contact is seen writing, and both browsers show the same', async () => {
    await customer.setTyping(BUSINESS, true);
    await agent.getByText('Escribiendo…').first().waitFor();
    await customer.setTyping(BUSINESS, false);
    await customer.sendText(BUSINESS, 'Paso mañana');
    await agent.locator('app-message-bubble', { hasText: 'Paso mañana' }).waitFor();
    const said = agent.locator('[aria-live=polite]', { hasText: 'Paso mañana' });
    await said.waitFor({ state: 'attached' });
    const room = await said.boundingBox();
    assert.ok(room && room.width <= 1 && room.height <= 1, 'What is said to screen readers is seen.');
    const below = await agent.evaluate<number>('document.documentElement.scrollHeight - innerHeight');
    assert.equal(below, 0, 'The page scrolls.');
    await admin.getByRole('link', { name: 'Chat' }).click();
    await admin.getByRole('link', { name: /Carlos Cruz/ }).click();
    await admin.locator('app-message-bubble', { hasText: '¡Ya están listos! ✅' }).waitFor();
    await admin.locator('app-message-bubble', { hasText: 'Paso mañana' }).waitFor();
  });

  await context.test('the phone is unlinked: every open page says so at once', async () => {
    await admin.getByRole('link', { name: 'WhatsApp' }).click();
    await admin.getByText('Conectada', { exact: true }).waitFor();
    await lab.phone(BUSINESS)?.unlink();
    await admin.getByText('Sin vincular', { exact: true }).waitFor();
    await agent.getByText('La línea «Ventas» está desvinculada.').waitFor();
    await picture(agent, 'line-waits');
    await expectAccessible(agent);
    await expectAccessible(admin);
  });

  assert.deepEqual(complaints, []);
  assert.deepEqual(agentComplaints, []);
});
