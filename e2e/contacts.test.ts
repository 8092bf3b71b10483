import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
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
const TO_THE_END = "document.querySelector('cdk-virtual-scroll-viewport').scrollTo(0, 1e6)";
const PHONE = { width: 390, height: 844 };

let business: LinkedBusiness;

before(async () => {
  business = await startLinkedBusiness('525510203040');
  const { lab, product, people } = business;
  const token = await signInOverApi(product, people.admin);
  await call(product, 'PATCH', '/settings', token, { contactFields: [{ id: 'city', name: 'Ciudad' }] });
  const customer = lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  await customer.sendText('525510203040', '¿Cuánto cuestan?');
  const stages = ['Nuevo', 'Interesado', 'Cliente'];
  for (let number = 0; number < 300; number += 1) {
    await call(product, 'POST', '/contacts', token, {
      phoneNumber: `52551000${String(2_000 + number)}`,
      name: `Persona ${String(number).padStart(3, '0')}`,
      stage: stages[number % 3],
    });
  }
});
after(() => business.stop());

const rows = (page: Page) => page.getByRole('table', { name: 'Contactos' }).getByRole('row');
const panel = (page: Page) => page.getByRole('region', { name: 'Contacto', exact: true });

test('contacts are found, changed, added and handed out, live for the whole team', async (context) => {
  const { browser, people, product } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: carla } = await browser.openPage(context, { viewport: DESKTOP });
  for (const [page, email] of [
    [ana, people.agent],
    [carla, people.admin],
  ] as const) {
    await page.goto(`${product.url}/chat`);
    await fillSignIn(page, email);
    await page.getByRole('link', { name: 'Contactos' }).click();
    await page.getByText('301 contactos').waitFor();
  }

  await context.test('all of them can be scrolled to', async () => {
    await ana.getByRole('link', { name: 'Carlos Cruz' }).waitFor();
    await lookAt(ana, 'contacts');
    await expectAccessible(ana);
    await ana.evaluate(TO_THE_END);
    await ana.locator('[role=table][aria-rowcount="302"]').waitFor();
    await ana.evaluate(TO_THE_END);
    await ana.getByRole('link', { name: 'Persona 299' }).waitFor();
  });

  await context.test('what one changes in a row the other sees', async () => {
    await ana.getByRole('searchbox', { name: 'Buscar por nombre o número' }).fill('persona 01');
    await ana.getByRole('link', { name: 'Persona 013' }).waitFor();
    await ana.getByRole('combobox', { name: 'Etapa de Persona 010' }).selectOption('Perdido');
    await carla.getByRole('combobox', { name: 'Etapa', exact: true }).selectOption('Perdido');
    await carla.getByText('1 contacto', { exact: true }).waitFor();
    await ana.getByRole('combobox', { name: 'Etapa de Persona 013' }).selectOption('Perdido');
    await carla.getByRole('link', { name: 'Persona 013' }).waitFor();
    await carla.getByText('2 contactos').waitFor();
  });

  await context.test('one is opened, written down about and closed with the keyboard', async () => {
    await ana.getByRole('searchbox', { name: 'Buscar por nombre o número' }).fill('carlos');
    await ana.getByText('1 contacto', { exact: true }).waitFor();
    await ana.getByRole('link', { name: 'Carlos Cruz' }).focus();
    await ana.keyboard.press('Enter');
    await panel(ana).getByText('+52 55 1000 1004').waitFor();
    await panel(ana).getByLabel('Ciudad').fill('Mérida');
    await ana.keyboard.press('Enter');
    await panel(ana).getByText('Guardado').waitFor();
    await lookAt(ana, 'contact-details');
    await expectAccessible(ana);
    await ana.keyboard.press('Escape');
    await panel(ana).waitFor({ state: 'detached' });
    assert.equal(await ana.evaluate<string>('document.activeElement.textContent.trim()'), 'Carlos Cruz');
    await ana.getByRole('button', { name: 'Columnas' }).click();
    await ana.getByRole('checkbox', { name: 'Ciudad' }).check();
    await ana.keyboard.press('Escape');
    await rows(ana).getByText('Mérida').waitFor();
  });

  await context.test('those of a choice are handed out as a file', async () => {
    const [file] = await Promise.all([
      ana.waitForEvent('download'),
      ana.getByRole('link', { name: 'Exportar CSV' }).click(),
    ]);
    assert.equal(file.suggestedFilename(), 'contactos.csv');
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /^Carlos Cruz,\(\+52\) 55 1000 1004,.*,Mérida$/);
  });

  await context.test('somebody is added, and is there for the other at once', async () => {
    await carla.getByRole('combobox', { name: 'Etapa', exact: true }).selectOption('');
    await carla.getByRole('searchbox', { name: 'Buscar por nombre o número' }).fill('abel');
    await carla.getByText('Nadie coincide').waitFor();
    await ana.getByRole('button', { name: 'Nuevo contacto' }).click();
    await ana.getByLabel('Nombre', { exact: true }).fill('Abel');
    await ana.getByLabel('Número', { exact: true }).fill('+57 300 123 4567');
    await expectAccessible(ana);
    await ana.getByRole('button', { name: 'Guardar contacto' }).click();
    await panel(ana).getByText('+57 300 1234567').waitFor();
    await carla.getByRole('link', { name: 'Abel' }).waitFor();
  });

  await context.test('it fits a phone, in the dark too', async () => {
    await carla.getByRole('searchbox', { name: 'Buscar por nombre o número' }).fill('');
    await carla.getByRole('link', { name: 'Carlos Cruz' }).waitFor();
    await carla.setViewportSize(PHONE);
    await setSystemTheme(carla, 'dark');
    await carla.getByRole('link', { name: 'Carlos Cruz' }).click();
    await panel(carla).getByText('+52 55 1000 1004').waitFor();
    await expectWithinScreen(carla);
    await expectAccessible(carla);
    await picture(carla, 'contact-details-admin-phone-dark');
    await carla.keyboard.press('Escape');
    await carla.locator('a:focus', { hasText: 'Carlos Cruz' }).waitFor();
  });
  assert.deepEqual(complaints, []);
});

test('contacts are moved through the stages on a board, live for the whole team', async (context) => {
  const { browser, people, product } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: carla } = await browser.openPage(context, { viewport: DESKTOP });
  for (const [page, email] of [
    [ana, people.agent],
    [carla, people.admin],
  ] as const) {
    await page.goto(`${product.url}/contacts?view=board`);
    await fillSignIn(page, email);
    await column(page, 'Interesado').getByRole('link', { name: 'Persona 001' }).waitFor();
  }

  await context.test('each stage is a column that is read as far as one likes', async () => {
    await lookAt(ana, 'contacts-board');
    assert.equal(await cards(ana, 'Interesado').count(), 50);
    await ana.getByRole('button', { name: 'Ver más de Interesado' }).click();
    await column(ana, 'Interesado').getByRole('link', { name: 'Persona 298' }).waitFor();
    await ana.locator('a:focus', { hasText: 'Persona 157' }).waitFor();
  });

  await context.test('one is dragged into another column, and the other sees it', async () => {
    await drag(ana, card(ana, 'Interesado', 'Persona 001'), column(ana, 'Perdido'));
    await card(ana, 'Perdido', 'Persona 001').waitFor();
    await ana.getByRole('status').getByText('Persona 001 pasó a Perdido.').waitFor();
    await card(carla, 'Perdido', 'Persona 001').waitFor();
    await card(carla, 'Interesado', 'Persona 001').waitFor({ state: 'detached' });
  });

  await context.test('one that is held stays where it was when it is called off', async () => {
    await lift(ana, card(ana, 'Interesado', 'Persona 007'), column(ana, 'Perdido'));
    await ana.keyboard.press('Escape');
    await ana.locator('.cdk-drag-preview').waitFor({ state: 'detached' });
    await ana.mouse.up();
    await card(ana, 'Interesado', 'Persona 007').waitFor();
    assert.equal(await card(ana, 'Perdido', 'Persona 007').count(), 0);
  });

  await context.test('one is moved with the keyboard, which stays on it', async () => {
    await card(ana, 'Interesado', 'Persona 004').getByRole('link').focus();
    await ana.keyboard.press('Shift+ArrowRight');
    await card(ana, 'Cliente', 'Persona 004').locator('a:focus').waitFor();
    await card(carla, 'Cliente', 'Persona 004').waitFor();
    await ana.keyboard.press('Tab');
    await card(ana, 'Cliente', 'Persona 004').getByRole('checkbox').and(ana.locator(':focus')).waitFor();
    await ana.keyboard.press('Tab');
    await ana.keyboard.press('Enter');
    await ana.getByRole('menu', { name: 'Mover a…' }).getByRole('menuitem', { name: 'Sin etapa' }).waitFor();
    await expectAccessible(ana);
    await picture(ana, 'contacts-board-menu');
    await ana.keyboard.press('Enter');
    await card(ana, 'Sin etapa', 'Persona 004').locator('a:focus').waitFor();
    await card(carla, 'Sin etapa', 'Persona 004').waitFor();
  });

  await context.test('what is searched for is searched for in all columns', async () => {
    const others = [card(ana, 'Interesado', 'Persona 007'), card(ana, 'Perdido', 'Persona 013')];
    for (const other of others) await other.waitFor();
    await ana.getByRole('searchbox', { name: 'Buscar por nombre o número' }).fill('persona 001');
    for (const other of others) await other.waitFor({ state: 'detached' });
    await card(ana, 'Perdido', 'Persona 001').getByRole('link').click();
    await panel(ana).getByLabel('Etapa').waitFor();
    await expectAccessible(ana);
    await ana.keyboard.press('Escape');
    await card(ana, 'Perdido', 'Persona 001').locator('a:focus').waitFor();
  });

  await context.test('a phone shows one column at a time', async () => {
    await carla.setViewportSize(PHONE);
    await setSystemTheme(carla, 'dark');
    await carla.getByRole('combobox', { name: 'Etapa que se ve' }).selectOption('Perdido');
    await card(carla, 'Perdido', 'Persona 001').getByRole('button', { name: 'Mover a Persona 001' }).click();
    await expectWithinScreen(carla);
    await expectAccessible(carla);
    await picture(carla, 'contacts-board-phone-menu-dark');
    await carla.getByRole('menuitem', { name: 'Nuevo' }).click();
    await card(carla, 'Perdido', 'Persona 001').waitFor({ state: 'detached' });
    await card(ana, 'Nuevo', 'Persona 001').waitFor();
  });
  assert.deepEqual(complaints, []);
});

const column = (page: Page, stage: string) => page.getByRole('region', { name: stage, exact: true });
const cards = (page: Page, stage: string) => column(page, stage).getByRole('listitem');
const card = (page: Page, stage: string, name: string) => cards(page, stage).filter({ hasText: name });

async function drag(page: Page, what: Locator, where: Locator): Promise<void> {
  await lift(page, what, where);
  await picture(page, 'contacts-board-drag');
  await page.mouse.up();
}

/** Holds it there. */
async function lift(page: Page, what: Locator, where: Locator): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const [from, to] = [await what.boundingBox(), await where.boundingBox()];
  assert.ok(from && to);
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 40, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
}
