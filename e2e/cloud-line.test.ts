import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../lab/graph-api/index.ts';
import {
  createTeam,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  freePort,
  lookAt,
  openBrowser,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

let graph: GraphApi;
let product: Product;
let browser: OpenBrowser;
let shop: BusinessNumber;
let luz: Person;
let admin: string;

before(async () => {
  graph = await startGraphApi();
  shop = graph.createBusinessNumber({ phoneNumber: '525510203050', verifiedName: 'Óptica Condorito en línea' });
  luz = graph.createPerson({ phoneNumber: '573004445566', name: 'Luz Marina' });
  const port = String(await freePort());
  const environment = { GRAPH_API_URL: graph.url, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
  [product, browser] = await Promise.all([startProduct({ environment }), openBrowser()]);
  ({ admin } = await createTeam(product, 'optica'));
});
after(async () => {
  await browser.close();
  await product.stop();
  await graph.close();
});

function card(page: Page) {
  return page.locator('app-session-card', { has: page.getByRole('heading', { name: 'En línea', exact: true }) });
}

async function expectFine(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectWithinScreen(page);
}

test("a line over Meta's Cloud API from its form to an answer that reaches a person", async (context) => {
  const { page, complaints } = await browser.openPage(context);
  await page.goto(`${product.url}/whatsapp`);
  await fillSignIn(page, admin);

  await context.test('the form asks for what Meta shows, and says what is wrong beside each field', async () => {
    await page.getByLabel('Nombre de la línea').fill('En línea');
    // By the keyboard: the second of two ways.
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('Identificador del número').fill(shop.phoneNumberId);
    await page.getByLabel('Identificador de la cuenta').fill(shop.wabaId);
    await page.getByLabel('Clave secreta de la app', { exact: true }).fill('no es una clave');
    await page.getByLabel('Clave secreta de la app', { exact: true }).press('Enter');
    await page.getByText('Falta este dato.').waitFor();
    await page.getByText('Son 32 cifras y letras').waitFor();
    await lookAt(page, 'cloud-form');
  });

  await context.test('a wrong token is found at once, and the card says what to do', async () => {
    await page.getByLabel('Token de acceso', { exact: true }).fill('EAAWrongToken0123456789');
    await page.getByLabel('Clave secreta de la app', { exact: true }).fill(shop.appSecret);
    await page.getByRole('button', { name: 'Agregar línea' }).click();
    await card(page)
      .getByText(/token de acceso de Meta\.|acepta el token de acceso\./)
      .first()
      .waitFor();
    await card(page).getByText('Comprobaciones').waitFor();
    await card(page).getByText('Mal').first().waitFor();
    await lookAt(page, 'cloud-wrong-token');
  });

  await context.test('with the right one it is connected, and nothing else had to be typed again', async () => {
    await card(page).locator('.notice').getByRole('button', { name: 'Cambiar credenciales' }).click();
    const dialog = page.getByRole('dialog', { name: /Credenciales de/ });
    await dialog.getByLabel('Token de acceso', { exact: true }).fill(shop.accessToken);
    await lookAt(page, 'cloud-credentials');
    await dialog.getByRole('button', { name: 'Guardar y conectar' }).click();
    await dialog.waitFor({ state: 'detached' });
    await card(page).getByText('Conectada').waitFor();
    await card(page).getByText('+52 55 1020 3050 · API de Meta').waitFor();
    await card(page).getByText('Calidad alta').first().waitFor();
    await card(page).getByText('80 por segundo').waitFor();
  });

  await context.test('one click has Meta send its webhooks here', async () => {
    await card(page).getByRole('button', { name: 'Suscribir' }).click();
    await card(page).getByText('Los webhooks de la cuenta llegan aquí.').waitFor();
    await card(page).getByText('9 de 10 están bien.').waitFor();
    await luz.sendText(shop.phoneNumber, '¿Abren mañana?');
    await card(page).getByText('hace un momento').first().waitFor();
    await card(page).getByRole('button', { name: 'Comprobar' }).click();
    await card(page).getByText('10 de 10 están bien.').waitFor();
    await lookAt(page, 'cloud-open');
  });

  await context.test('what a person writes is in the chat, and the answer reaches them', async () => {
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.getByRole('link', { name: /Luz Marina/ }).click();
    await page.getByText('¿Abren mañana?').last().waitFor();
    await page.getByLabel('Mensaje', { exact: true }).fill('Sí, de nueve a seis.');
    await page.keyboard.press('Enter');
    await luz.untilLine(shop.phoneNumber, ({ text }) => text === 'Sí, de nueve a seis.');
  });

  await context.test('unlinking says what is lost, and the secrets have to be entered again', async () => {
    await page
      .getByRole('link', { name: /WhatsApp/ })
      .first()
      .click();
    await card(page)
      .getByRole('button', { name: /Más acciones/ })
      .press('Enter');
    await page.getByRole('menuitem', { name: 'Desvincular' }).press('Enter');
    await page.getByText('Se olvidan el token y la clave secreta').waitFor();
    await expectFine(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Desvincular' }).click();
    await card(page).getByRole('button', { name: 'Poner credenciales' }).first().waitFor();
    await lookAt(page, 'cloud-unlinked');
  });

  assert.deepEqual(complaints, []);
});
