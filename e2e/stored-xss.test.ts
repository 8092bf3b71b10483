import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { io } from 'socket.io-client';
import type { LoginResponse } from '#contract/accounts';
import type { ConversationPage } from '#contract/conversations';
import type { MessagePage } from '#contract/messages';
import type { LabelResponse } from '#contract/team-settings';
import type { SessionList } from '#contract/whatsapp-sessions';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  call,
  CANARY,
  fillSignIn,
  harmfulTexts,
  PASSWORD,
  picture,
  readThrough,
  shortHarmfulTexts,
  signInOverApi,
  startLinkedBusiness,
  watchHarm,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '525510203040';
/** The most that a label or a stage may be called. */
const SHORT = 40;

const names = shortHarmfulTexts(20, SHORT);
const captions = shortHarmfulTexts(20, 100, 20);
/** Of a path only what stands last is a name. */
const fileNames = shortHarmfulTexts(15, 100, 40).map((text) => text.replaceAll('/', ''));
const cards = shortHarmfulTexts(15, 100, 55);
const places = shortHarmfulTexts(15, 100, 70);
const team = shortHarmfulTexts(6, SHORT, 30);
const [colleague = '', label = '', stage = '', field = '', line = '', subject = ''] = team;
const said = shortHarmfulTexts(4, 200, 90);
const [note = '', canned = '', answer = '', poll = ''] = said;
const count = [harmfulTexts, names, captions, fileNames, cards, places, team, said].flat().length;

let business: LinkedBusiness;
let texts: Phone;
let files: Phone;
let colleagues: LoginResponse;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  await nameTeam();
  await writeTexts();
  await sendFiles();
  await decide();
});
after(() => business.stop());

const admin = () => signInOverApi(business.product, business.people.admin);
const api = <Answer>(method: string, path: string, token: string, body?: unknown) =>
  call<Answer>(business.product, method, path, token, body);

/** The team's own words: a colleague, a stage, a field, a canned reply, a line. */
async function nameTeam(): Promise<void> {
  const token = await admin();
  const email = business.people.agent;
  colleagues = await api<LoginResponse>('POST', '/auth/login', '', { email, password: PASSWORD });
  await api('PATCH', '/auth/me', colleagues.token, { name: colleague });
  const stages = [{ id: 'stage', name: stage }];
  const contactFields = [{ id: 'field', name: field }];
  await api('PATCH', '/settings', token, { stages, contactFields });
  await api('POST', '/canned-replies', token, { shortcut: 'saludo', text: `${canned} {{nombre}}` });
  const { items } = await api<SessionList>('GET', '/whatsapp/sessions', token);
  await api('PATCH', `/whatsapp/sessions/${items[0]?.id ?? ''}`, token, { name: line });
}

/** Over WhatsApp: people with harmful names, one who writes every text, and a group. */
async function writeTexts(): Promise<void> {
  const { lab, phone } = business;
  const people = names.map((name, index) => lab.createPhone({ phoneNumber: `5255100020${String(10 + index)}`, name }));
  for (const [index, person] of people.entries()) await person.sendText(BUSINESS, harmfulTexts[index] ?? '');
  texts = lab.createPhone({ phoneNumber: '525510003001', name: 'Textos' });
  for (const text of harmfulTexts) await texts.sendText(BUSINESS, text);
  const group = lab.createGroup({ subject, creator: texts, participants: [phone, ...people.slice(0, 5)] });
  for (const person of people.slice(0, 5)) await person.sendToGroup(group, poll);
}

/** Over WhatsApp: captions, file names, cards, places, an answer, a poll, and files that are pages. */
async function sendFiles(): Promise<void> {
  files = business.lab.createPhone({ phoneNumber: '525510003002', name: 'Archivos' });
  const colour = { width: 60, height: 40, channels: 3, background: '#0f766e' } as const;
  const bytes = await sharp({ create: colour }).jpeg().toBuffer();
  for (const caption of captions) {
    await files.sendFile(BUSINESS, { kind: 'image', bytes, mimeType: 'image/jpeg', caption });
  }
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" onload="harm(\'svg\')"><script>harm(1)</script></svg>',
  );
  const page = Buffer.from('<!doctype html><script>harm("html")</script>');
  for (const [index, fileName] of fileNames.entries()) {
    const [content, mimeType] = index % 2 === 0 ? [svg, 'image/svg+xml'] : [page, 'text/html'];
    await files.sendFile(BUSINESS, { kind: 'document', bytes: content, mimeType, fileName });
  }
  await files.sendFile(BUSINESS, { kind: 'image', bytes: svg, mimeType: 'image/svg+xml', caption: 'SVG' });
  for (const name of cards) {
    const vcard = ['BEGIN:VCARD', `FN:${name}`, `TEL;waid=javascript:harm(2):${name}`, `URL:javascript:harm(3)`];
    await files.send(BUSINESS, { contactMessage: { displayName: name, vcard: vcard.join('\n') } });
  }
  for (const name of places) {
    const thumbnail = { url: `javascript:harm(4)`, name, address: name };
    await files.send(BUSINESS, { locationMessage: { degreesLatitude: 19, degreesLongitude: -99, ...thumbnail } });
  }
  const { id } = await files.sendText(BUSINESS, answer);
  await files.reply(BUSINESS, id, 'Respuesta');
  await files.send(BUSINESS, { pollCreationMessage: { name: poll, options: [{ optionName: poll }] } });
  const url = 'javascript:harm(5)';
  const preview = { text: 'Vista', matchedText: url, canonicalUrl: url, title: answer, description: answer };
  await files.send(BUSINESS, { extendedTextMessage: preview });
}

/** The colleague takes the conversation with the texts, and writes about it. */
async function decide(): Promise<void> {
  const { token } = colleagues;
  const { items } = await untilAll();
  const { id, contactId } = items.find(({ contact }) => contact.name === 'Textos') ?? assert.fail();
  const given = await api<LabelResponse>('POST', '/labels', await admin(), { name: label, colour: 'red' });
  await api('PATCH', `/conversations/${id}`, token, { assignedTo: colleagues.user.id, labels: [given.label.id] });
  await api('PATCH', `/contacts/${contactId}`, token, { stage: 'stage', notes: note, fields: { field: note } });
  await api('POST', `/conversations/${id}/messages`, token, { clientMessageId: 'a-note-1', type: 'note', text: note });
}

/** All that was sent has arrived. */
async function untilAll(): Promise<ConversationPage> {
  for (;;) {
    const page = await api<ConversationPage>('GET', '/conversations', colleagues.token);
    const last = page.items.find(({ contact }) => contact.name === 'Archivos')?.lastMessage;
    if (last?.text === 'Vista') return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test(`of ${String(count)} harmful texts none runs, and each is read as it was written`, async (context) => {
  assert.ok(count >= 200);
  const { product, browser, people } = business;
  const { page, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const harm = await watchHarm(page.context(), product.url);
  // Not from the list: what came within one second stands there in any order, and maybe out of view.
  const open = async (name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(name);
    await page.getByRole('option').filter({ hasText: name }).first().click();
    await page.locator('app-conversation-header h2').getByText(name).waitFor();
  };
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, people.admin);
  await page.getByText('Tiempo real').waitFor();

  await context.test('in the list', async () => {
    await page.locator('app-conversation-row').first().waitFor();
    await readThrough(page, 'cdk-virtual-scroll-viewport', 'app-conversation-row .name', [...names, subject]);
    await picture(page, 'harmful-list');
  });

  await context.test('in a conversation', async () => {
    await open('Textos');
    await page.locator('app-conversation-header').getByText(label).first().waitFor();
    await readThrough(page, 'app-message-list .scroller', 'app-message-list .row', [...harmfulTexts, note, colleague]);
    await picture(page, 'harmful-texts');
  });

  await context.test('typed by a colleague, in menus, answers and canned replies', async () => {
    await typeAsColleague(page);
    await page.getByRole('button', { name: /Asignad/ }).click();
    await page.locator('#assign-menu').getByText(colleague).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('app-message-bubble').last().hover();
    await page.locator('app-message-bubble').last().getByRole('button', { name: 'Opciones del mensaje' }).click();
    await page.getByRole('menuitem', { name: 'Responder' }).click();
    const text = page.getByLabel('Mensaje', { exact: true });
    await text.fill('/saludo');
    await page.getByRole('option').getByText(canned).waitFor();
    await text.press('Enter');
    assert.equal(await text.inputValue(), `${canned} Textos`);
    await picture(page, 'harmful-composer');
  });

  await context.test('with files, cards, places and answers, and in the viewer', async () => {
    await open('Archivos');
    const savedAs = fileNames.map((name) => name.replaceAll(/[<>:"|?*]/g, '_'));
    const expected = [...captions, ...savedAs, ...cards, ...places, answer, poll];
    await readThrough(page, 'app-message-list .scroller', 'app-message-list .row', expected);
    await page.locator('app-message-media button.open').first().click();
    await page.getByRole('dialog').locator('img').waitFor();
    await picture(page, 'harmful-viewer');
    await page.keyboard.press('Escape');
  });

  await context.test('opened by itself a page is saved', async () => {
    const token = await admin();
    const { items } = await api<ConversationPage>('GET', '/conversations', token);
    const { id = '' } = items.find(({ contact }) => contact.name === 'Archivos') ?? {};
    const messages = await api<MessagePage>('GET', `/conversations/${id}/messages?limit=200`, token);
    const urls = messages.items.flatMap(({ type, media }) => (type === 'document' && media ? [media.url] : []));
    assert.equal(urls.length, fileNames.length);
    for (const url of urls.slice(0, 2)) {
      const download = page.waitForEvent('download');
      await page.evaluate(`location.assign(${JSON.stringify(url)})`);
      await (await download).cancel();
    }
  });

  await context.test('in a group, and found', async () => {
    await open(subject);
    await page
      .locator('app-message-bubble .author')
      .getByText(names[0] ?? '')
      .waitFor();
    await page.getByRole('searchbox', { name: 'Buscar nombres o mensajes' }).fill('onerror');
    await page.getByText('Mensajes', { exact: true }).click();
    await page.getByRole('list', { name: 'Mensajes encontrados' }).getByText('onerror').first().waitFor();
    await picture(page, 'harmful-hits');
  });

  await context.test('in the settings, among the lines, and in a notice', async () => {
    const go = (path: string) => page.locator(`a[href="${path}"]`).first().click();
    await go('/settings');
    const screens = { labels: label, 'canned-replies': canned, users: colleague, team: stage };
    for (const [screen, text] of Object.entries(screens)) {
      await go(`/settings/${screen}`);
      await page.getByText(text).first().waitFor();
    }
    await page.getByText(field).first().waitFor();
    await go('/whatsapp');
    await page.getByText(line).first().waitFor();
    await business.phone.unlink();
    await page.locator('.toast-container, #toast-container').getByText(line).waitFor();
    await picture(page, 'harmful-notice');
  });

  assert.deepEqual([...harm], []);
  assert.deepEqual([...complaints], []);

  await context.test('which would have been noticed', async () => {
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=harm(1)><img src=//${CANARY}>')`,
    );
    // Both come, and maybe more: what is asked for and refused is told in any order.
    for (const directive of ['script-src-attr', 'img-src']) {
      while (!harm.some((one) => one.includes(directive))) await page.evaluate('new Promise(requestAnimationFrame)');
    }
  });
});

async function typeAsColleague(page: Page): Promise<void> {
  const { items } = await api<ConversationPage>('GET', '/conversations', colleagues.token);
  const { contactId } = items.find(({ contact }) => contact.name === 'Textos') ?? assert.fail();
  const { id: clientId, clientCode } = colleagues.user;
  const auth = { token: colleagues.token, clientId, clientCode };
  const socket = io(business.product.url, { auth, transports: ['websocket'] });
  socket.emit('join:conversation', contactId, () => socket.emit('typing:start', contactId));
  try {
    await page.locator('app-conversation-header .typing').getByText(colleague).waitFor();
  } finally {
    socket.close();
  }
}
