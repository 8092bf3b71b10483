import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Person } from '../lab/graph-api/index.ts';
import {
  bubble,
  createTeam,
  expectAccessible,
  openChat,
  openMessageMenu,
  picture,
  startCloudBusiness,
  type CloudBusiness,
} from './support/index.ts';

const SHOP = '525510203050';
const PDF = Buffer.from('%PDF-1.4 presupuesto');

let business: CloudBusiness;
let luz: Person;
let strangers: { admin: string };

before(async () => {
  business = await startCloudBusiness(SHOP);
  luz = business.graph.createPerson({ phoneNumber: '573004445566', name: 'Luz Marina' });
  strangers = await createTeam(business.product, 'otra');
});
after(() => business.stop());

const photo = () =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: '#0f766e' } })
    .jpeg()
    .toBuffer();
const field = (page: Page) => page.getByLabel('Mensaje', { exact: true });

test("a team works on a line over Meta's Cloud API as on one by QR", async (context) => {
  const { browser, people, number } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page: carla, complaints: carlasComplaints } = await browser.openPage(context);
  const { page: stranger } = await browser.openPage(context);
  await openChat(ana, business.product, people.agent);
  await openChat(carla, business.product, people.admin);
  await openChat(stranger, business.product, strangers.admin);

  await context.test('what was read is told to Meta, and an answer gets its ticks', async () => {
    await luz.sendText(SHOP, 'Hola, ¿ya están mis lentes?');
    await ana.getByRole('link', { name: /Luz Marina/ }).click();
    await carla.getByRole('link', { name: /Luz Marina/ }).click();
    await luz.untilLine(SHOP, ({ text, status }) => text.startsWith('Hola') && status === 'read');
    await field(ana).fill('Sí, pase cuando guste');
    await carla.getByText('Ana Agente está escribiendo…').first().waitFor();
    await ana.keyboard.press('Enter');
    await bubble(ana, 'Sí, pase').getByLabel('Entregado').waitFor();
    await luz.markRead(SHOP);
    await bubble(carla, 'Sí, pase').getByLabel('Leído').waitFor();
  });

  await context.test('one takes it, writes a note that stays, answers and reacts', async () => {
    await ana.getByRole('button', { name: 'Asignar', exact: true }).click();
    await ana.getByRole('button', { name: 'Tomarla yo' }).click();
    await carla.getByText('Ana Agente tomó la conversación').waitFor();
    await ana.getByRole('button', { name: 'Escribir una nota interna' }).click();
    await ana.getByLabel('Nota interna', { exact: true }).fill('Quiere factura');
    await ana.keyboard.press('Enter');
    await bubble(carla, 'Quiere factura').getByText('Nota interna').waitFor();
    await ana.getByRole('button', { name: 'Escribir una nota interna' }).click();
    await openMessageMenu(ana, '¿ya están mis lentes?');
    await ana.getByRole('menuitem', { name: 'Responder' }).click();
    await field(ana).fill('Abrimos a las nueve');
    await ana.keyboard.press('Enter');
    await bubble(carla, 'Abrimos a las nueve').getByText('¿ya están mis lentes?').waitFor();
    const answer = await luz.untilLine(SHOP, ({ text }) => text === 'Abrimos a las nueve');
    assert.equal(answer.answers?.text, 'Hola, ¿ya están mis lentes?');
    await openMessageMenu(ana, '¿ya están mis lentes?');
    await ana.getByRole('menuitemcheckbox', { name: 'Reaccionar con 👍' }).click();
    await luz.untilLine(SHOP, ({ reactions }) => reactions?.[0]?.emoji === '👍');
    assert.ok(luz.chat(SHOP).every(({ text }) => text !== 'Quiere factura'));
    await luz.react(SHOP, answer.id, '🎉');
    await bubble(carla, 'Abrimos a las nueve')
      .getByRole('button', { name: /🎉, 1: Luz Marina/ })
      .waitFor();
  });

  await context.test('files, places and cards come; files go', async () => {
    await luz.sendFile(SHOP, { kind: 'image', bytes: await photo(), mimeType: 'image/jpeg', caption: 'Así quedaron' });
    await bubble(ana, 'Así quedaron')
      .locator('img')
      .evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    await luz.sendLocation(SHOP, { latitude: 19.4, longitude: -99.1, name: 'Mi casa' });
    await bubble(carla, 'Mi casa').getByText('Ver en el mapa').waitFor();
    await luz.sendContact(SHOP, 'Doctora Ruiz', '525510009999');
    await bubble(carla, 'Doctora Ruiz').waitFor();
    await ana
      .locator('app-composer input[type=file]')
      .setInputFiles({ name: 'presupuesto.pdf', mimeType: 'application/pdf', buffer: PDF });
    await field(ana).fill('Su presupuesto');
    await ana.keyboard.press('Enter');
    const sheet = await luz.untilLine(SHOP, ({ file }) => file?.fileName === 'presupuesto.pdf');
    assert.deepEqual(Buffer.from(await luz.openFile(SHOP, sheet.id)), PDF);
    await bubble(ana, 'Su presupuesto').getByLabel('Entregado').waitFor();
    await expectAccessible(ana);
    await picture(ana, 'cloud-team');
  });

  await context.test('what is written without a connection waits and leaves by itself, in its order', async () => {
    await ana.context().setOffline(true);
    await ana.getByText('Sin conexión', { exact: true }).waitFor();
    for (const text of ['Escrito sin red', 'Y otro más']) {
      await field(ana).fill(text);
      await ana.keyboard.press('Enter');
    }
    await ana.context().setOffline(false);
    await luz.untilLine(SHOP, ({ text }) => text === 'Y otro más');
    const lastTwo = luz.chat(SHOP).slice(-2);
    assert.deepEqual(
      lastTwo.map(({ text }) => text),
      ['Escrito sin red', 'Y otro más'],
    );
  });

  await context.test('what Meta refuses says why, and can be tried again', async () => {
    business.graph.faults.refuse.set(luz.phoneNumber, 131_026);
    await field(ana).fill('¿Le llegó?');
    await ana.keyboard.press('Enter');
    await ana.getByText(/No se pudo entregar/).waitFor();
    await picture(ana, 'cloud-refused');
    business.graph.faults.refuse.delete(luz.phoneNumber);
    await ana.getByRole('button', { name: 'Reintentar' }).click();
    await luz.untilLine(SHOP, ({ text }) => text === '¿Le llegó?');
    await bubble(ana, '¿Le llegó?').getByLabel('Entregado').waitFor();
  });

  await context.test('what is written in the app on the phone shows as from there', async () => {
    number.writeFromApp(luz.phoneNumber, 'Les escribo desde el celular');
    await bubble(ana, 'Les escribo desde el celular').getByText('Teléfono').waitFor();
  });

  await context.test('it is found by a word, closed, and opened again by a message', async () => {
    await ana.getByRole('searchbox', { name: 'Buscar nombres o mensajes' }).fill('presupuesto');
    await ana.getByText('Mensajes', { exact: true }).click();
    await ana.getByRole('list', { name: 'Mensajes encontrados' }).getByText('presupuesto').first().waitFor();
    await ana.getByRole('searchbox', { name: 'Buscar nombres o mensajes' }).fill('');
    await ana.getByRole('button', { name: 'Cerrar conversación' }).click();
    await ana.getByText('Cerraste la conversación').waitFor();
    await luz.sendText(SHOP, 'Voy en camino');
    await bubble(carla, 'Voy en camino').waitFor();
    await carla.locator('app-conversation-row').first().waitFor();
  });

  assert.equal(await stranger.locator('app-conversation-row').count(), 0);
  const others = [...complaints, ...carlasComplaints].filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'));
  assert.deepEqual(others, []);
});
