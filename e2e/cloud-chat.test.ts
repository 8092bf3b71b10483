import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Person } from '../lab/graph-api/index.ts';
import { lookAt, openChat, startCloudBusiness, type CloudBusiness } from './support/index.ts';

const SHOP = '525510203050';

let business: CloudBusiness;
let luz: Person;
let late: Person;

before(async () => {
  business = await startCloudBusiness(SHOP);
  const { graph, number } = business;
  luz = graph.createPerson({ phoneNumber: '573004445566', name: 'Luz Marina' });
  late = graph.createPerson({ phoneNumber: '573004445577', name: 'Tomás Tardío' });
  graph.templates.add(number.wabaId, {
    name: 'lentes_listos',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hola *{{1}}*, tus lentes están listos hasta el {{2}}.' },
      { type: 'FOOTER', text: 'Óptica Condorito' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Paso hoy' }] },
    ],
  });
  graph.templates.add(number.wabaId, {
    name: 'aviso_cierre',
    language: 'es',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Mañana no abrimos.' }],
  });
});
after(() => business.stop());

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
}

const bubble = (page: Page, text: string) => page.locator('app-message-bubble', { hasText: text }).last();

test("a conversation over Meta's Cloud API, within its 24 hours and after them", async (context) => {
  const { browser, people, product, graph } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await openChat(page, product, people.admin);

  await context.test(
    'what came along with a message is seen: the advertisement, that it was passed on, an order',
    async () => {
      await luz.sendText(SHOP, 'Quiero esos lentes', {
        referral: {
          source_url: 'https://fb.me/anuncio',
          source_id: '1',
          source_type: 'ad',
          headline: 'Lentes a mitad de precio',
          body: 'Solo en noviembre',
        },
      });
      await luz.sendText(SHOP, 'Mira esta receta', { forwarded: 'once' });
      await luz.order(SHOP, {
        catalogId: '9',
        items: [
          { productRetailerId: 'ARM-12', quantity: 2, itemPrice: 350.5, currency: 'MXN' },
          { productRetailerId: 'EST-3', quantity: 1, itemPrice: 80, currency: 'MXN' },
        ],
      });
      await page.locator('app-conversation-row').getByText('Pedido').waitFor();
      await open(page, 'Luz Marina');
      await bubble(page, 'Quiero esos lentes').getByText('Lentes a mitad de precio').waitFor();
      await bubble(page, 'Mira esta receta').getByText('Reenviado').waitFor();
      await bubble(page, 'ARM-12')
        .getByText(/781[.,]00/)
        .waitFor();
      await page.getByText('Quedan 23 h 59 min').waitFor();
      await lookAt(page, 'cloud-chat');
    },
  );

  await context.test('buttons are offered, and what was pressed comes back as an answer', async () => {
    await page.getByRole('button', { name: 'Botones o lista' }).click();
    const dialog = page.getByRole('dialog', { name: 'Mensaje con botones o lista' });
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.getByText('Escribe el texto del mensaje.').waitFor();
    await dialog.getByLabel('Texto').fill('¿Te los mandamos?');
    await dialog.getByLabel('Botón 1', { exact: true }).fill('Sí, por favor');
    await dialog.getByLabel('Botón 2', { exact: true }).fill('Sí, por favor');
    await dialog.getByText('Ya hay un botón con este texto.').waitFor();
    for (let times = 0; times < 3; times++) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: '¿Descartar lo que escribiste?' }).getByText('Cancelar').click();
    }
    await dialog.getByLabel('Botón 2', { exact: true }).fill('Paso por ellos');
    await dialog.getByText('Encabezado y pie').click();
    await dialog.getByLabel('Encabezado', { exact: true }).fill('Tu pedido');
    await lookAt(page, 'cloud-buttons');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.waitFor({ state: 'detached' });
    const asked = await luz.untilLine(SHOP, ({ buttons }) => buttons?.length === 2);
    assert.deepEqual([asked.header, asked.text], ['Tu pedido', '¿Te los mandamos?']);
    await bubble(page, '¿Te los mandamos?').getByText('Paso por ellos').waitFor();
    await luz.pressButton(SHOP, asked.id, asked.buttons?.[1]?.id ?? '');
    await bubble(page, 'Paso por ellos').locator('app-quoted-message').getByText('¿Te los mandamos?').waitFor();
  });

  await context.test('so is a list, of which a row is chosen', async () => {
    await page.getByRole('button', { name: 'Botones o lista' }).click();
    const dialog = page.getByRole('dialog', { name: 'Mensaje con botones o lista' });
    await dialog.getByRole('button', { name: 'Lista', exact: true }).click();
    await dialog.getByLabel('Texto').fill('¿A qué hora?');
    await dialog.getByLabel('Botón que abre la lista').fill('Ver horarios');
    await dialog.getByLabel('Opción 1', { exact: true }).fill('Mañana');
    await dialog.getByLabel('Descripción de la opción 1').fill('De 9 a 12');
    await dialog.getByLabel('Opción 2', { exact: true }).fill('Tarde');
    await dialog.getByRole('button', { name: 'Otra opción' }).click();
    await dialog.getByLabel('Opción 3', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Noche');
    await lookAt(page, 'cloud-list');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    const asked = await luz.untilLine(SHOP, ({ list }) => list !== undefined);
    const rows = asked.list?.sections[0]?.rows ?? [];
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Mañana', 'Tarde', 'Noche'],
    );
    await bubble(page, '¿A qué hora?').getByText('Ver horarios').click();
    await bubble(page, '¿A qué hora?').getByText('De 9 a 12').waitFor();
    await luz.chooseFromList(SHOP, asked.id, rows[0]?.id ?? '');
    await bubble(page, 'De 9 a 12').locator('app-quoted-message').getByText('¿A qué hora?').waitFor();
    await lookAt(page, 'cloud-choices');
  });

  await context.test('after 24 hours only a template goes, and it opens the window again', async () => {
    await business.ago(25, () => late.sendText(SHOP, '¿Ya están mis lentes?'));
    await page.getByRole('link', { name: 'Tomás Tardío' }).waitFor();
    await open(page, 'Tomás Tardío');
    await page.getByText('Pasaron más de 24 horas').last().waitFor();
    assert.equal(await page.getByLabel('Mensaje', { exact: true }).count(), 0);
    await lookAt(page, 'cloud-closed');
    await page.getByRole('button', { name: 'Elegir una plantilla' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Actualizar desde Meta' }).click();
    await dialog.getByText('lentes_listos').waitFor();
    await lookAt(page, 'cloud-templates');
    await dialog.getByLabel('Buscar plantilla').fill('lentes');
    await dialog.getByText('aviso_cierre').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    await dialog.getByText('Falta este dato.').first().waitFor();
    await dialog.getByText('Esta plantilla necesita un archivo.').waitFor();
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0f766e' } })
      .jpeg()
      .toBuffer();
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Elegir archivo' }).click();
    await (await chooser).setFiles({ name: 'lentes.jpg', mimeType: 'image/jpeg', buffer: bytes });
    await dialog.getByLabel('En el texto: {{1}}').fill('Tomás');
    await dialog.getByLabel('En el texto: {{2}}').fill('viernes');
    await dialog.getByText('Hola Tomás, tus lentes están listos hasta el viernes.').waitFor();
    await lookAt(page, 'cloud-template');
    await dialog.getByRole('button', { name: 'Enviar' }).click();
    const got = await late.untilLine(SHOP, ({ template }) => template?.name === 'lentes_listos');
    assert.equal(got.text, 'Hola *Tomás*, tus lentes están listos hasta el viernes.');
    assert.equal(got.file?.kind, 'image');
    await bubble(page, 'tus lentes están listos').getByText('Plantilla lentes_listos').waitFor();
    await lookAt(page, 'cloud-template-sent');
    await late.pressButton(SHOP, got.id, got.buttons?.[0]?.id ?? '');
    await page.getByText(/para escribirle libremente/).waitFor();
    await page.getByLabel('Mensaje', { exact: true }).fill('¡Te esperamos!');
    await page.keyboard.press('Enter');
    await late.untilLine(SHOP, ({ text }) => text === '¡Te esperamos!');
  });

  await context.test(
    'whoever never wrote is written to with a template first; a note can be written to the team',
    async () => {
      graph.createPerson({ phoneNumber: '573004445588', name: 'Nora Nueva' });
      await page.getByRole('button', { name: 'Nueva conversación' }).click();
      await page.getByLabel('Número').fill('+573004445588');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Empezar|Iniciar|Abrir/ })
        .click();
      await page.getByText('Aún no ha escrito por esta línea').waitFor();
      await page.getByRole('button', { name: 'Escribir una nota interna' }).click();
      await page.getByLabel('Nota interna', { exact: true }).fill('Llamarla el lunes');
      await page.keyboard.press('Enter');
      await bubble(page, 'Llamarla el lunes').waitFor();
      await page.getByRole('button', { name: 'Escribir una nota interna' }).click();
      await lookAt(page, 'cloud-unopened');
      await page.getByRole('button', { name: 'Plantilla' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /aviso_cierre/ })
        .click();
      await page.getByRole('dialog').getByText('No hay nada que completar.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Enviar' }).click();
      await graph.person('573004445588')?.untilLine(SHOP, ({ text }) => text === 'Mañana no abrimos.');
    },
  );

  assert.deepEqual(complaints, []);
});
