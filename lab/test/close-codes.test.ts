import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { startWhatsAppWebServer, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

const CODES = [401, 403, 408, 411, 428, 440, 500, 503, 515];

let lab: WhatsAppWebServer;
let companion: Companion;

before(async () => {
  lab = await startWhatsAppWebServer();
  companion = await linkedCompanion(lab.url, lab.createPhone({ phoneNumber: '573003340001', name: 'Tienda' }));
});
afterEach(async () => {
  if (companion.isOpen) return;
  companion = new Companion(lab.url, companion.credentials);
  await companion.open();
});
after(async () => {
  await companion.end();
  await lab.close();
});

for (const code of CODES) {
  test(`an open connection that is ended with ${code} is reported as ${code}`, async () => {
    lab.faults.closeAll(code);
    assert.equal(await companion.closed(), code);
  });

  test(`a log-in that is refused with ${code} is reported as ${code}`, async () => {
    await companion.end();
    lab.faults.refuseLogin = code;
    assert.equal(await new Companion(lab.url, companion.credentials).closed(), code);
    lab.faults.refuseLogin = undefined;
  });
}

test('a connection that is closed without a word is reported as 428', async () => {
  lab.faults.closeAll();
  assert.equal(await companion.closed(), 428);
});

test('a cable that is pulled ends the connection with 428', async () => {
  lab.faults.cutAll();
  assert.equal(await companion.closed(), 428);
});

test('while WhatsApp is out of reach connecting ends with 408, and what is open stays open', async () => {
  lab.faults.refuseConnections = true;
  assert.equal(await new Companion(lab.url).closed(), 408);
  assert.equal(companion.isOpen, true);
  lab.faults.refuseConnections = false;
});
