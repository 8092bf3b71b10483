import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

let lab: WhatsAppWebServer;
let shop: Phone;
let companion: Companion;
let neighbour: Companion;

before(async () => {
  lab = await startWhatsAppWebServer();
  shop = lab.createPhone({ phoneNumber: '573003350001', name: 'Tienda' });
  companion = await linkedCompanion(lab.url, shop);
  neighbour = await linkedCompanion(lab.url, lab.createPhone({ phoneNumber: '573003350002', name: 'Taller' }));
});
afterEach(async () => {
  assert.equal(neighbour.isOpen, true, 'nothing happens to other phones');
  if (companion.isOpen) return;
  companion = new Companion(lab.url, companion.credentials);
  await companion.open();
});
after(async () => {
  await Promise.all([companion.end(), neighbour.end()]);
  await lab.close();
});

test('the companions of one phone are told a code', async () => {
  shop.closeCompanions(503);
  assert.equal(await companion.closed(), 503);
});

test('the companions of one phone are closed without a word', async () => {
  shop.closeCompanions();
  assert.equal(await companion.closed(), 428);
});

test('the companions of one phone are cut off', async () => {
  shop.cutCompanions();
  assert.equal(await companion.closed(), 428);
});

test('the companions of one phone may not log in', async () => {
  shop.refuseLogin = 403;
  shop.cutCompanions();
  await companion.closed();
  assert.equal(await new Companion(lab.url, companion.credentials).closed(), 403);
  const other = new Companion(lab.url, neighbour.credentials);
  await other.open();
  neighbour = other;
  shop.refuseLogin = undefined;
});
