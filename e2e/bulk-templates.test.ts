import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Person } from '../lab/graph-api/index.ts';
import { fillSignIn, lookAt, startCloudBusiness, type CloudBusiness } from './support/index.ts';

const SHOP = '525510203050';
/** Meta's code for who cannot be reached (Cloud API, error codes). */
const UNDELIVERABLE = 131026;

let business: CloudBusiness;
let luz: Person;
let ana: Person;
let gone: Person;

before(async () => {
  business = await startCloudBusiness(SHOP);
  const { graph, number } = business;
  luz = graph.createPerson({ phoneNumber: '525511110001', name: 'Luz' });
  ana = graph.createPerson({ phoneNumber: '525511110002', name: 'Ana' });
  gone = graph.createPerson({ phoneNumber: '525511110003', name: 'Tomás' });
  graph.faults.refuse.set(gone.phoneNumber, UNDELIVERABLE);
  graph.templates.add(number.wabaId, {
    name: 'aviso_apertura',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Hola {{1}}, hoy abrimos.', example: { body_text: [['Ana']] } },
      { type: 'FOOTER', text: 'Óptica Condorito' },
    ] as never,
  });
});
after(() => business.stop());

test("a template goes over Meta's Cloud API to its end, with ticks and who could not be reached", async (context) => {
  const { browser, people, product, graph } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/bulk-messages`);
  await fillSignIn(page, people.admin);

  await context.test('numbers are read as people in Mexico write them', async () => {
    await page.getByRole('button', { name: 'Nuevo envío' }).click();
    await page.getByRole('dialog', { name: 'Nuevo envío' }).getByLabel('Nombre').fill('Abrimos');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/recipients$/);
    await page.getByRole('button', { name: 'Lista', exact: true }).click();
    await page
      .getByLabel('Números')
      .fill('01 55 1111 0001 Luz\n+52 1 55 1111 0002 Ana\n5511110003 Tomás\n5.255E+11 Excel\n');
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByText('Acortados por Excel: 1').waitFor();
    await page.getByRole('cell', { name: '+52 55 1111 0002' }).waitFor();
    await lookAt(page, 'bulk-numbers');
    await page.getByLabel('¿De dónde viene su permiso para escribirles?').selectOption('form');
    await page.getByRole('button', { name: 'Agregar 3 destinatarios' }).click();
    await page.getByText('Se agregaron 3 destinatarios.').waitFor();
  });

  await context.test('a place names what nobody has, and then what they have', async () => {
    await page.getByRole('link', { name: 'Seguir con el mensaje' }).click();
    await page.getByText('Esta línea no tiene plantillas aprobadas').waitFor();
    await page.getByRole('button', { name: 'Actualizar desde Meta' }).click();
    await page.getByLabel('Plantilla', { exact: true }).selectOption({ index: 1 });
    const place = page.locator('[data-place]');
    await place.fill('{{nombr}}');
    await page.getByText('Nadie tiene el dato «nombr». Puedes usar: nombre, primer_nombre, telefono.').waitFor();
    await lookAt(page, 'bulk-unknown-variable');
    await place.fill('{{nombre}}');
    await page.locator('.bubble', { hasText: 'Hola Luz, hoy abrimos.' }).waitFor();
  });

  await context.test('it starts at its time, which a colleague finds with the draft', async () => {
    await page.getByRole('link', { name: 'Seguir con el ritmo' }).click();
    await page.getByLabel('Horas de silencio').uncheck();
    await page.getByLabel('Más tarde').check();
    const chosen = await page.getByLabel('Fecha y hora').inputValue();
    await page.getByText('Guardado').waitFor();
    await lookAt(page, 'bulk-later-start');
    const { page: other } = await browser.openPage(context);
    await other.goto(page.url());
    await fillSignIn(other, people.agent);
    assert.equal(await other.getByLabel('Fecha y hora').inputValue(), chosen);
    await other.close();
    await page.getByLabel('En cuanto lo envíes').check();
    await page.getByRole('link', { name: 'Revisar y enviar' }).click();
  });

  await context.test('it comes to its end, and its ticks and its failure are told', async () => {
    await page.getByRole('button', { name: 'Empezar el envío' }).click();
    for (const person of [luz, ana])
      await person.untilLine(SHOP, ({ text }) => text === `Hola ${person.name}, hoy abrimos.`);
    await page.getByText(/^Terminó el \d/).waitFor();
    await page.getByText('3 de 3').waitFor();
    await page.getByRole('button', { name: /^2\s*Entregados$/ }).waitFor();
    await luz.markRead(SHOP);
    await page.getByRole('button', { name: /^1\s*Leídos$/ }).waitFor();
    await page.getByRole('button', { name: /^1\s*Fallidos$/ }).waitFor();
    await page.locator('app-reason-list').getByText('No se pudo entregar').waitFor();
    await lookAt(page, 'bulk-template-finished');
  });

  await context.test('who failed is tried again when somebody says so', async () => {
    graph.faults.refuse.clear();
    await page.getByRole('button', { name: 'Reintentar los fallidos' }).click();
    await page.getByRole('button', { name: 'Reintentar', exact: true }).click();
    await gone.untilLine(SHOP, ({ text }) => text === 'Hola Tomás, hoy abrimos.');
    await page.getByRole('button', { name: /^0\s*Fallidos$/ }).waitFor();
    await page.getByText(/^Terminó el \d/).waitFor();
  });

  assert.deepEqual(complaints, []);
});
