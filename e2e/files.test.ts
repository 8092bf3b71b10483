import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  bubble,
  expectAccessible,
  fillSignIn,
  picture,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';

let business: LinkedBusiness;
let customer: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  customer = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
});
after(() => business.stop());

/** Two colours, so that it is seen at a glance which part is shown. */
const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#0f766e' } })
    .composite([
      {
        input: { create: { width: Math.round(width / 2), height, channels: 3, background: '#f2b705' } },
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();
/** Whether the browser has really drawn what the bubble shows. */
const isDrawn = (page: Page, text: string) =>
  bubble(page, text)
    .locator('img')
    .evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());

test('pictures and documents go both ways, and what cannot be had says so', async (context) => {
  const { lab, product, browser, people } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page: carla } = await browser.openPage(context, { viewport: { width: 390, height: 844 } });
  for (const [page, email] of [
    [ana, people.agent],
    [carla, people.admin],
  ] as const) {
    await page.goto(`${product.url}/chat`);
    await fillSignIn(page, email);
    await page.getByText('Tiempo real').waitFor();
  }

  await context.test('a photograph from the phone is seen, and opens large', async () => {
    await customer.sendFile(BUSINESS, {
      kind: 'image',
      bytes: await photo(1_200, 900),
      mimeType: 'image/jpeg',
      caption: 'Así quedaron',
      width: 1_200,
      height: 900,
    });
    await ana.getByRole('link', { name: /Carlos Cruz/ }).click();
    await isDrawn(ana, 'Así quedaron');
    await picture(ana, 'photograph');
    await bubble(ana, 'Así quedaron')
      .getByRole('button', { name: /Abrir|Ver/ })
      .click();
    await ana.getByRole('dialog').locator('img').waitFor();
    await expectAccessible(ana);
    await picture(ana, 'photograph-large');
    await ana.keyboard.press('Escape');
    await ana.getByRole('dialog').waitFor({ state: 'detached' });
  });

  await context.test(
    'a photograph and a document are chosen, looked at, and reach the phone with the text',
    async () => {
      await ana.locator('input[type=file]').setInputFiles([
        { name: 'armazón.jpg', mimeType: 'image/jpeg', buffer: await photo(900, 1_200) },
        { name: 'presupuesto.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 presupuesto') },
      ]);
      await ana.getByRole('list', { name: 'Archivos adjuntos' }).getByText('presupuesto.pdf').waitFor();
      await ana.getByLabel('Mensaje', { exact: true }).fill('¿Este le gusta?');
      await picture(ana, 'attached-files');
      await expectAccessible(ana);
      await ana.keyboard.press('Enter');
      await customer.untilLine(BUSINESS, ({ file, text }) => file?.kind === 'image' && text === '¿Este le gusta?');
      const sheet = await customer.untilLine(BUSINESS, ({ file }) => file?.fileName === 'presupuesto.pdf');
      assert.deepEqual(await customer.openFile(BUSINESS, sheet.id), Buffer.from('%PDF-1.4 presupuesto'));
      await bubble(ana, '¿Este le gusta?').getByLabel('Entregado').waitFor();
      await isDrawn(ana, '¿Este le gusta?');
    },
  );

  await context.test('a colleague on a phone sees both, and saves the document', async () => {
    await carla.getByRole('link', { name: /Carlos Cruz/ }).click();
    await isDrawn(carla, '¿Este le gusta?');
    await bubble(carla, 'presupuesto.pdf').waitFor();
    await picture(carla, 'files-on-a-phone');
    const [download] = await Promise.all([
      carla.waitForEvent('download'),
      carla.getByRole('link', { name: /presupuesto\.pdf/ }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'presupuesto.pdf');
    await expectAccessible(carla);
  });

  await context.test('without a connection a photograph waits, is seen, and leaves by itself', async () => {
    await ana.context().setOffline(true);
    await ana.getByText('Sin conexión', { exact: true }).waitFor();
    await ana
      .locator('input[type=file]')
      .setInputFiles({ name: 'espera.jpg', mimeType: 'image/jpeg', buffer: await photo(600, 400) });
    await ana.getByLabel('Mensaje', { exact: true }).fill('Escrito sin red');
    await ana.keyboard.press('Enter');
    await isDrawn(ana, 'Escrito sin red');
    await ana.context().setOffline(false);
    await customer.untilLine(BUSINESS, ({ text }) => text === 'Escrito sin red');
    await bubble(ana, 'Escrito sin red').getByLabel('Entregado').waitFor();
  });

  await context.test(
    'a photograph that nobody has any more says so, and comes when it is asked for again',
    async () => {
      lab.faults.loseFiles = 1;
      await customer.sendFile(BUSINESS, {
        kind: 'image',
        bytes: await photo(500, 500),
        mimeType: 'image/jpeg',
        caption: 'Se perdió',
      });
      const lost = bubble(ana, 'Se perdió');
      await lost.getByText('No se pudo descargar de WhatsApp.').waitFor();
      await picture(ana, 'file-not-fetched');
      await expectAccessible(ana);
      await lost.getByRole('button', { name: 'Volver a intentar' }).click();
      await isDrawn(ana, 'Se perdió');
    },
  );

  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  );
});
