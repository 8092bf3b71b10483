import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  bubble,
  createTeam,
  expectAccessible,
  openChat,
  openMessageMenu,
  picture,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';

let business: LinkedBusiness;
let customer: Phone;
let strangers: { admin: string };

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  customer = business.lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  strangers = await createTeam(business.product, 'otra');
});
after(() => business.stop());

const rows = (page: Page) => page.locator('app-conversation-row');

test('two colleagues share a conversation, and another business sees none of it', async (context) => {
  const { browser, people } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page: carla, complaints: carlasComplaints } = await browser.openPage(context);
  const { page: stranger } = await browser.openPage(context);
  await openChat(ana, business.product, people.agent);
  await openChat(carla, business.product, people.admin);
  await openChat(stranger, business.product, strangers.admin);
  await customer.sendText(BUSINESS, 'Hola, ¿ya están mis lentes?');
  await rows(ana).first().waitFor();

  await context.test('one takes it: it is among theirs, and the other reads who has it', async () => {
    await ana.getByRole('link', { name: /Carlos Cruz/ }).click();
    await carla.getByRole('link', { name: /Carlos Cruz/ }).click();
    await ana.getByRole('button', { name: 'Asignar', exact: true }).click();
    await ana.getByRole('button', { name: 'Tomarla yo' }).click();
    await carla.getByText('Ana Agente tomó la conversación').waitFor();
    await carla.getByText('Mías', { exact: true }).click();
    await carla.getByText('No tienes conversaciones asignadas').waitFor();
    await ana.getByText('Mías', { exact: true }).click();
    await rows(ana).first().waitFor();
    await expectAccessible(ana);
  });

  await context.test('a note is seen by the team, and never by the contact', async () => {
    await ana.getByRole('button', { name: 'Escribir una nota interna' }).click();
    await ana.getByLabel('Nota interna', { exact: true }).fill('Quiere factura');
    await ana.keyboard.press('Enter');
    await bubble(carla, 'Quiere factura').getByText('Nota interna').waitFor();
    await ana.getByRole('button', { name: 'Escribir una nota interna' }).click();
    await expectAccessible(carla);
  });

  await context.test('an answer stands below what it answers; the note has not left', async () => {
    await openMessageMenu(ana, '¿ya están mis lentes?');
    await picture(ana, 'message-menu');
    await expectAccessible(ana);
    await ana.getByRole('menuitem', { name: 'Responder' }).click();
    await ana.getByLabel('Mensaje', { exact: true }).fill('Sí, pase cuando guste');
    await ana.keyboard.press('Enter');
    await bubble(carla, 'Sí, pase cuando guste').getByText('¿ya están mis lentes?').waitFor();
    await bubble(ana, 'Sí, pase cuando guste').getByLabel('Entregado').waitFor();
    const onThePhone = customer.chat(BUSINESS).map(({ text }) => text);
    assert.deepEqual(onThePhone, ['Hola, ¿ya están mis lentes?', 'Sí, pase cuando guste']);
  });

  await context.test('a reaction shows at once on both screens, and can be taken back', async () => {
    await openMessageMenu(ana, '¿ya están mis lentes?');
    await ana.getByRole('menuitemcheckbox', { name: 'Reaccionar con 👍' }).click();
    const reaction = bubble(carla, 'Hola, ¿ya están mis lentes?').getByRole('button', { name: /👍, 1: Ana Agente/ });
    await reaction.waitFor();
    await picture(ana, 'team-chat');
    await reaction.click();
    await reaction.waitFor({ state: 'detached' });
  });

  await context.test('closed, it is among the closed; a new message opens it again', async () => {
    await ana.getByRole('button', { name: 'Cerrar conversación' }).click();
    await ana.getByText('Cerraste la conversación').waitFor();
    await carla.getByText('Cerradas', { exact: true }).click();
    await rows(carla).first().waitFor();
    await customer.sendText(BUSINESS, 'Voy en camino');
    await carla.getByText('No hay conversaciones cerradas').waitFor();
    await ana.getByText('Todas', { exact: true }).click();
    await rows(ana).first().waitFor();
  });

  await context.test('on a phone everything fits, in the dark too', async () => {
    await ana.setViewportSize({ width: 390, height: 844 });
    await ana.emulateMedia({ colorScheme: 'dark' });
    await bubble(ana, 'Voy en camino').waitFor();
    assert.equal(await ana.evaluate<number>('document.documentElement.scrollWidth'), 390);
    await expectAccessible(ana);
    await picture(ana, 'team-chat-phone');
  });

  assert.equal(await rows(stranger).count(), 0);
  assert.deepEqual([...complaints, ...carlasComplaints], []);
});
