import assert from 'node:assert/strict';
import { after, afterEach, before, mock, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

const SHOP = '573003360001';
const NEIGHBOUR = '573003360002';
const CONTACT = '573003360003';
/** How often Baileys pings (baileys/lib/Defaults/index.js, `keepAliveIntervalMs`). */
const PING_MS = 30_000;

let lab: WhatsAppWebServer;
let shop: Phone;
let contact: Phone;
let companion: Companion;
let neighbour: Companion;

before(async () => {
  lab = await startWhatsAppWebServer();
  shop = lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
  contact = lab.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  companion = await linkedCompanion(lab.url, shop);
  neighbour = await linkedCompanion(lab.url, lab.createPhone({ phoneNumber: NEIGHBOUR, name: 'Taller' }));
});
afterEach(async () => {
  lab.faults.silent = false;
  shop.silent = false;
  if (companion.isOpen) return;
  companion = new Companion(lab.url, companion.credentials);
  await companion.open();
});
after(async () => {
  await Promise.all([companion.end(), neighbour.end()]);
  await lab.close();
});

function has(reader: Companion, id: string): boolean {
  return reader.received.some(({ key }) => key.id === id);
}

test('while one phone is silent its companion gets nothing and stays connected; afterwards all of it, in order', async () => {
  shop.silent = true;
  const first = await contact.sendText(SHOP, 'uno');
  const second = await contact.sendText(SHOP, 'dos');
  await neighbour.message((await contact.sendText(NEIGHBOUR, 'aquí sí')).id);
  assert.equal(has(companion, first.id), false);
  assert.equal(companion.isOpen, true);

  shop.silent = false;
  await companion.message(second.id);
  const ids = companion.received.map(({ key }) => key.id);
  assert.ok(ids.includes(first.id) && ids.indexOf(first.id) < ids.indexOf(second.id));
});

test('what a companion says into the silence is heard when it ends', async () => {
  // The first message of a connection asks for devices, and would wait for the answer.
  const before = await companion.socket.sendMessage(contact.jid, { text: 'antes' });
  await companion.ack(before?.key.id ?? '');
  shop.silent = true;
  const into = await companion.socket.sendMessage(contact.jid, { text: 'al vacío' });
  const heard = await neighbour.socket.sendMessage(contact.jid, { text: 'se oye' });
  const id = into?.key.id ?? '';
  await contact.untilLine(NEIGHBOUR, (line) => line.id === heard?.key.id);
  assert.equal(contact.framesReceived(id), 0);

  shop.silent = false;
  await companion.ack(id);
  assert.equal((await contact.untilLine(SHOP, (line) => line.id === id)).text, 'al vacío');
});

test('the companion of a silent phone logs in when the silence ends', async () => {
  await companion.end();
  shop.silent = true;
  companion = new Companion(lab.url, companion.credentials);
  const other = new Companion(lab.url, neighbour.credentials);
  await other.open();
  neighbour = other;
  assert.equal(companion.isOpen, false);
  assert.equal(shop.devices()[0]?.online, false);

  shop.silent = false;
  await companion.open();
});

test('a companion that is replaced while the server is silent hears of it only afterwards', async () => {
  shop.silent = true;
  const second = new Companion(lab.url, companion.credentials);
  await neighbour.message((await contact.sendText(NEIGHBOUR, 'mientras tanto')).id);
  assert.equal(companion.isOpen, true);

  shop.silent = false;
  assert.equal(await companion.closed(), 440);
  await second.open();
  companion = second;
});

test('a silent server takes no new connections further than TCP', async () => {
  lab.faults.silent = true;
  const stranger = new Companion(lab.url, undefined, undefined, { connectTimeoutMs: 200 });
  assert.equal(await stranger.closed(), 408);
  assert.equal(companion.isOpen, true);
});

test('a companion notices by its pings that nobody answers: 408, and what came meanwhile waits for it', async (t) => {
  await companion.end();
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() });
  t.after(() => {
    mock.timers.reset();
  });
  companion = new Companion(lab.url, companion.credentials);
  await companion.open();
  lab.faults.silent = true;
  const { id } = await contact.sendText(SHOP, 'mientras callaba');
  mock.timers.tick(PING_MS);
  mock.timers.tick(PING_MS);
  assert.equal(companion.socket.ws.isClosing, true);
  mock.timers.reset();

  // Baileys waits for the goodbye of the other side before it says so (baileys/lib/Socket/Client/websocket.js).
  lab.faults.silent = false;
  assert.equal(await companion.closed(), 408);
  const back = new Companion(lab.url, companion.credentials);
  await back.message(id);
  companion = back;
});

test('a lab that is silent can be closed', async () => {
  const quiet = await startWhatsAppWebServer();
  const phone = quiet.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
  const there = await linkedCompanion(quiet.url, phone);
  quiet.faults.silent = true;
  const waiting = new Companion(quiet.url);
  await quiet.close();
  assert.equal(await there.closed(), 428);
  assert.ok([408, 428, 500].includes(await waiting.closed()));
});
