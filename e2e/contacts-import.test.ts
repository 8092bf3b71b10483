import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
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

let business: LinkedBusiness;

before(async () => {
  business = await startLinkedBusiness('525510203040');
  const { lab, product, people } = business;
  const token = await signInOverApi(product, people.admin);
  await call(product, 'PATCH', '/settings', token, { contactFields: [{ id: 'city', name: 'Ciudad' }] });
  const customer = lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  await customer.sendText('525510203040', '¿Cuánto cuestan?');
});
after(() => business.stop());

const csv = [
  'Nombre;Celular;Etapa;Etiquetas;Observaciones;Ciudad',
  'Luz Marina;55 1000 2001;Cliente;VIP, Mayorista;Prefiere la tarde;Mérida',
  'Beto Ávila;+57 300 123 4567;Ganado;;"=SUMA(A1)";Cali',
  'Carlos;5510001004;;VIP;Llamar el lunes;',
  'Sin número;;;;;',
  'Repetida;525510002001;;;;',
].join('\r\n');

async function give(page: Page, name: string, content: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

async function consent(page: Page): Promise<void> {
  await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('purchase');
}

test('contacts come in from a file, and go out and in again as they were', async (context) => {
  const { browser, people, product } = business;
  const { page: carla, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: ana } = await browser.openPage(context, { viewport: DESKTOP });
  for (const [page, email] of [
    [carla, people.admin],
    [ana, people.agent],
  ] as const) {
    await page.goto(`${product.url}/contacts`);
    await fillSignIn(page, email);
    await page.getByText('1 contacto', { exact: true }).waitFor();
  }

  await context.test('each column is understood, and each row says what will come of it', async () => {
    await carla.getByRole('link', { name: 'Importar' }).focus();
    await carla.keyboard.press('Enter');
    await carla.getByRole('heading', { name: 'Importar contactos' }).waitFor();
    await give(carla, 'clientes.csv', csv);
    await carla.getByRole('cell', { name: 'Se actualiza' }).waitFor();
    assert.equal(await carla.getByRole('cell', { name: 'Nuevo', exact: true }).count(), 2);
    assert.equal(await carla.getByLabel('Observaciones').inputValue(), 'notes');
    await carla.getByText('Etapas del archivo que no existen (1):').waitFor();
    for (const box of ['Crear estas etapas', 'Crear estas etiquetas']) {
      await carla.getByRole('checkbox', { name: box, checked: false }).focus();
      await carla.keyboard.press('Space');
    }
    await lookAt(carla, 'contacts-import');
    await expectAccessible(carla);
  });

  await context.test('what is wrong is said, and it is imported with the keyboard; colleagues see it', async () => {
    await carla.getByRole('button', { name: 'Fuera: 2' }).click();
    await carla.getByRole('cell', { name: /Repite la fila \d+/ }).waitFor();
    await consent(carla);
    await carla.getByRole('button', { name: 'Importar 3 filas' }).focus();
    await carla.keyboard.press('Enter');
    await carla.getByText('Importación terminada').waitFor();
    for (const said of ['Nuevos: 2', 'Actualizados: 1', 'Quedaron igual: 0', 'Quedaron fuera: 2'])
      await carla.getByText(said).waitFor();
    await carla.locator('h3:focus', { hasText: 'Importación terminada' }).waitFor();
    await lookAt(carla, 'contacts-import-result');
    await expectAccessible(carla);
    const [file] = await Promise.all([
      carla.waitForEvent('download'),
      carla.getByRole('button', { name: 'Descargar los que quedaron fuera' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(',').at(-1)),
      ['No tiene número', 'Repite la fila 2'],
    );
    await ana.getByRole('link', { name: 'Luz Marina' }).waitFor();
    await ana.getByText('3 contactos').waitFor();
  });

  await context.test('labels of whoever has no conversation yet are found as any', async () => {
    await carla.getByRole('link', { name: 'Ver contactos' }).click();
    await carla.getByRole('combobox', { name: 'Etiqueta', exact: true }).selectOption('VIP');
    await carla.getByText('2 contactos').waitFor();
    await carla.getByRole('link', { name: 'Carlos Cruz' }).waitFor();
    await carla.getByRole('combobox', { name: 'Etapa de Luz Marina' }).waitFor();
    await carla.getByRole('combobox', { name: 'Etiqueta', exact: true }).selectOption('');
    await carla.getByText('3 contactos').waitFor();
  });

  await context.test('what was exported changes nothing when it is imported again', async () => {
    const [file] = await Promise.all([
      carla.waitForEvent('download'),
      carla.getByRole('link', { name: 'Exportar CSV' }).click(),
    ]);
    const exported = await readFile(await file.path(), 'utf8');
    assert.match(exported, /'=SUMA\(A1\)/);
    await carla.getByRole('link', { name: 'Importar' }).click();
    await give(carla, 'contactos.csv', exported);
    await carla.getByLabel('Reemplazar lo suyo por lo del archivo').check();
    await carla.getByRole('cell', { name: 'Queda igual' }).nth(2).waitFor();
    await consent(carla);
    await carla.getByRole('button', { name: 'Importar: 3 sin cambios' }).click();
    await carla.getByText('Quedaron igual: 3').waitFor();
    await carla.getByText('Actualizados: 0').waitFor();
  });

  await context.test('it fits a phone, in the dark too, for what is pasted', async () => {
    await ana.setViewportSize(PHONE);
    await setSystemTheme(ana, 'dark');
    await ana.getByRole('link', { name: 'Importar' }).click();
    await ana.getByRole('button', { name: 'Pegar' }).click();
    await ana.getByLabel('Filas copiadas de una hoja de cálculo').fill('Nombre\tCelular\tEtapa\nEva\t5510002009\tOtra');
    await ana.getByRole('button', { name: 'Revisar' }).click();
    await ana.getByText('Solo un administrador puede crearlas.').waitFor();
    await ana.getByRole('cell', { name: 'Nuevo', exact: true }).waitFor();
    await expectWithinScreen(ana);
    await expectAccessible(ana);
    await picture(ana, 'contacts-import-phone-dark');
    await ana.getByRole('link', { name: 'Contactos' }).first().click();
    await ana.getByRole('dialog', { name: '¿Salir sin importar?' }).getByRole('button', { name: 'Salir' }).click();
    await ana.getByText('3 contactos').waitFor();
  });
  assert.deepEqual(complaints, []);
});
