import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startWhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion, textOfMessage } from './support/companion.ts';

const BUSINESS = '573004440001';
const CONTACT = '573004440002';

async function newStateFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'phones.json');
}

test('a restart of the lab keeps links, sessions, chats and what waits for companions that are away', async (t) => {
  const stateFile = await newStateFile(t);
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

test('a restart keeps groups: who is in them, what was written, and the keys for it', async (t) => {
  const stateFile = await newStateFile(t);
  const before = await startWhatsAppWebServer({ stateFile });
  const business = before.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  const contact = before.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  const companion = await linkedCompanion(before.url, business);
  const group = before.createGroup({ subject: 'Club', creator: contact, participants: [business] });
  group.rename(business, 'Club de los lunes');
  await companion.message((await contact.sendToGroup(group, 'antes')).id);
  const sent = await companion.socket.sendMessage(group.jid, { text: 'respuesta' });
  await contact.untilGroupLine(group, ({ id, status }) => id === sent?.key.id && status === 'delivered');
  await companion.end();
  const waiting = await contact.sendToGroup(group, 'mientras no estabas');
  await before.close();

  const after = await startWhatsAppWebServer({ stateFile });
  const [sameGroup] = after.groups();
  const sameContact = after.phone(CONTACT);
  const sameBusiness = after.phone(BUSINESS);
  assert.ok(sameGroup && sameContact && sameBusiness);
  assert.equal(sameGroup.jid, group.jid);
  assert.equal(sameGroup.subject, 'Club de los lunes');
  assert.deepEqual(sameGroup.participants(), [CONTACT, BUSINESS]);
  for (const phone of [sameContact, sameBusiness]) {
    assert.deepEqual(
      phone.groupChat(sameGroup).map(({ author, text }) => [author, text]),
      [
        [CONTACT, 'antes'],
        [BUSINESS, 'respuesta'],
        [CONTACT, 'mientras no estabas'],
      ],
    );
  }
  const back = new Companion(after.url, companion.credentials);
  assert.equal(textOfMessage(await back.message(waiting.id)), 'mientras no estabas');
  const { id } = await sameContact.sendToGroup(sameGroup, 'después');
  assert.equal(textOfMessage(await back.message(id)), 'después');
  const answer = await back.socket.sendMessage(sameGroup.jid, { text: 'sigo aquí' });
  await sameContact.untilGroupLine(sameGroup, (line) => line.id === answer?.key.id);
  assert.equal(sameContact.framesReceived(answer?.key.id ?? ''), 1);
  await back.end();
  await after.close();
});

test('a state of version 1, from before there were groups, still loads', async (t) => {
  const stateFile = await newStateFile(t);
  const before = await startWhatsAppWebServer({ stateFile });
  const business = before.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  const contact = before.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  const companion = await linkedCompanion(before.url, business);
  await companion.message((await contact.sendText(BUSINESS, 'de antes')).id);
  await companion.end();
  await before.close();
  const unknown = new Set(['groups', 'groupChats', 'senderKeys']);
  const old: unknown = JSON.parse(await readFile(stateFile, 'utf8'), (key, value: unknown) => {
    if (key === 'version') return 1;
    return unknown.has(key) ? undefined : value;
  });
  await writeFile(stateFile, JSON.stringify(old));

  const after = await startWhatsAppWebServer({ stateFile });
  const sameContact = after.createPhone({ phoneNumber: CONTACT, name: 'otra' });
  assert.deepEqual(
    sameContact.chat(BUSINESS).map(({ text }) => text),
    ['de antes'],
  );
  const group = after.createGroup({ subject: 'Club', creator: sameContact, participants: [business] });
  const back = new Companion(after.url, companion.credentials);
  const { id } = await sameContact.sendToGroup(group, 'ahora en grupo');
  assert.equal(textOfMessage(await back.message(id)), 'ahora en grupo');
  await back.end();
  await after.close();
});

test('a state of version 2, with one-time keys written one by one, still loads', async (t) => {
  const stateFile = await newStateFile(t);
  const before = await startWhatsAppWebServer({ stateFile });
  const business = before.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  const companion = await linkedCompanion(before.url, business);
  await companion.end();
  await before.close();
  const old: unknown = JSON.parse(await readFile(stateFile, 'utf8'), (key, value: unknown) => {
    if (key === 'version') return 2;
    if (key !== 'preKeys' || typeof value !== 'object' || value === null || !('keyIds' in value)) return value;
    const { keyIds, publicKeys } = value as { keyIds: number[]; publicKeys: string };
    const bytes = Buffer.from(publicKeys, 'base64');
    return keyIds.map((keyId, index) => {
      const data = bytes.subarray(32 * index, 32 * (index + 1)).toString('base64');
      return { keyId, publicKey: { type: 'Buffer', data } };
    });
  });
  await writeFile(stateFile, JSON.stringify(old));

  const after = await startWhatsAppWebServer({ stateFile });
  const contact = after.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
  const back = new Companion(after.url, companion.credentials);
  await back.open();
  assert.equal(
    textOfMessage(await back.message((await contact.sendText(BUSINESS, 'con llave vieja')).id)),
    'con llave vieja',
  );
  await back.end();
  await after.close();
});
