import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { linkedCompanion, type Companion } from './support/companion.ts';

let lab: WhatsAppWebServer;
let mexican: Phone;
let withoutNinth: Phone;
let withNinth: Phone;
let companion: Companion;
before(async () => {
  lab = await startWhatsAppWebServer();
  const business = lab.createPhone({ phoneNumber: '573002220001', name: 'Tienda' });
  mexican = lab.createPhone({ phoneNumber: '5215512345678', name: 'Rosa' });
  withoutNinth = lab.createPhone({ phoneNumber: '551187654321', name: 'Joana' });
  withNinth = lab.createPhone({ phoneNumber: '5521987654321', name: 'Caio' });
  companion = await linkedCompanion(lab.url, business);
});
after(async () => {
  await companion.end();
  await lab.close();
});

test('a companion learns which of several numbers are on WhatsApp', async () => {
  assert.deepEqual(await companion.socket.onWhatsApp(mexican.phoneNumber, '525512345678'), [
    { jid: mexican.jid, exists: true },
  ]);
});

test('a mobile number of Brazil is found with and without its ninth digit, and answered as the account has it', async () => {
  assert.deepEqual(await companion.socket.onWhatsApp('5511987654321', '551187654321', '552187654321'), [
    { jid: withoutNinth.jid, exists: true },
    { jid: withoutNinth.jid, exists: true },
    { jid: withNinth.jid, exists: true },
  ]);
});

test('whoever was found by number has a LID', async () => {
  const { lidMapping } = companion.socket.signalRepository;
  assert.equal(await lidMapping.getLIDForPN(mexican.jid), mexican.lid);
});
