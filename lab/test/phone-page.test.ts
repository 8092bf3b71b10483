import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startGraphApi, type BusinessNumber, type GraphApi } from '../graph-api/index.ts';
import { startPhonePage, type PhonePage, type PhoneView, type ShownQr } from '../phone-page/index.ts';
import { startWhatsAppWebServer, type LinkedDevice, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion } from './support/companion.ts';
import { GraphClient } from './support/graph-client.ts';

const ANA = '573008880001';
const LUZ = '573008880002';
const SHOP = '573008880003';

let lab: WhatsAppWebServer;
let graph: GraphApi;
let shop: BusinessNumber;
let page: PhonePage;
let shownQrs: ShownQr[] = [];
before(async () => {
  lab = await startWhatsAppWebServer();
  lab.createPhone({ phoneNumber: ANA, name: 'Ana' });
  lab.createPhone({ phoneNumber: LUZ, name: 'Luz' });
  graph = await startGraphApi();
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda en línea' });
  const qrSource = (): Promise<ShownQr[]> => Promise.resolve(shownQrs);
  page = await startPhonePage({ server: lab, phones: () => lab.phones(), graph, qrSource });
});
after(async () => {
  await page.close();
  await graph.close();
  await lab.close();
});

function post(command: string, body: object, headers: Record<string, string>): Promise<Response> {
  return fetch(`${page.url}api/${command}`, { method: 'POST', body: JSON.stringify(body), headers });
}

test('the page sends what is written on it', async () => {
  const origin = page.url.slice(0, -1);
  const message = { phone: ANA, to: LUZ, text: 'Hola <b>Luz</b>' };
  const response = await post('send', message, { 'content-type': 'application/json', origin });
  assert.equal(response.status, 200);
  assert.deepEqual(
    lab
      .phone(LUZ)
      ?.chat(ANA)
      .map(({ text }) => text),
    ['Hola <b>Luz</b>'],
  );
});

test('the page links the QR code that the CRM shows, once, and unlinks it again', async () => {
  const headers = { 'content-type': 'application/json', origin: page.url.slice(0, -1) };
  const get = async (path: string): Promise<unknown> => (await fetch(`${page.url}api/${path}`)).json();
  assert.deepEqual(await get('qrs'), []);

  const companion = new Companion(lab.url);
  const qr = await companion.until('a QR code', () => companion.qrs[0]);
  shownQrs = [{ sessionId: 'ventas', name: 'Ventas', qr }];
  assert.deepEqual(await get('qrs'), shownQrs);

  const linked = await post('link', { phone: ANA, qr }, headers);
  assert.equal(linked.status, 200);
  const { id } = (await linked.json()) as LinkedDevice;
  assert.equal(await companion.closed(), 515);
  const listed = (await get(`phone?phone=${ANA}`)) as { devices: LinkedDevice[] };
  assert.deepEqual(
    listed.devices.map((device) => ({ id: device.id, online: device.online })),
    [{ id, online: false }],
  );

  const again = await post('link', { phone: LUZ, qr }, headers);
  assert.equal(again.status, 422);
  assert.deepEqual(await again.json(), { error: 'This QR code is unknown or has expired' });

  assert.equal((await post('unlink', { phone: ANA, device: id }, headers)).status, 200);
  assert.deepEqual(lab.phone(ANA)?.devices(), []);
});

test('the page tells which companion waits for its code, and links the code that is typed', async () => {
  const headers = { 'content-type': 'application/json', origin: page.url.slice(0, -1) };
  const shown = async (): Promise<PhoneView> =>
    (await (await fetch(`${page.url}api/phone?phone=${LUZ}`)).json()) as PhoneView;
  const none = await post('link-by-code', { phone: LUZ, code: 'ABCD-2345' }, headers);
  assert.equal(none.status, 422);
  assert.deepEqual(await none.json(), { error: 'No companion waits for a code from this number' });

  const companion = new Companion(lab.url);
  await companion.until('a QR code', () => companion.qrs[0]);
  await companion.socket.requestPairingCode(LUZ, 'ABCD2345');
  await lab.phone(LUZ)?.untilLinkRequest();
  assert.equal((await shown()).linkRequest?.device, 'Chrome (Mac OS)');
  assert.equal((await post('link-by-code', { phone: LUZ, code: 'abcd-2345' }, headers)).status, 200);
  assert.equal(await companion.closed(), 515);
  const { devices, linkRequest } = await shown();
  assert.equal(devices.length, 1);
  assert.equal(linkRequest, undefined);
});

test('the page writes to a business on the Cloud API, and chooses what it offers', async () => {
  const headers = { 'content-type': 'application/json', origin: page.url.slice(0, -1) };
  const shown = async (): Promise<PhoneView> =>
    (await (await fetch(`${page.url}api/phone?phone=${ANA}`)).json()) as PhoneView;
  const chat = async (): Promise<PhoneView['chats'][number] | undefined> =>
    (await shown()).chats.find(({ phoneNumber }) => phoneNumber === SHOP);
  assert.deepEqual((await shown()).contacts[0], { phoneNumber: SHOP, name: 'Tienda en línea', linked: 0 });
  assert.equal((await post('send', { phone: ANA, to: SHOP, text: '¿Abren hoy?' }, headers)).status, 200);

  const buttons = ['Sí', 'No'].map((title) => ({ type: 'reply', reply: { id: title, title } }));
  const interactive = { type: 'button', body: { text: '¿Vienes?' }, footer: { text: 'Tienda' }, action: { buttons } };
  const api = new GraphClient(graph, shop);
  const sent = await api.send({ messaging_product: 'whatsapp', to: ANA, type: 'interactive', interactive });
  const { id } = sent.message();
  await graph.person(ANA)?.untilLine(SHOP, (line) => line.id === id);
  const offered = (await chat())?.lines.at(-1);
  assert.deepEqual([offered?.text, offered?.footer, offered?.buttons?.length], ['¿Vienes?', 'Tienda', 2]);
  assert.equal((await chat())?.unread, 1);
  assert.equal((await post('read', { phone: ANA, to: SHOP }, headers)).status, 200);
  assert.equal((await chat())?.unread, 0);

  assert.equal((await post('press', { phone: ANA, to: SHOP, message: id, choice: 'No' }, headers)).status, 200);
  assert.deepEqual(
    (await chat())?.lines.map(({ text, fromMe }) => [text, fromMe]),
    [
      ['¿Abren hoy?', true],
      ['¿Vienes?', false],
      ['No', true],
    ],
  );
  const nothing = await post('press', { phone: ANA, to: SHOP, message: id, choice: 'Quizá' }, headers);
  assert.equal(nothing.status, 422);
});

test('somebody without a phone in the lab can be played too', async () => {
  graph.createPerson({ phoneNumber: '573008880009', name: 'Sol' });
  const phones = (await (await fetch(`${page.url}api/phones`)).json()) as { name: string }[];
  assert.deepEqual(
    phones.map(({ name }) => name),
    ['Ana', 'Luz', 'Sol'],
  );
  const headers = { 'content-type': 'application/json', origin: page.url.slice(0, -1) };
  assert.equal((await post('send', { phone: '573008880009', to: SHOP, text: 'Hola' }, headers)).status, 200);
  assert.equal((await post('link', { phone: '573008880009', qr: 'x' }, headers)).status, 422);
});

test('other sites and forms may not write', async () => {
  const message = { phone: ANA, to: LUZ, text: 'ajeno' };
  const json = { 'content-type': 'application/json' };
  assert.equal((await post('send', message, { ...json, origin: 'http://evil.example' })).status, 403);
  assert.equal((await post('send', message, { 'content-type': 'text/plain' })).status, 415);
  assert.equal(
    lab
      .phone(LUZ)
      ?.chat(ANA)
      .some(({ text }) => text === 'ajeno'),
    false,
  );
});

test('the browser gets the script without its types, under a strict policy, and the terminal no warning', async (t) => {
  const warnings: string[] = [];
  const note = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', note);
  t.after(() => process.off('warning', note));
  const script = await fetch(`${page.url}phone.ts`);
  assert.match(script.headers.get('content-type') ?? '', /javascript/);
  assert.match(script.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  assert.doesNotMatch(await script.text(), /: Promise<void>/);
  assert.deepEqual(warnings, []);
  assert.equal((await fetch(`${page.url}..%2fcommands.ts`)).status, 404);
});
