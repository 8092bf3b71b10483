import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { BotResponse } from '#contract/bot';
import type { Person } from '../lab/graph-api/index.ts';
import {
  call,
  expectAccessible,
  fillSignIn,
  lookAt,
  noonZone,
  signInOverApi,
  startCloudBusiness,
  type CloudBusiness,
} from './support/index.ts';

const SHOP = '525510203060';
const PROSPECTS = 20;
const DESKTOP = { width: 1_440, height: 900 };
/** Meta's code for who cannot be reached (Cloud API, error codes). */
const UNDELIVERABLE = 131026;
/** How soon a state is seen, by polling too; and what a busy machine takes besides. In milliseconds. */
const SEEN_WITHIN = 3_000;
const BUSY = 4_000;

let business: CloudBusiness;
let people: Person[];

before(async () => {
  business = await startCloudBusiness(SHOP, noonZone());
  const { graph, number, product, people: team } = business;
  graph.templates.add(number.wabaId, {
    name: 'retomar_contacto',
    language: 'es_MX',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Hola {{1}}, ¿seguimos?', example: { body_text: [['Ana']] } }] as never,
  });
  const token = await signInOverApi(product, team.admin);
  const { bot } = await call<BotResponse>(product, 'GET', '/bot', token);
  const { rules, hours, limits } = bot;
  const humanizer = { ...bot.humanizer, typingSeconds: { from: 0.5, to: 0.5 } };
  await call(product, 'PUT', '/bot', token, { rules, hours, limits, humanizer, enabled: true });
  people = Array.from({ length: PROSPECTS }, (_, index) => {
    const end = String(index).padStart(2, '0');
    return graph.createPerson({ phoneNumber: `5255111200${end}`, name: `Persona ${end}` });
  });
  for (const { phoneNumber, name } of people) {
    await call(product, 'POST', '/contacts', token, { phoneNumber, name, stage: 'Nuevo' });
  }
  graph.faults.refuse.set(people[2]?.phoneNumber ?? '', UNDELIVERABLE);
});
after(() => business.stop());

const runOf = (page: Page, name: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name }) })
    .locator('.agent app-agent-run-line');
const cardOf = (page: Page, name: string) =>
  page.locator('app-contact-card').filter({ has: page.getByRole('link', { name }) });

/** Fails where something is not seen soon after it has happened. */
async function soon(seen: Promise<unknown>): Promise<void> {
  const began = Date.now();
  await seen;
  const taken = Date.now() - began;
  assert.ok(taken < SEEN_WITHIN + BUSY, `seen after ${String(taken)} ms`);
}

test('what the bot says first is written beside its rules, and what is wrong with it is said', async (context) => {
  const { browser, people: team, product } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  await page.goto(`${product.url}/bot/opening`);
  await fillSignIn(page, team.admin);
  await page.getByRole('switch', { name: 'Escribir primero a contactos' }).press('Space');
  await page.getByLabel('Texto', { exact: true }).fill('Hola {{nombe}}, ¿seguimos?');
  await page.getByText('Nadie tiene este dato: nombe.').waitFor();
  await page.getByLabel('Texto', { exact: true }).fill('Hola de nuevo, {{nombre|qué tal}}: ¿seguimos?');
  await page.getByText('Hola de nuevo, Luz: ¿seguimos?').waitFor();
  await page.getByRole('button', { name: 'Actualizar desde Meta' }).click();
  await page.getByLabel('Plantilla', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Con esta plantilla no se puede empezar').waitFor();
  await page.locator('[data-place]').fill('{{nombre|vecino}}');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Bot guardado.').waitFor();
  const [notice, field] = await Promise.all([
    page.locator('.ngx-toastr').boundingBox(),
    page.getByLabel('Como si fuera').boundingBox(),
  ]);
  assert.ok(notice && field && notice.y > field.y + field.height, 'the notice covers no field of the preview');
  await lookAt(page, 'bot-opening');
  // What was refused at first the browser itself writes of.
  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('400')),
    [],
  );
});

test('twenty prospects are written to, and each screen says how far the bot is with each', async (context) => {
  const { browser, people: team, product } = business;
  const opened = await browser.openPage(context, { viewport: DESKTOP });
  const { page: ana, complaints } = opened;
  await ana.goto(`${product.url}/contacts`);
  await fillSignIn(ana, team.agent);
  await ana.getByText(`${String(PROSPECTS)} contactos`).waitFor();
  const { page: board } = await opened.openTab();
  await board.goto(`${product.url}/contacts?view=board`);
  const { page: polling } = await browser.openPage(context, { viewport: DESKTOP });
  await polling.route('**/socket.io/**', (route) => route.abort());
  await polling.routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await polling.goto(`${product.url}/contacts`);
  await fillSignIn(polling, team.admin);
  await polling.getByText('Sondeo cada 3 s').waitFor();

  await context.test('they are chosen and confirmed with the keyboard, after what will happen is told', async () => {
    await ana.getByRole('checkbox', { name: `Elegir los ${String(PROSPECTS)} que se cargaron` }).press('Space');
    await ana.getByText('20 elegidos').waitFor();
    await lookAt(ana, 'contacts-chosen');
    await ana.locator('app-selection-bar').getByRole('button', { name: 'Ejecutar agente' }).press('Enter');
    const dialog = ana.getByRole('dialog', { name: 'Ejecutar agente con 20 contactos' });
    await dialog.getByText('Por «En línea», a 20 contactos').waitFor();
    await dialog.getByText('Hola Persona 00, ¿seguimos?').waitFor();
    await dialog.getByText('El último saldrá hacia').waitFor();
    await lookAt(ana, 'run-agent');
    await dialog.getByRole('button', { name: 'Escribir a 20' }).press('Enter');
    await dialog.getByText('El agente les escribirá a 20 contactos.').waitFor();
    await dialog.getByRole('button', { name: 'Cerrar' }).last().press('Enter');
  });

  await context.test(
    'how far it is with each is seen in the table, on the board, in two tabs and by polling',
    async () => {
      const [first] = people as [Person];
      // Of the list only the rows that are seen are there.
      await runOf(ana, 'Persona 09').getByText('En espera').waitFor();
      await lookAt(ana, 'contacts-run-agent');
      await first.untilLine(SHOP, ({ text }) => text === 'Hola Persona 00, ¿seguimos?');
      await Promise.all([
        soon(runOf(ana, 'Persona 00').getByText('Enviado').waitFor()),
        soon(cardOf(board, 'Persona 00').getByText('Enviado').waitFor()),
        soon(runOf(polling, 'Persona 00').getByText('Enviado').waitFor()),
      ]);
      await first.sendText(SHOP, 'Sí, cuéntame');
      await Promise.all([
        soon(runOf(ana, 'Persona 00').getByText('Respondió').waitFor()),
        soon(cardOf(board, 'Persona 00').getByText('Respondió').waitFor()),
        soon(runOf(polling, 'Persona 00').getByText('Respondió').waitFor()),
      ]);
      await runOf(ana, 'Persona 02').getByText('WhatsApp no pudo entregarlo').waitFor();
      await lookAt(board, 'contacts-board-run-agent');
      await expectAccessible(polling);
    },
  );

  await context.test('until nobody waits any more', async () => {
    for (const person of people.slice(3)) await person.untilLine(SHOP, ({ text }) => text.endsWith('¿seguimos?'));
    await runOf(ana, 'Persona 19').getByText('Enviado').waitFor();
    await runOf(polling, 'Persona 19').getByText('Enviado').waitFor();
    assert.equal(await ana.locator('.agent app-agent-run-line', { hasText: 'En espera' }).count(), 0);
  });

  await context.test(
    'a contact beside the list and in the chat says it too, and why it is not tried again',
    async () => {
      await ana.getByRole('link', { name: 'Persona 02' }).press('Enter');
      const panel = ana.getByRole('region', { name: 'Contacto', exact: true });
      await panel.getByText('WhatsApp no pudo entregarlo').waitFor();
      await lookAt(ana, 'contact-run-agent');
      await panel.getByRole('button', { name: 'Ejecutar agente' }).press('Enter');
      await ana
        .getByRole('dialog', { name: 'Ejecutar agente con Persona 02' })
        .getByText('WhatsApp no pudo entregarlo')
        .waitFor();
      await ana.keyboard.press('Escape');
      await ana.getByRole('dialog').waitFor({ state: 'detached' });
      await panel.locator('button:focus', { hasText: 'Ejecutar agente' }).waitFor();
      await ana.getByRole('link', { name: 'Persona 00' }).press('Enter');
      await panel.getByText('Respondió').waitFor();
      await panel.getByRole('link', { name: /En línea/ }).press('Enter');
      await ana.locator('app-conversation-header h2').getByRole('button').click();
      await ana.locator('app-contact-panel').getByText('Respondió').waitFor();
      await lookAt(ana, 'chat-run-agent');
    },
  );

  assert.deepEqual([...complaints], []);
});
