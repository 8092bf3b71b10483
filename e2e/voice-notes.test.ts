import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseBuffer } from 'music-metadata';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  picture,
  setSystemTheme,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';
/** A microphone that beeps once a second, and a person who allows it. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let business: LinkedBusiness;
let customer: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS, MICROPHONE);
  customer = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  await customer.sendText(BUSINESS, 'Mándeme un audio');
});
after(() => business.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const player = (page: Page) => page.locator('app-message-bubble app-audio-player').last();

/** Records until the clock of the recording shows this. */
async function record(page: Page, clock: string): Promise<void> {
  await press(page, 'Grabar una nota de voz');
  await page.getByRole('timer').getByText(clock, { exact: true }).waitFor();
  await press(page, 'Terminar');
  await page.getByRole('button', { name: 'Enviar nota de voz' }).waitFor();
}

test('a voice note is recorded, listened to, and reaches the phone as one', async (context) => {
  const { browser, people, product } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByText('Tiempo real').waitFor();
  await page.getByRole('link', { name: /Carlos Cruz/ }).click();

  await context.test('while it is recorded its length and level are seen, and it can be deleted', async () => {
    await press(page, 'Grabar una nota de voz');
    await page.getByRole('timer').getByText('0:02', { exact: true }).waitFor();
    await picture(page, 'voice-recording');
    await expectAccessible(page);
    await press(page, 'Pausar');
    await press(page, 'Seguir grabando');
    await press(page, 'Borrar la grabación');
    await page.getByLabel('Mensaje', { exact: true }).waitFor();
  });

  await context.test('it is not left behind without a question, by the page or the browser', async () => {
    await press(page, 'Grabar una nota de voz');
    await page.getByRole('timer').getByText('0:01', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Ajustes' }).click();
    const question = page.getByRole('dialog', { name: '¿Salir sin enviar?' });
    await question.waitFor();
    await expectAccessible(page);
    await picture(page, 'voice-left');
    await question.getByRole('button', { name: 'Cancelar' }).click();
    await page.getByRole('timer').waitFor();
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await press(page, 'Borrar la grabación');
  });

  await context.test('it is played before it is sent', async () => {
    await record(page, '0:03');
    await picture(page, 'voice-recorded');
    await expectAccessible(page);
    await press(page, 'Reproducir');
    await page.getByRole('button', { name: 'Pausar' }).waitFor();
    await press(page, 'Enviar nota de voz');
  });

  await context.test('the phone gets Opus in Ogg, of that length, as a voice note', async () => {
    const line = await customer.untilLine(BUSINESS, ({ file }) => file?.kind === 'audio');
    assert.equal(line.file?.voice, true);
    assert.equal(line.file.mimeType, 'audio/ogg; codecs=opus');
    const { format } = await parseBuffer(await customer.openFile(BUSINESS, line.id));
    assert.deepEqual([format.container, format.codec, format.numberOfChannels], ['Ogg', 'Opus', 1]);
    const seconds = format.duration ?? 0;
    assert.ok(seconds > 2 && seconds < 6, `It lasts ${seconds} s.`);
    assert.equal(line.file.seconds, Math.round(seconds));
    await page.locator('app-message-bubble').last().getByLabel('Entregado').waitFor();
    await player(page).getByRole('button', { name: 'Reproducir' }).click();
    await player(page).getByRole('button', { name: 'Pausar' }).waitFor();
  });

  await context.test('without a connection it waits and leaves by itself; on a phone, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await setSystemTheme(page, 'dark');
    await page.context().setOffline(true);
    await page.getByText('Sin conexión', { exact: true }).waitFor();
    await press(page, 'Grabar una nota de voz');
    await page.getByRole('timer').getByText('0:02', { exact: true }).waitFor();
    await expectWithinScreen(page);
    await picture(page, 'voice-recording-phone');
    await press(page, 'Terminar');
    await page.getByRole('button', { name: 'Enviar nota de voz' }).waitFor();
    await expectWithinScreen(page);
    await expectAccessible(page);
    await picture(page, 'voice-recorded-phone');
    await press(page, 'Enviar nota de voz');
    await page.locator('app-message-bubble app-audio-player').nth(1).waitFor();
    await page.context().setOffline(false);
    const isSecond = () => customer.chat(BUSINESS).filter(({ file }) => file?.voice).length === 2;
    await customer.untilLine(BUSINESS, isSecond);
    await picture(page, 'voice-sent-phone');
  });

  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  );
});
