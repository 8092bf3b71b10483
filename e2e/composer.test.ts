import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  bubble,
  call,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  picture,
  setSystemTheme,
  signInOverApi,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';

let business: LinkedBusiness;
let customer: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  customer = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  await customer.sendText(BUSINESS, 'Hola, ¿ya están mis lentes?');
});
after(() => business.stop());

const textOf = (page: Page) => page.getByLabel('Mensaje', { exact: true });

async function openChat(page: Page, email: string): Promise<void> {
  await page.goto(`${business.product.url}/chat`);
  await fillSignIn(page, email);
  await page.getByText('Tiempo real').waitFor();
  await page.getByRole('link', { name: /Carlos Cruz/ }).click();
  await textOf(page).waitFor();
}

test('canned replies come with a slash', async (context) => {
  const { browser, product, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await openChat(page, people.admin);
  const list = page.getByRole('listbox', { name: 'Respuestas rápidas' });

  await context.test('none yet: an admin is shown where they are made', async () => {
    await textOf(page).pressSequentially('/');
    await page.getByRole('link', { name: 'Crearlas en Ajustes › Respuestas rápidas' }).waitFor();
    await expectAccessible(page);
    await textOf(page).fill('');
  });

  await context.test('those of the team are found, chosen by key, and sent', async () => {
    const token = await signInOverApi(product, people.admin);
    const replies = [
      ['saludo', 'Hola {{nombre}}, soy {{agente}}. ¿En qué puedo ayudarle?'],
      ['salida', 'Su pedido ya salió: llega mañana.'],
      ...Array.from({ length: 12 }, (_, n) => [`precio-${n}`, `El modelo ${n} cuesta ${n}99 pesos, con estuche.`]),
    ];
    for (const [shortcut, text] of replies) await call(product, 'POST', '/canned-replies', token, { shortcut, text });
    await textOf(page).pressSequentially('/');
    await list.getByRole('option').nth(13).waitFor();
    await picture(page, 'canned-replies');
    await textOf(page).press('ArrowUp');
    await list.getByRole('option', { selected: true, name: /saludo/ }).waitFor();
    await picture(page, 'canned-replies-last');
    await textOf(page).pressSequentially('sal');
    await expectAccessible(page);
    await textOf(page).press('ArrowDown');
    await textOf(page).press('Enter');
    assert.equal(await textOf(page).inputValue(), 'Hola Carlos Cruz, soy Carla Admin. ¿En qué puedo ayudarle?');
    // Undone as what was typed is, and put in once more.
    await textOf(page).press('Control+z');
    assert.equal(await textOf(page).inputValue(), '/sal');
    await textOf(page).press('Control+Shift+z');
    assert.equal(await textOf(page).inputValue(), 'Hola Carlos Cruz, soy Carla Admin. ¿En qué puedo ayudarle?');
    await textOf(page).press('Enter');
    await customer.untilLine(BUSINESS, ({ text }) => text.startsWith('Hola Carlos Cruz, soy Carla Admin.'));
    await bubble(page, 'soy Carla Admin').getByLabel('Entregado').waitFor();
  });

  await context.test('on a phone too, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await setSystemTheme(page, 'dark');
    await textOf(page).pressSequentially('Buenas. /manana');
    await list.getByText('mañana').waitFor();
    await textOf(page).fill('/');
    await list.getByRole('option').nth(13).waitFor();
    await expectWithinScreen(page);
    await expectAccessible(page);
    await picture(page, 'canned-replies-phone');
    await list.getByText('/salida').click();
    assert.equal(await textOf(page).inputValue(), 'Su pedido ya salió: llega mañana.');
  });

  assert.deepEqual(complaints, []);
});

test('emojis are picked for a text and for a reaction', async (context) => {
  const { browser, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await openChat(page, people.agent);
  const picker = page.getByRole('dialog', { name: 'Emojis' });

  await context.test('one is searched for, and stands where the caret was', async () => {
    await textOf(page).fill('Todo listo, gracias');
    for (let left = 'gracias'.length; left > 0; left -= 1) await textOf(page).press('ArrowLeft');
    await page.getByRole('button', { name: 'Emojis' }).click();
    await picker.getByRole('button', { name: 'cara sonriendo', exact: true }).waitFor();
    await picture(page, 'emojis');
    await expectAccessible(page);
    await page.keyboard.type('gafas de sol');
    await picker.getByRole('button', { name: 'cara sonriendo con gafas de sol' }).waitFor();
    await picture(page, 'emojis-found');
    await page.keyboard.press('Enter');
    await picker.waitFor({ state: 'detached' });
    await page.keyboard.type(' ');
    assert.equal(await textOf(page).inputValue(), 'Todo listo, 😎 gracias');
    await page.keyboard.press('Enter');
    await customer.untilLine(BUSINESS, ({ text }) => text === 'Todo listo, 😎 gracias');
  });

  await context.test('Esc closes the emojis and nothing else', async () => {
    await page.getByRole('button', { name: 'Emojis' }).click();
    await picker.waitFor();
    await page.keyboard.press('Escape');
    await picker.waitFor({ state: 'detached' });
    await textOf(page).waitFor();
  });

  await context.test('any of them is a reaction, on a phone too, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await setSystemTheme(page, 'dark');
    await bubble(page, '¿ya están mis lentes?').hover();
    await bubble(page, '¿ya están mis lentes?').getByRole('button', { name: 'Opciones del mensaje' }).click();
    await picture(page, 'message-menu-phone');
    await page.getByRole('menuitem', { name: 'Otra reacción' }).click();
    await picker.getByRole('radio', { name: 'Personas y cuerpo' }).check({ force: true });
    await picker.getByRole('button', { name: 'mano saludando', exact: true }).waitFor();
    await expectWithinScreen(page);
    await expectAccessible(page);
    await picture(page, 'emojis-phone');
    await picker.getByRole('button', { name: 'mano saludando', exact: true }).click();
    await bubble(page, '¿ya están mis lentes?')
      .getByRole('button', { name: /👋, 1: Ana Agente/ })
      .waitFor();
  });

  assert.deepEqual(complaints, []);
});
