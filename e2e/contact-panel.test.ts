import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  call,
  createTeam,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  linkLine,
  lookAt,
  openChat,
  picture,
  setSystemTheme,
  signInOverApi,
  startLinkedBusiness,
  type LinkedBusiness,
} from './support/index.ts';

const SALES = '525510203040';
const SUPPORT = '525510203041';
const DESKTOP = { width: 1_440, height: 900 };
const TABLET = { width: 1_024, height: 768 };
const PHONE = { width: 390, height: 844 };

let business: LinkedBusiness;
let customer: Phone;
let strangers: { admin: string };

before(async () => {
  business = await startLinkedBusiness(SALES);
  const { lab, product, people } = business;
  const token = await signInOverApi(product, people.admin);
  const phone = lab.createPhone({ phoneNumber: SUPPORT, name: 'Óptica Condorito' });
  await linkLine(product, token, 'Soporte', phone);
  await call(product, 'PATCH', '/settings', token, { contactFields: [{ id: 'rfc', name: 'RFC' }] });
  await call(product, 'POST', '/labels', token, { name: 'Mayoreo', colour: 'teal' });
  customer = lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  strangers = await createTeam(product, 'otra');
  await customer.sendText(SUPPORT, 'La montura se aflojó');
  for (const [place, background] of ['#0f766e', '#b45309', '#1d4ed8', '#9d174d'].entries()) {
    const bytes = await sharp({ create: { width: 600, height: 450, channels: 3, background } })
      .jpeg()
      .toBuffer();
    await customer.sendFile(SALES, { kind: 'image', bytes, mimeType: 'image/jpeg', caption: `Foto ${place + 1}` });
  }
  const bytes = Buffer.from('%PDF-1.4 receta');
  await customer.sendFile(SALES, { kind: 'document', bytes, mimeType: 'application/pdf', fileName: 'receta.pdf' });
  await customer.sendText(SALES, '¿Cuánto cuestan?');
});
after(() => business.stop());

const panel = (page: Page) => page.getByRole('region', { name: 'Contacto', exact: true });
const field = (page: Page, name: string) => panel(page).getByLabel(name, { exact: true });
const opener = (page: Page) => page.locator('app-conversation-header h2').getByRole('button');

async function openConversation(page: Page, email: string): Promise<void> {
  await page.goto(`${business.product.url}/chat`);
  await fillSignIn(page, email);
  await page.getByRole('link', { name: /Carlos Cruz.*¿Cuánto cuestan\?/ }).click();
  await page.getByText('¿Cuánto cuestan?').last().waitFor();
}

async function openPanel(page: Page, email: string): Promise<void> {
  await openConversation(page, email);
  await opener(page).click();
  await field(page, 'Nombre').waitFor();
}

test('what a team knows of a contact is written down by one and seen by all, and by nobody else', async (context) => {
  const { browser, people, product } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: carla, complaints: carlasComplaints } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: stranger } = await browser.openPage(context);
  const heard: string[] = [];
  stranger.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
  });
  await stranger.goto(`${product.url}/chat`);
  await fillSignIn(stranger, strangers.admin);
  await stranger.getByText('Tiempo real').waitFor();
  await openPanel(ana, people.agent);
  await openPanel(carla, people.admin);

  await context.test('it says who looks, what else there is, and what was sent', async () => {
    await panel(ana).getByText('Carla Admin está viendo esta conversación').waitFor();
    await panel(ana).getByText('+52 55 1000 1004').waitFor();
    await panel(ana)
      .getByRole('link', { name: /Soporte.*Abierta.*La montura se aflojó/ })
      .waitFor();
    await panel(ana)
      .getByRole('button', { name: /^Ver foto/ })
      .nth(3)
      .waitFor();
    await panel(carla)
      .getByRole('link', { name: /Soporte/ })
      .click();
    await panel(ana).getByText('Carla Admin está viendo').waitFor({ state: 'detached' });
    await carla.goBack();
    await panel(ana).getByText('Carla Admin está viendo').waitFor();
    await expectAccessible(ana);
    await picture(ana, 'contact-panel');
    await setSystemTheme(ana, 'dark');
    await expectAccessible(ana);
    await picture(ana, 'contact-panel-dark');
    await setSystemTheme(ana, 'light');
  });

  await context.test('a stage and a note of one are with the other at once', async () => {
    await field(ana, 'Etapa').selectOption('Cliente');
    await panel(ana).getByText('Guardado').waitFor();
    await field(ana, 'Notas').fill('Prefiere que le llamen por la tarde');
    await field(ana, 'RFC').fill('XAXX010101000');
    await ana.keyboard.press('Enter');
    await carla.locator('app-contact-panel textarea').and(carla.getByLabel('Notas')).waitFor();
    await untilValue(carla, 'Notas', 'Prefiere que le llamen por la tarde');
    await untilValue(carla, 'RFC', 'XAXX010101000');
    await untilValue(carla, 'Etapa', 'Cliente');
  });

  await context.test('who types in the same field is asked, and loses nothing', async () => {
    await field(carla, 'Notas').fill('Prefiere correo');
    await field(ana, 'Notas').fill('Prefiere WhatsApp');
    await field(ana, 'Nombre').focus();
    await panel(carla).getByText('Alguien del equipo lo cambió mientras tanto:').waitFor();
    await panel(carla).getByText('Prefiere WhatsApp').waitFor();
    assert.equal(await field(carla, 'Notas').inputValue(), 'Prefiere correo');
    await expectAccessible(carla);
    await picture(carla, 'contact-panel-overtaken');
    await panel(carla).getByRole('button', { name: 'Guardar lo mío' }).click();
    await untilValue(ana, 'Notas', 'Prefiere correo');
  });

  await context.test('a name of the team’s own stands above WhatsApp’s, until it is taken back', async () => {
    await field(ana, 'Nombre').fill('Carlos, el del taller');
    await ana.keyboard.press('Enter');
    await carla.getByRole('heading', { name: 'Carlos, el del taller' }).waitFor();
    await panel(carla).getByText('En WhatsApp: Carlos Cruz').waitFor();
    await field(ana, 'Nombre').fill('');
    await ana.keyboard.press('Enter');
    await untilValue(ana, 'Nombre', 'Carlos Cruz');
  });

  await context.test('labels are put on here, too, and pictures open large', async () => {
    await panel(ana).getByRole('button', { name: 'Etiquetas' }).click();
    await ana.getByRole('dialog', { name: 'Etiquetas' }).getByRole('checkbox', { name: 'Mayoreo' }).check();
    await picture(ana, 'contact-panel-labels');
    await ana.keyboard.press('Escape');
    await panel(carla).getByText('Etiquetas: Mayoreo').waitFor();
    await panel(ana)
      .getByRole('button', { name: /^Ver foto/ })
      .first()
      .click();
    await ana.getByRole('dialog', { name: 'Foto' }).getByText('Foto 4').waitFor();
    await ana.keyboard.press('Escape');
    await ana.getByRole('dialog', { name: 'Foto' }).waitFor({ state: 'detached' });
    await panel(ana).getByRole('button', { name: 'Documentos' }).click();
    await panel(ana).getByRole('link', { name: 'Guardar receta.pdf' }).waitFor();
    await expectAccessible(ana);
    await picture(ana, 'contact-panel-documents');
  });

  await context.test('it stays as each has left it, and what is elsewhere is a click away', async () => {
    await ana.reload();
    await panel(ana)
      .getByRole('link', { name: /Soporte/ })
      .click();
    await ana.getByText('La montura se aflojó').last().waitFor();
    await panel(ana)
      .getByRole('link', { name: /Ventas/ })
      .waitFor();
    await field(ana, 'Notas').press('Escape');
    await panel(ana).waitFor({ state: 'detached' });
    await ana.locator('app-conversation-header h2 button:focus').waitFor();
    await ana.keyboard.press('Control+i');
    await field(ana, 'Nombre').waitFor();
    await ana.keyboard.press('Control+i');
    await panel(ana).waitFor({ state: 'detached' });
    await ana.reload();
    await opener(ana).waitFor();
    assert.equal(await panel(ana).count(), 0);
  });

  assert.equal(heard.join('').includes('Carlos'), false);
  assert.deepEqual(complaints, []);
  assert.deepEqual(carlasComplaints, []);
});

test('where there is less room it takes the place of the list, and on a phone of everything', async (context) => {
  const { browser, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: TABLET });
  await openPanel(page, people.agent);
  await expectWithinScreen(page);
  await expectAccessible(page);
  await picture(page, 'contact-panel-tablet');
  await page.getByLabel('Mensaje', { exact: true }).press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await opener(page).waitFor();

  await page.setViewportSize(PHONE);
  await opener(page).click();
  await page.locator('#contact-panel-heading:focus').waitFor();
  await expectWithinScreen(page);
  await expectAccessible(page);
  await picture(page, 'contact-panel-phone');
  await setSystemTheme(page, 'dark');
  await expectAccessible(page);
  await picture(page, 'contact-panel-phone-dark');
  await field(page, 'Notas').fill('Vive en Coyoacán');
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  await page.locator('app-conversation-header h2 button:focus').click();
  await untilValue(page, 'Notas', 'Vive en Coyoacán');
  await panel(page).getByRole('button', { name: 'Volver a la conversación' }).click();
  await panel(page).waitFor({ state: 'detached' });
  assert.match(page.url(), /\/chat\/[^?]+$/);
  assert.deepEqual(complaints, []);
});

test('what could not be saved waits, and is saved once the server is back', async (context) => {
  const { browser, people } = business;
  const { page } = await browser.openPage(context, { viewport: DESKTOP });
  await openPanel(page, people.agent);
  await page.context().setOffline(true);
  await page.getByText('Sin conexión', { exact: true }).waitFor();
  await field(page, 'RFC').fill('CUCC800101AB1');
  await page.keyboard.press('Enter');
  await panel(page).getByText('No se guardó.').waitFor();
  await panel(page).getByRole('button', { name: 'Reintentar' }).waitFor();
  await picture(page, 'contact-panel-unsaved');
  await page.context().setOffline(false);
  await panel(page).getByText('Guardado').waitFor();
  assert.equal(await field(page, 'RFC').inputValue(), 'CUCC800101AB1');
});

test('of a group it shows who is in it', async (context) => {
  const { browser, lab, people, phone, product } = business;
  const luz = lab.createPhone({ phoneNumber: '525510001005', name: 'Luz Marina' });
  const group = lab.createGroup({ subject: 'Club de lectores', creator: luz, participants: [phone, customer] });
  await luz.sendToGroup(group, '¿Quién viene el jueves?');
  const { page, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  await openChat(page, product, people.agent);
  await page.getByRole('link', { name: /Club de lectores/ }).click();
  await page.getByRole('heading', { name: 'Club de lectores' }).waitFor();
  await opener(page).click();
  const members = page.getByRole('region', { name: 'Grupo' }).getByRole('region', { name: 'Participantes' });
  await members.getByRole('heading', { name: 'Participantes: 3' }).waitFor();
  assert.match((await members.getByRole('listitem').nth(1).textContent()) ?? '', /Luz Marina.*Admin/);
  await members.getByText('Carlos Cruz').waitFor();
  await lookAt(page, 'group-panel');
  assert.deepEqual(complaints, []);
});

async function untilValue(page: Page, name: string, value: string): Promise<void> {
  const element = await field(page, name).elementHandle();
  await page.waitForFunction(([one, wanted]) => (one as unknown as { value: string }).value === wanted, [
    element,
    value,
  ] as const);
}
