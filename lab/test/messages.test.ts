import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion, textOfMessage } from './support/companion.ts';

const DELIVERED = 3;
const READ = 4;
const BUSINESS = '573002220001';
const CONTACT = '573002220002';

let lab: WhatsAppWebServer;
let business: Phone;
let contact: Phone;
let companion: Companion;
before(async () => {
  lab = await startWhatsAppWebServer();
  business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  contact = lab.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  companion = await linkedCompanion(lab.url, business);
});
after(async () => {
  await companion.end();
  await lab.close();
});

test('what a contact writes reaches the companion and the phone of the business, with its time in seconds', async () => {
  const { id, sentAt } = await contact.sendText(BUSINESS, 'Hola, ¿tienen pan?');
  const message = await companion.message(id);
  assert.equal(textOfMessage(message), 'Hola, ¿tienen pan?');
  assert.equal(Number(message.messageTimestamp) * 1000, sentAt);
  assert.equal(message.key.remoteJid, contact.jid);
  assert.equal(message.key.remoteJidAlt, contact.lid);
  assert.equal(message.pushName, 'Luz');
  assert.deepEqual(
    business.chat(CONTACT).map(({ text, fromMe }) => ({ text, fromMe })),
    [{ text: 'Hola, ¿tienen pan?', fromMe: false }],
  );
});

test('a contact can write under its LID', async () => {
  const { id } = await contact.sendText(BUSINESS, 'sin número', { addressing: 'lid' });
  const message = await companion.message(id);
  assert.equal(textOfMessage(message), 'sin número');
  assert.equal(message.key.remoteJid, contact.lid);
  assert.equal(message.key.remoteJidAlt, contact.jid);
});

test('what the companion writes is acknowledged, decrypted by both phones, delivered and read', async () => {
  const sent = await companion.socket.sendMessage(contact.jid, { text: 'Sí, recién horneado' });
  const id = sent?.key.id ?? '';
  const ack = await companion.ack(id);
  assert.equal(ack.attrs['error'], undefined);
  await companion.status(id, DELIVERED);
  assert.equal((await contact.untilLine(BUSINESS, (line) => line.id === id)).text, 'Sí, recién horneado');
  const own = await business.untilLine(CONTACT, (line) => line.id === id);
  assert.deepEqual({ text: own.text, fromMe: own.fromMe }, { text: 'Sí, recién horneado', fromMe: true });

  await contact.markRead(BUSINESS);
  await companion.status(id, READ);
  assert.equal((await business.untilLine(CONTACT, (line) => line.id === id)).status, 'read');
});

test('a message the owner writes on the phone itself reaches the companion as its own', async () => {
  const { id } = await business.sendText(CONTACT, 'Escribo desde el teléfono');
  const message = await companion.message(id);
  assert.equal(message.key.fromMe, true);
  assert.equal(message.key.remoteJid, contact.jid);
  assert.equal(textOfMessage(message), 'Escribo desde el teléfono');
  assert.equal((await contact.untilLine(BUSINESS, (line) => line.id === id)).text, 'Escribo desde el teléfono');
});

test('reading on the companion turns the ticks on the contact’s phone', async () => {
  const { id } = await contact.sendText(BUSINESS, 'Léeme');
  const { key } = await companion.message(id);
  await companion.socket.readMessages([key]);
  await contact.untilLine(BUSINESS, (line) => line.id === id && line.status === 'read');
});

test('typing is seen on both sides', async () => {
  await contact.setTyping(BUSINESS, true);
  await companion.until('composing', () =>
    companion.presences.some(
      ({ id, presences }) => id === contact.jid && presences[id]?.lastKnownPresence === 'composing',
    ),
  );
  const seen = new Promise<void>((resolve) => {
    const stop = contact.onChange(() => {
      if (!contact.isTyping(BUSINESS)) return;
      stop();
      resolve();
    });
  });
  await companion.socket.sendPresenceUpdate('composing', contact.jid);
  await seen;
});

test('numbers are looked up: who exists and who does not', async () => {
  const found = await companion.socket.onWhatsApp(CONTACT, '573009999999');
  assert.deepEqual(found, [{ jid: contact.jid, exists: true }]);
});

test('what came while the companion was away comes in order, with the original times', async () => {
  await companion.end();
  const sent = [];
  for (const text of ['uno', 'dos', 'tres']) sent.push(await contact.sendText(BUSINESS, text));
  companion = new Companion(lab.url, companion.credentials);
  await companion.message(sent.at(-1)?.id ?? '');
  const ids = new Set(sent.map(({ id }) => id));
  const received = companion.received.filter(({ key }) => ids.has(key.id ?? ''));
  assert.deepEqual(received.map(textOfMessage), ['uno', 'dos', 'tres']);
  assert.deepEqual(
    received.map(({ messageTimestamp }) => Number(messageTimestamp) * 1000),
    sent.map(({ sentAt }) => sentAt),
  );
  await companion.until('the end of the queue', () => companion.hasQueue);
});
