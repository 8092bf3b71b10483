import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion, textOfMessage } from './support/companion.ts';

const BUSINESS = '573004440001';
const CONTACT = '573004440002';

test('a restart of the lab keeps links, sessions, chats and what waits for companions that are away', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  t.after(() => rm(folder, { recursive: true }));
  const stateFile = join(folder, 'phones.json');

  const before = await startWhatsAppWebServer({ stateFile });
  const business = before.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  const contact = before.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  const companion = await linkedCompanion(before.url, business);
  await companion.message((await contact.sendText(BUSINESS, 'antes')).id);
  const sent = await companion.socket.sendMessage(contact.jid, { text: 'respuesta' });
  await companion.ack(sent?.key.id ?? '');
  await companion.end();
  const waiting = await contact.sendText(BUSINESS, 'mientras no estabas');
  await before.close();

  const after = await startWhatsAppWebServer({ stateFile });
  const sameContact = after.createPhone({ phoneNumber: CONTACT, name: 'otra' });
  assert.equal(sameContact.name, 'Luz');
  assert.deepEqual(
    sameContact.chat(BUSINESS).map(({ text }) => text),
    ['antes', 'respuesta', 'mientras no estabas'],
  );
  const back = new Companion(after.url, companion.credentials);
  const message = await back.message(waiting.id);
  assert.equal(textOfMessage(message), 'mientras no estabas');
  assert.equal(Number(message.messageTimestamp) * 1000, waiting.sentAt);
  assert.equal(textOfMessage(await back.message((await sameContact.sendText(BUSINESS, 'después')).id)), 'después');
  const answer = await back.socket.sendMessage(sameContact.jid, { text: 'sigo aquí' });
  await sameContact.untilLine(BUSINESS, ({ id }) => id === answer?.key.id);
  assert.equal(sameContact.framesReceived(answer?.key.id ?? ''), 1);
  await back.end();
  await after.close();
});
