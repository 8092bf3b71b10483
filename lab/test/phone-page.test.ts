import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startPhonePage, type PhonePage } from '../phone-page/index.ts';
import { startWhatsAppWebServer, type WhatsAppWebServer } from '../whatsapp-web/index.ts';

const ANA = '573008880001';
const LUZ = '573008880002';

let lab: WhatsAppWebServer;
let page: PhonePage;
before(async () => {
  lab = await startWhatsAppWebServer();
  lab.createPhone({ phoneNumber: ANA, name: 'Ana' });
  lab.createPhone({ phoneNumber: LUZ, name: 'Luz' });
  page = await startPhonePage({ server: lab, phones: () => lab.phones() });
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

test('the browser gets the script without its types, under a strict policy', async () => {
  const script = await fetch(`${page.url}phone.ts`);
  assert.match(script.headers.get('content-type') ?? '', /javascript/);
  assert.match(script.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  assert.doesNotMatch(await script.text(), /: PhoneView/);
  assert.equal((await fetch(`${page.url}..%2fcommands.ts`)).status, 404);
});
