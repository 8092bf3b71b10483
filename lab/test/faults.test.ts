import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, copyOf, linkedCompanion, textOfMessage } from './support/companion.ts';

const ERROR = 0;
const DELIVERED = 3;
const BUSINESS = '573003330001';
const CONTACT = '573003330002';

let lab: WhatsAppWebServer;
let business: Phone;
let contact: Phone;
let companion: Companion;
const sentTexts = new Map<string, string>();

before(async () => {
  lab = await startWhatsAppWebServer();
  business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  contact = lab.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  companion = await linkedCompanion(lab.url, business, sentTexts);
});
afterEach(async () => {
  if (companion.isOpen) return;
  companion = new Companion(lab.url, companion.credentials, sentTexts);
  await companion.open();
});
after(async () => {
  await companion.end();
  await lab.close();
});

async function send(text: string, id: string): Promise<void> {
  sentTexts.set(id, text);
  await companion.socket.sendMessage(contact.jid, { text }, { messageId: id });
}

test('a dropped send gets no acknowledgement; sent again with the same id it is one bubble', async () => {
  lab.faults.dropSends = (id) => id === '3EB0DROPPED';
  await send('perdido', '3EB0DROPPED');
  await send('siguiente', '3EB0NEXT');
  await companion.ack('3EB0NEXT');
  assert.equal(
    companion.acks.some(({ attrs }) => attrs['id'] === '3EB0DROPPED'),
    false,
  );
  assert.equal(contact.framesReceived('3EB0DROPPED'), 0);

  lab.faults.dropSends = 0;
  await send('perdido', '3EB0DROPPED');
  await companion.ack('3EB0DROPPED');
  await send('perdido', '3EB0DROPPED');
  await companion.until(
    'a second acknowledgement',
    () => companion.acks.filter(({ attrs }) => attrs['id'] === '3EB0DROPPED').length === 2,
  );
  assert.equal(contact.framesReceived('3EB0DROPPED'), 2);
  assert.equal(contact.chat(BUSINESS).filter(({ id }) => id === '3EB0DROPPED').length, 1);
});

test('an acknowledgement that is lost does not keep the message from arriving', async () => {
  lab.faults.dropAcks = 1;
  await send('llega sin acuse', '3EB0NOACK');
  await contact.untilLine(BUSINESS, ({ id }) => id === '3EB0NOACK');
  await send('con acuse', '3EB0ACKED');
  await companion.ack('3EB0ACKED');
  assert.equal(
    companion.acks.some(({ attrs }) => attrs['id'] === '3EB0NOACK'),
    false,
  );
});

test('a recipient who may not be written to is refused with 463', async () => {
  lab.faults.refuse.set(CONTACT, 463);
  await send('hola', '3EB0REFUSED');
  assert.equal((await companion.ack('3EB0REFUSED')).attrs['error'], '463');
  await companion.status('3EB0REFUSED', ERROR);
  assert.equal((await companion.socket.fetchAccountReachoutTimelock()).isActive, true);
  lab.faults.refuse.clear();
  assert.equal(contact.framesReceived('3EB0REFUSED'), 0);
});

test('held delivery leaves the message at sent until it is released', async () => {
  lab.faults.holdDelivery = true;
  await send('sin entregar', '3EB0HELD');
  await companion.ack('3EB0HELD');
  await contact.untilLine(BUSINESS, ({ id }) => id === '3EB0HELD');
  assert.equal(companion.statuses.get('3EB0HELD')?.includes(DELIVERED) ?? false, false);
  lab.faults.holdDelivery = false;
  await companion.status('3EB0HELD', DELIVERED);
});

test('a second connection with the same credentials replaces the first, which gets 440', async () => {
  const second = new Companion(lab.url, companion.credentials, sentTexts);
  assert.equal(await companion.closed(), 440);
  await second.open();
  companion = second;
});

test('a phone that lost its sessions asks again and gets the text', async () => {
  // The first message of a connection fetches keys and would open a new session anyway.
  await send('antes', '3EB0BEFORE');
  await companion.ack('3EB0BEFORE');
  contact.loseSessions();
  await send('¿me lees?', '3EB0RETRY');
  assert.equal((await contact.untilLine(BUSINESS, ({ id }) => id === '3EB0RETRY')).text, '¿me lees?');
  assert.equal(contact.framesReceived('3EB0RETRY') > 1, true);
});

test('a companion that lost its sessions asks again and gets the text', async () => {
  await contact.sendText(BUSINESS, 'antes');
  await companion.end();
  const restored = copyOf(companion.credentials);
  for (const key of restored.keys.keys()) if (key.startsWith('session ')) restored.keys.delete(key);
  const { id } = await contact.sendText(BUSINESS, 'no se pierde');
  companion = new Companion(lab.url, restored, sentTexts);
  await companion.until('the text', () =>
    companion.received.find((message) => message.key.id === id && textOfMessage(message) === 'no se pierde'),
  );
});

test('a message that arrives damaged is asked for again and arrives whole', async () => {
  await contact.sendText(BUSINESS, 'antes');
  const deliveries = new Map<string, number>();
  lab.faults.corrupt = (id) => {
    deliveries.set(id, (deliveries.get(id) ?? 0) + 1);
    return deliveries.get(id) === 1;
  };
  const { id } = await contact.sendText(BUSINESS, 'llega entero');
  await companion.until('the text', () =>
    companion.received.find((message) => message.key.id === id && textOfMessage(message) === 'llega entero'),
  );
  lab.faults.corrupt = 0;
  assert.equal(deliveries.get(id), 2);
});

test('answers to queries can be slow while messages are not', async () => {
  lab.faults.answerDelay = 500;
  const answer = companion.socket.onWhatsApp(CONTACT);
  const message = contact.sendText(BUSINESS, 'antes que la respuesta').then(({ id }) => companion.message(id));
  assert.equal(await Promise.race([answer.then(() => 'answer'), message.then(() => 'message')]), 'message');
  lab.faults.answerDelay = 0;
  assert.deepEqual(await answer, [{ jid: contact.jid, exists: true }]);
});

test('a companion gets its offline queue, and is not told that it has drained', async () => {
  await companion.end();
  const { id } = await contact.sendText(BUSINESS, 'mientras no estabas');
  lab.faults.hideDrain = true;
  companion = new Companion(lab.url, companion.credentials, sentTexts);
  const arrived = once(companion.socket.ws, `CB:message,id:${id}`);
  await companion.open();
  await arrived;
  // What comes next has overtaken nothing.
  assert.deepEqual(await companion.socket.onWhatsApp(CONTACT), [{ jid: contact.jid, exists: true }]);
  assert.equal(companion.hasQueue, false);
  lab.faults.hideDrain = false;
});
