import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startPhonePage, type PhonePage, type PhoneView, type ShownQr } from '../phone-page/index.ts';
import { startWhatsAppWebServer, type LinkedDevice, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion } from './support/companion.ts';

const ANA = '573008880001';
const LUZ = '573008880002';

let lab: WhatsAppWebServer;
let page: PhonePage;
let shownQrs: ShownQr[] = [];
before(async () => {
  lab = await startWhatsAppWebServer();
  lab.createPhone({ phoneNumber: ANA, name: 'Ana' });
  lab.createPhone({ phoneNumber: LUZ, name: 'Luz' });
  page = await startPhonePage({ server: lab, phones: () => lab.phones(), qrSource: () => Promise.resolve(shownQrs) });
});
after(async () => {
  await page.close();
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
