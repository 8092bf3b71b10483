import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  call,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  lookAt,
  picture,
  setSystemTheme,
  signInOverApi,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const DESKTOP = { width: 1_440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LINE = '525510203040';

let business: LinkedBusiness;
let eva: Phone;
/** The contact that was imported, and the one that wrote. */
let imported: string;

before(async () => {
  business = await startLinkedBusiness(LINE);
  const { lab, product, people } = business;
  const token = await signInOverApi(product, people.admin);
  await call(product, 'PATCH', '/settings', token, { contactFields: [{ id: 'mail', name: 'Correo' }] });
  const add = async (name: string, phoneNumber: string, change: object) => {
    const { contact } = await call<{ contact: { id: string } }>(product, 'POST', '/contacts', token, {
      phoneNumber,
      name,
    });
    await call(product, 'PATCH', `/contacts/${contact.id}`, token, change);
    return contact.id;
  };
  imported = await add('Eva Ruiz', '525510009001', { fields: { mail: 'eva@ruiz.example' }, notes: 'Del archivo' });
  await add('Iris Paz', '525510009002', { fields: { mail: 'iris@paz.example' } });
  await add('Iris Paz', '525510009003', { fields: { mail: 'iris@paz.example' } });
  eva = lab.createPhone({ phoneNumber: '525510001004', name: 'Eva Ruiz' });
  await eva.sendText(LINE, '¿Cuánto cuestan?');
  const carlos = lab.createPhone({ phoneNumber: '525510001005', name: 'Carlos Cruz' });
  await carlos.sendText(LINE, 'Buenas');
  let known: { id: string; name: string; phoneNumber: string }[] = [];
  while (known.length < 5) {
    ({ items: known } = await call<{ items: typeof known }>(product, 'GET', '/contacts', token));
  }
  const written = known.find(({ phoneNumber }) => phoneNumber === eva.phoneNumber);
  await call(product, 'PATCH', `/contacts/${written?.id ?? ''}`, token, {
    fields: { mail: 'eva@ruiz.example' },
    stage: 'Cliente',
  });
});
after(() => business.stop());

const panel = (page: Page) => page.getByRole('region', { name: 'Contacto', exact: true });
const pair = (page: Page, name: string) => page.locator('.pair', { hasText: name });

test('duplicates are made one contact, or said to be two people', async (context) => {
  const { browser, people, product } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: carla } = await browser.openPage(context, { viewport: DESKTOP });
  for (const [page, email] of [
    [ana, people.agent],
    [carla, people.admin],
  ] as const) {
    await page.goto(`${product.url}/contacts`);
    await fillSignIn(page, email);
    await page.getByRole('button', { name: 'Duplicados (2)' }).waitFor();
  }
  await carla.goto(`${product.url}/contacts/${imported}`);
  await panel(carla).getByText('+52 55 1000 9001').waitFor();

  await context.test('they are shown with why, and two that are two people are suggested no more', async () => {
    await ana.getByRole('button', { name: 'Duplicados (2)' }).click();
    await pair(ana, 'Eva Ruiz').getByText('El mismo nombre y el mismo valor de «Correo»').waitFor();
    await lookAt(ana, 'contacts-duplicates');
    await expectAccessible(ana);
    await ana.getByRole('button', { name: 'Iris Paz y Iris Paz son distintas' }).click();
    await ana.getByText('Quedaron como personas distintas.').waitFor();
    await ana.getByRole('button', { name: 'Duplicados (1)' }).waitFor();
    await ana.getByRole('button', { name: 'Deshacer' }).waitFor();
  });

  await context.test('two are compared side by side, and become one for everybody', async () => {
    await ana.getByRole('button', { name: 'Combinar Eva Ruiz con Eva Ruiz' }).click();
    const dialog = ana.getByRole('dialog', { name: 'Combinar contactos' });
    await dialog.getByText('Los mensajes irán a +52 55 1000 1004.').waitFor();
    await dialog.getByText('Nadie tiene +52 55 1000 9001 en WhatsApp').waitFor();
    await lookAt(ana, 'contacts-merge');
    await expectAccessible(ana);
    await dialog.getByRole('button', { name: 'Combinar', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await ana.getByText('Ya son un solo contacto.').waitFor();
    assert.equal(await ana.evaluate<string>('document.activeElement.textContent.trim()'), 'Ya son un solo contacto.');
    // Whoever had either of them open sees the one that stays.
    await panel(carla).getByText('+52 55 1000 1004').waitFor();
  });

  await context.test(
    'what the person writes then comes to the one that stays, and answers reach their phone',
    async () => {
      await panel(carla)
        .getByRole('link', { name: /Línea|Ventas|Abierta/ })
        .first()
        .click();
      await carla.getByText('¿Cuánto cuestan?').last().waitFor();
      await eva.sendText(LINE, 'Sigo esperando');
      await carla.getByText('Sigo esperando').last().waitFor();
      await carla.getByRole('textbox', { name: /mensaje/i }).fill('Cuestan 100 pesos');
      await carla.keyboard.press('Enter');
      await eva.untilLine(LINE, ({ text }) => text === 'Cuestan 100 pesos');
    },
  );

  await context.test('two WhatsApp accounts stay two, which a phone says in the dark too', async () => {
    await ana.setViewportSize(PHONE);
    await setSystemTheme(ana, 'dark');
    await expectWithinScreen(ana);
    await picture(ana, 'contacts-duplicates-phone-dark');
    await ana.getByRole('button', { name: 'Tabla' }).click();
    await ana.getByRole('link', { name: 'Carlos Cruz' }).click();
    await panel(ana).getByRole('button', { name: 'Combinar con…' }).click();
    await ana.getByRole('searchbox', { name: 'Buscar por nombre o número' }).last().fill('eva');
    await ana.getByRole('button', { name: /Eva Ruiz/ }).click();
    await ana.getByText('Cada uno es una cuenta de WhatsApp distinta.').waitFor();
    await expectWithinScreen(ana);
    await expectAccessible(ana);
    await picture(ana, 'contacts-merge-refused-phone-dark');
    await ana.keyboard.press('Escape');
    await panel(ana).getByText('+52 55 1000 1005').waitFor();
    assert.equal(await ana.evaluate<string>('document.activeElement.textContent.trim()'), 'Combinar con…');
  });
  assert.deepEqual(complaints, []);
});
