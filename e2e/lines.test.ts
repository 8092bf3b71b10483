import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  expectWithinScreen,
  linkLine,
  openBrowser,
  picture,
  shownQrs,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

let lab: WhatsAppWebServer;
let product: Product;
let browser: OpenBrowser;
let sales: Phone;
let support: Phone;
let admin: string;

before(async () => {
  lab = await startWhatsAppWebServer();
  sales = lab.createPhone({ phoneNumber: '525510203040', name: 'Óptica Condorito' });
  support = lab.createPhone({ phoneNumber: '525510203050', name: 'Óptica Condorito' });
  [product, browser] = await Promise.all([startProduct({ whatsappWebUrl: lab.url }), openBrowser()]);
  ({ admin } = await createTeam(product, 'optica'));
  await linkLine(product, await signInOverApi(product, admin), 'Soporte', support);
});
after(async () => {
  await browser.close();
  await product.stop();
  await lab.close();
});

async function openLines(page: Page): Promise<void> {
  await page.goto(`${product.url}/whatsapp`);
  await fillSignIn(page, admin);
  await page.getByRole('heading', { name: 'Soporte' }).waitFor();
}

function card(page: Page, name: string) {
  return page.locator('app-session-card', { has: page.getByRole('heading', { name, exact: true }) });
}

test('a line from its code to its unlinking, in two tabs', async (context) => {
  const { page, complaints } = await browser.openPage(context);
  const { page: other } = await browser.openPage(context);
  await openLines(page);
  await openLines(other);

  await context.test('a phone that cannot scan is linked by a code that is typed', async () => {
    await page.getByRole('button', { name: 'Agregar línea' }).click();
    await page.getByLabel('Nombre de la línea').fill('Ventas');
    await page.getByLabel('Nombre de la línea').press('Enter');
    await card(page, 'Ventas').getByRole('button', { name: 'Vincular', exact: true }).click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    await picture(page, 'lines-qr');
    await page.getByRole('button', { name: /Vincula con un código/ }).click();
    await page.getByLabel('Número de este teléfono').fill('055 1020 3040');
    await page.getByRole('button', { name: 'Obtener código' }).click();
    await page.getByRole('alert').getByText('Falta el código de país').waitFor();
    await page.getByLabel('Número de este teléfono').fill('+52 55 1020 3040');
    await page.getByRole('button', { name: 'Obtener código' }).click();
    const characters = page.locator('.half');
    await characters.first().waitFor();
    await page.getByText(/Este código vale 2 min \d+ s más/).waitFor();
    await expectAccessible(page);
    await picture(page, 'lines-code');
    await page.context().setOffline(true);
    await page.getByText('Sin conexión con el servidor: este código puede haber expirado.').waitFor();
    await page.getByText('Así estaban las líneas la última vez').waitFor();
    await expectAccessible(page);
    await picture(page, 'lines-offline');
    await page.context().setOffline(false);
    await page.getByText(/Este código vale 2 min \d+ s más/).waitFor();
    await sales.enterPairingCode((await characters.allTextContents()).join(''));
    await card(page, 'Ventas').getByText('Conectada').waitFor();
    await card(other, 'Ventas').getByText('Conectada').waitFor();
    await page.getByText('La línea «Ventas» quedó vinculada.').waitFor();
  });

  await context.test('an outage counts down and heals by itself', async () => {
    support.refuseLogin = 503;
    support.closeCompanions(503);
    await card(page, 'Soporte').getByText('WhatsApp no está disponible en este momento.').waitFor();
    await card(page, 'Soporte').getByText('Reconectando').waitFor();
    await card(page, 'Soporte')
      .getByText(/^Se reintenta (en \d+ s\.|ahora…)$/)
      .waitFor();
    await picture(page, 'lines-retrying');
    support.refuseLogin = undefined;
    await card(page, 'Soporte').getByRole('button', { name: 'Intentar ahora' }).click();
    await card(page, 'Soporte').getByText('Conectada').waitFor();
  });

  await context.test('a banned number says so, with what to do, and is connected again by a person', async () => {
    support.closeCompanions(403);
    await card(page, 'Soporte').getByText('WhatsApp bloqueó este número.').waitFor();
    await card(page, 'Soporte')
      .getByText(/pide una revisión/)
      .waitFor();
    await expectAccessible(page);
    await picture(page, 'lines-stopped');
    await card(page, 'Soporte').getByRole('button', { name: 'Volver a conectar' }).click();
    await card(page, 'Soporte').getByText('Conectada').waitFor();
  });

  await context.test('what a line went through can be read', async () => {
    await card(page, 'Soporte')
      .getByRole('button', { name: /Historial/ })
      .click();
    const history = page.getByRole('dialog', { name: 'Historial' });
    await history.getByText('código 403').waitFor();
    await history.getByText('WhatsApp bloqueó este número.').waitFor();
    await expectAccessible(page);
    await picture(page, 'lines-history');
    await page.keyboard.press('Escape');
    await history.waitFor({ state: 'detached' });
  });

  await context.test('a line that is unlinked on the phone says so at once in both tabs', async () => {
    await sales.unlink();
    for (const tab of [page, other]) {
      await card(tab, 'Ventas').getByText('Se cerró la sesión desde el teléfono.').waitFor();
      await card(tab, 'Ventas').getByRole('button', { name: 'Vincular', exact: true }).waitFor();
    }
    await picture(page, 'lines-unlinked');
  });

  await context.test('on a phone everything is within the screen: the lines, the codes, the history', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expectWithinScreen(page);
    await card(page, 'Ventas').getByRole('button', { name: 'Vincular', exact: true }).click();
    await page.getByRole('img', { name: /QR/ }).waitFor();
    await expectWithinScreen(page);
    await picture(page, 'lines-phone-qr');
    await page.getByRole('button', { name: /Vincula con un código/ }).click();
    await page.getByLabel('Número de este teléfono').fill('+52 55 1020 3040');
    await expectWithinScreen(page);
    await page.getByRole('button', { name: 'Obtener código' }).click();
    await page.locator('.half').first().waitFor();
    await expectWithinScreen(page);
    await picture(page, 'lines-phone-code');
    await card(page, 'Soporte')
      .getByRole('button', { name: /Historial/ })
      .click();
    await page.getByRole('dialog').getByText('código 403').waitFor();
    await expectWithinScreen(page);
    await page.keyboard.press('Escape');
  });

  await context.test('linking that is cancelled leaves the line as it was', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await picture(page, 'lines-phone-code-dark');
    await page.getByRole('button', { name: 'Cancelar' }).click();
    await card(page, 'Ventas').getByText('Se cerró la sesión desde el teléfono.').waitFor();
    await expectAccessible(page);
    await expectWithinScreen(page);
    await picture(page, 'lines-phone-dark');
  });

  await context.test('a phone with another number is turned away, and says what to do', async () => {
    const scanWith = async (phone: Phone) => {
      await card(page, 'Ventas').getByRole('button', { name: 'Vincular', exact: true }).click();
      await card(page, 'Ventas').getByText('Usa el teléfono de +52 55 1020 3040').waitFor();
      await page.getByRole('img', { name: /QR/ }).waitFor();
      const [shown] = await shownQrs(product, await signInOverApi(product, admin));
      await phone.scan(shown?.qr ?? '');
    };
    await scanWith(lab.createPhone({ phoneNumber: '525510203060', name: 'Otra' }));
    await card(page, 'Ventas')
      .getByText('El teléfono que se vinculó es +52 55 1020 3060, y esta línea es de +52 55 1020 3040.')
      .waitFor();
    await scanWith(support);
    await card(page, 'Ventas')
      .getByText(/es \+52 55 1020 3050, de la línea «Soporte»/)
      .waitFor();
    await page.getByText('1 línea necesita atención').waitFor({ state: 'attached' });
    await expectAccessible(page);
    await expectWithinScreen(page);
    await picture(page, 'lines-phone-refused-dark');
    await page.setViewportSize({ width: 1440, height: 900 });
    await picture(page, 'lines-refused-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture(page, 'lines-refused');
  });

  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  );
});
