import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import type { AddedRecipients } from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import type { SessionList } from '#contract/whatsapp-sessions';
import { call, fillSignIn, lookAt, signInOverApi, startLinkedBusiness, type LinkedBusiness } from './support/index.ts';

const BUSINESS = '573009998877';
/** Milliseconds between two polls of a page without a socket. */
const POLL_MS = 3_000;

let business: LinkedBusiness;
let luz: Phone;
let jose: Phone;
let tester: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  luz = business.lab.createPhone({ phoneNumber: '573001234567', name: 'Luz' });
  jose = business.lab.createPhone({ phoneNumber: '573001234568', name: 'José' });
  tester = business.lab.createPhone({ phoneNumber: '573001234599', name: 'Ana' });
});
after(() => business.stop());

/** As Excel saves it in Spanish: with semicolons, in Windows-1252. */
const file = {
  name: 'clientes.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Nombre;Teléfono;Ciudad',
      'Luz Marina;300 123 4567;Cali',
      'José Peña;3001234568;',
      'Mal escrito;12;Cali',
      'Luz otra vez;+57 300 1234567;Cali',
      'Nadie;300 123 0000;Bogotá',
    ].join('\r\n'),
    'latin1',
  ),
};

async function typeIn(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label);
  await field.fill(value);
  await field.blur();
}

test('a message goes to everybody of a file, from its columns to its results', async (context) => {
  const { browser, people, product } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/bulk-messages`);
  await fillSignIn(page, people.admin);

  await context.test('a draft is made where there was nothing', async () => {
    await page.getByText('Aún no hay envíos').waitFor();
    await lookAt(page, 'bulk-empty');
    await page.getByRole('button', { name: 'Nuevo envío' }).click();
    const dialog = page.getByRole('dialog', { name: 'Nuevo envío' });
    await dialog.getByLabel('Nombre').fill('Lentes de sol');
    await lookAt(page, 'bulk-dialog');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/bulk-messages\/.+\/recipients$/);
  });

  await context.test('the file is understood, and what is wrong with it is told', async () => {
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('5 filas separadas por punto y coma. Codificación: WINDOWS-1252.').waitFor();
    await page.getByRole('cell', { name: 'José Peña' }).waitFor();
    await page.getByRole('button', { name: 'Fuera: 2' }).click();
    await page.getByRole('cell', { name: 'Le faltan cifras' }).waitFor();
    await page.getByRole('button', { name: 'Agregar 3 destinatarios' }).click();
    await page.getByText('Di de dónde viene el permiso.').waitFor();
    await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('form');
    await lookAt(page, 'bulk-recipients');
    await page.getByRole('button', { name: 'Agregar 3 destinatarios' }).click();
    await page.getByText('Se agregaron 3 destinatarios.').waitFor();
    await page.locator('.sources').getByText('clientes.csv').waitFor();
  });

  await context.test('the same people are not added twice, whichever way they come', async () => {
    await page.getByRole('button', { name: 'Lista', exact: true }).click();
    await page.getByLabel('Números').fill('+57 300 123 4567 Luz\n300 123 4568');
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('purchase');
    await page.getByRole('button', { name: 'Agregar 2 destinatarios' }).click();
    await page.getByText('Ya estaban en el envío: 2').waitFor();
  });

  await context.test('the message is shown as each reads it, and sent to one first', async () => {
    await page.getByRole('link', { name: 'Seguir con el mensaje' }).click();
    await page.getByLabel('Texto').fill('Hola *{{nombre}}*, hay lentes de sol en ');
    await page.getByRole('button', { name: 'Insertar ciudad' }).click();
    await page.locator('.bubble', { hasText: 'Hola Luz Marina, hay lentes de sol en Cali' }).waitFor();
    await page.getByText('1 de 3 no tiene «ciudad»').waitFor();
    await page.getByRole('button', { name: 'Destinatario siguiente' }).click();
    await page.locator('.bubble', { hasText: 'Hola José Peña, hay lentes de sol en' }).waitFor();
    await page.getByLabel('Texto').fill('Hola *{{nombre}}*, hay lentes de sol en {{ciudad|tu ciudad}}');
    await page.locator('.bubble', { hasText: 'en tu ciudad' }).waitFor();
    await page.getByLabel('Número', { exact: true }).fill('300 123 4599');
    await page.getByRole('button', { name: 'Enviar prueba' }).click();
    await page.getByText('La prueba va en camino a').waitFor();
    await tester.untilLine(BUSINESS, ({ text }) => text === 'Hola *Luz Marina*, hay lentes de sol en Cali');
    await lookAt(page, 'bulk-message');
  });

  await context.test('the draft is where it was left, for a colleague too', async () => {
    const { page: other } = await browser.openPage(context);
    await other.goto(`${product.url}/bulk-messages`);
    await fillSignIn(other, people.agent);
    await other.getByRole('link', { name: 'Lentes de sol' }).click();
    await other.getByText('3 destinatarios').waitFor();
    await other.locator('.sources').getByText('clientes.csv').waitFor();
    await other.getByRole('navigation', { name: 'Pasos del envío' }).getByRole('link', { name: 'Mensaje' }).click();
    await other.getByText('Hola Luz Marina, hay lentes de sol en Cali').waitFor();
    await other.close();
  });

  await context.test('the pace is one’s own, and says what it risks', async () => {
    await page.getByRole('link', { name: 'Seguir con el ritmo' }).click();
    await page.getByText('Riesgo bajo.').waitFor();
    await page.getByLabel('A mi medida').check();
    await typeIn(page, 'Pausa más corta (s)', '6');
    await typeIn(page, 'Pausa más larga (s)', '6');
    await typeIn(page, 'Por minuto, como mucho', '20');
    await page.getByText('Riesgo alto.').waitFor();
    await page.getByLabel('Horas de silencio').uncheck();
    await page.getByText('3 mensajes: terminará hacia el').waitFor();
    await lookAt(page, 'bulk-pace');
  });

  await context.test('all of it is looked over, and starts', async () => {
    await page.getByRole('link', { name: 'Revisar y enviar' }).click();
    await page.getByText('3 personas').waitFor();
    await page.getByText('Pausas de 6 a 6 s').waitFor();
    await lookAt(page, 'bulk-review');
    await page.getByRole('button', { name: 'Empezar el envío' }).click();
    await page.getByRole('dialog', { name: '¿Empezar así?' }).getByText('Riesgo alto.').waitFor();
    await lookAt(page, 'bulk-risky-start');
    await page.getByRole('button', { name: 'Empezar de todos modos' }).click();
    await page.getByRole('button', { name: 'Pausar' }).waitFor();
  });

  await context.test('it is paused and goes on, and everybody has it once', async () => {
    await luz.untilLine(BUSINESS, ({ text }) => text === 'Hola *Luz Marina*, hay lentes de sol en Cali');
    await page.getByRole('button', { name: 'Pausar' }).click();
    await page.getByText('En pausa: nada sale hasta que alguien lo reanude').waitFor();
    await lookAt(page, 'bulk-progress');
    await page.getByRole('button', { name: 'Reanudar' }).click();
    await jose.untilLine(BUSINESS, ({ text }) => text === 'Hola *José Peña*, hay lentes de sol en tu ciudad');
    await page
      .getByText('Terminó el envío «Lentes de sol».')
      .or(page.getByText(/Terminó el \d/))
      .first()
      .waitFor();
    await page.getByText('3 de 3').waitFor();
    assert.equal(luz.chat(BUSINESS).length, 1);
    assert.equal(jose.chat(BUSINESS).length, 1);
  });

  await context.test('who reads it and who answers is counted, and why somebody did not get it is told', async () => {
    await luz.sendText(BUSINESS, '¿Cuánto cuestan?');
    await page.getByText('Respondieron: 1').waitFor();
    await page.locator('app-reason-list').getByText('No tiene WhatsApp').waitFor();
    await page.getByRole('button', { name: /Omitidos$/ }).click();
    await page.locator('app-recipient-list').getByText('Nadie', { exact: true }).waitFor();
    await lookAt(page, 'bulk-finished');
  });

  await context.test('the results are a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Exportar CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    assert.equal(lines.length, 4);
    assert.ok(lines.some((line) => line.includes('José Peña')));
  });

  await context.test('it stands in the conversations, and in the list', async () => {
    await page.getByRole('link', { name: 'Todos los envíos' }).click();
    await page.getByText('3 de 3').waitFor();
    await lookAt(page, 'bulk-list');
  });

  assert.deepEqual(complaints, []);
});

test('whoever writes BAJA gets no more, and an admin sees it', async (context) => {
  const { browser, people, product } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/settings/opt-outs`);
  await fillSignIn(page, people.admin);
  await page.getByText('Nadie se ha dado de baja').waitFor();
  await jose.sendText(BUSINESS, 'Baja');
  await jose.untilLine(BUSINESS, ({ text }) => text.startsWith('Listo: no te enviaremos más mensajes'));
  await page.reload();
  await page.getByText('Escribió «BAJA»').waitFor();
  await page.getByRole('button', { name: 'Añadir un número' }).click();
  const dialog = page.getByRole('dialog', { name: 'Añadir un número' });
  await dialog.getByLabel('Número').fill('300 123 4599');
  await page.keyboard.press('Enter');
  await page.getByText('La anotó el equipo').waitFor();
  await lookAt(page, 'opt-outs');
  await page.getByRole('button', { name: /^Quitar la baja de .*4599/ }).click();
  await page.getByRole('button', { name: 'Quitar la baja', exact: true }).click();
  await page.getByText('La anotó el equipo').waitFor({ state: 'hidden' });
  assert.deepEqual(complaints, []);
});

test('with every socket blocked, how far it is is polled, and its end told on every screen', async (context) => {
  const { browser, people, product, lab } = business;
  const some = ['01', '02'].map((end) => lab.createPhone({ phoneNumber: `5730012346${end}`, name: `P${end}` }));
  const token = await signInOverApi(product, people.admin);
  const { items } = await call<SessionList>(product, 'GET', '/whatsapp/sessions', token);
  const gapSeconds = { from: 6, to: 6 };
  const { campaign } = await call<AddedRecipients>(product, 'POST', '/bulk-campaigns', token, {
    name: 'Por sondeo',
    sessionId: items[0]?.id,
    message: { text: 'Por sondeo' },
    pace: { ...PACES['whatsapp-web'].fast, profile: 'own', gapSeconds, quietHours: null, warmUp: false },
    recipients: some.map(({ phoneNumber }) => ({ phoneNumber })),
    consent: { source: 'form' },
  });
  const { page } = await browser.openPage(context);
  await page.route('**/socket.io/**', (route) => route.abort());
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await page.goto(`${product.url}/bulk-messages/${campaign.id}/review`);
  await fillSignIn(page, people.agent);
  await page.getByText('Sondeo cada 3 s').waitFor();
  await page.getByRole('button', { name: 'Empezar el envío' }).click();
  await page.getByRole('button', { name: 'Empezar de todos modos' }).click();

  const [first, last] = some as [Phone, Phone];
  await first.untilLine(BUSINESS, ({ text }) => text === 'Por sondeo');
  const left = Date.now();
  await page.getByText('1 de 2').waitFor();
  const taken = Date.now() - left;
  // A poll and its answer, on a machine that is busy.
  assert.ok(taken < 2 * POLL_MS, `shown after ${String(taken)} ms`);
  await lookAt(page, 'bulk-polled');
  await page.getByRole('link', { name: 'Chat' }).click();
  await last.untilLine(BUSINESS, ({ text }) => text === 'Por sondeo');
  await page.getByText('Terminó el envío «Por sondeo».').waitFor();
  await page.goBack();
  await page.getByText('2 de 2').waitFor();
  await page.getByText(/^Terminó el \d/).waitFor();
});
