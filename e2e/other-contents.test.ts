import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import { bubble, lookAt, openChat, startLinkedBusiness, type LinkedBusiness } from './support/index.ts';

const BUSINESS = '525510203040';

let business: LinkedBusiness;
let customer: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  customer = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  const other = business.lab.createPhone({ phoneNumber: '525510001005', name: 'Luz Marina' });
  await other.sendText(BUSINESS, 'Buenos días');
  await customer.sendText(BUSINESS, '¿Dónde están?');
});
after(() => business.stop());

async function choose(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Enviar otra cosa' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('a place, contact cards and a sticker are sent from the chat, and reach the phone', async (context) => {
  const { browser, people, product } = business;
  const { page, complaints } = await browser.openPage(context, {
    viewport: { width: 1_440, height: 900 },
    geolocation: { latitude: 19.432608, longitude: -99.133209, accuracy: 12 },
    permissions: ['geolocation'],
  });
  await openChat(page, product, people.agent);
  await page.getByRole('link', { name: /Carlos Cruz/ }).click();
  await bubble(page, '¿Dónde están?').waitFor();
  const dialog = page.getByRole('dialog');

  await context.test('a link of a map becomes a place with a name, as an answer', async () => {
    await bubble(page, '¿Dónde están?').hover();
    await bubble(page, '¿Dónde están?').getByRole('button', { name: 'Opciones del mensaje' }).click();
    await page.getByRole('menuitem', { name: 'Responder' }).click();
    await page.getByRole('button', { name: 'Enviar otra cosa' }).click();
    await page.getByRole('menuitem', { name: 'Sticker' }).waitFor();
    await lookAt(page, 'attach-menu');
    await page.getByRole('menuitem', { name: 'Ubicación' }).click();
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.getByText('Escribe dónde está.').waitFor();
    await dialog
      .getByLabel('Coordenadas o enlace de un mapa')
      .fill('https://www.google.com/maps/place/%C3%93ptica+Condorito/@19.4326,-99.1332,17z');
    await dialog.getByLabel('Dirección').fill('Madero 12, Centro');
    await lookAt(page, 'send-location');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.waitFor({ state: 'detached' });

    const line = await customer.untilLine(BUSINESS, ({ location }) => location !== undefined);
    const place = { latitude: 19.4326, longitude: -99.1332, name: 'Óptica Condorito', address: 'Madero 12, Centro' };
    assert.deepEqual(line.location, place);
    assert.equal(line.answers?.text, '¿Dónde están?');
    await bubble(page, 'Madero 12, Centro').getByLabel('Entregado').waitFor();
  });

  await context.test('so does where the browser says one is', async () => {
    await choose(page, 'Ubicación');
    await dialog.getByRole('button', { name: 'Usar mi ubicación' }).click();
    await dialog.getByText('con un margen de 12 m').waitFor();
    await page.evaluate(
      'window.seconds = 0; document.addEventListener("click", ({ detail }) => { if (detail > 1) window.seconds += 1; })',
    );
    await dialog.getByRole('button', { name: 'Enviar' }).dblclick();
    assert.equal(await page.evaluate('window.seconds'), 0, 'The second click has reached what lies beneath.');

    const line = await customer.untilLine(BUSINESS, ({ location }) => location?.latitude === 19.432608);
    assert.equal(line.location?.longitude, -99.133209);
  });

  await context.test('somebody of the contacts and somebody written down go as cards of one message', async () => {
    await choose(page, 'Contactos');
    await dialog.getByLabel('Buscar entre los contactos').fill('luz');
    await dialog.getByRole('button', { name: /Luz Marina/ }).click();
    await dialog.getByRole('button', { name: 'Escribir un contacto' }).click();
    await dialog.getByLabel('Nombre', { exact: true }).fill('Taller Norte');
    await dialog.getByLabel('Número', { exact: true }).fill('+57 300 123 4567');
    await lookAt(page, 'send-contacts');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.waitFor({ state: 'detached' });

    const line = await customer.untilLine(BUSINESS, ({ contacts }) => contacts?.length === 2);
    assert.deepEqual(
      line.contacts?.map(({ name, vcard }) => [name, /waid=(\d+)/.exec(vcard)?.[1]]),
      [
        ['Luz Marina', '525510001005'],
        ['Taller Norte', '573001234567'],
      ],
    );
    await bubble(page, 'Taller Norte').getByLabel('Entregado').waitFor();
  });

  await context.test('a picture goes as a sticker, and without a connection it waits', async () => {
    await choose(page, 'Sticker');
    await dialog.getByRole('button', { name: 'Elegir imagen' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('Sin conexión', { exact: true }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Elegir imagen' }).click();
    const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#0f766e' } })
      .png()
      .toBuffer();
    await (await chooser).setFiles({ name: 'cóndor.png', mimeType: 'image/png', buffer });
    await dialog.locator('figure img').waitFor();
    await lookAt(page, 'send-sticker');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    const sticker = page.locator('app-message-bubble', { has: page.locator('.sticker img') });
    await sticker.waitFor();
    await page.context().setOffline(false);

    const line = await customer.untilLine(BUSINESS, ({ file }) => file?.kind === 'sticker');
    const { format, width, height } = await sharp(await customer.openFile(BUSINESS, line.id)).metadata();
    assert.deepEqual([format, width, height], ['webp', 512, 512]);
    await sticker.getByLabel('Entregado').waitFor();
    await lookAt(page, 'other-contents');
  });

  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  );
});
