import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Group, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

const BUSINESS = '573007770001';
const LUZ = '573007770002';
const JUAN = '573007770003';

let folder: string;
let lab: WhatsAppWebServer;
let business: Phone;
let luz: Phone;
let juan: Phone;
let companion: Companion;
let group: Group;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-'));
  lab = await startWhatsAppWebServer({ stateFile: join(folder, 'phones.json') });
  business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
  luz = lab.createPhone({ phoneNumber: LUZ, name: 'Luz' });
  juan = lab.createPhone({ phoneNumber: JUAN, name: 'Juan' });
  companion = await linkedCompanion(lab.url, business);
  group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan] });
});
after(async () => {
  await companion.end();
  await lab.close();
  await rm(folder, { recursive: true });
});

test('an answer names what it answers, on the companion and on the phones', async () => {
  const asked = await business.sendText(LUZ, '¿A qué hora viene?');
  const { id } = await luz.reply(BUSINESS, asked.id, 'A las cinco');
  const { message } = await companion.message(id);
  assert.equal(message?.extendedTextMessage?.text, 'A las cinco');
  const context = message.extendedTextMessage.contextInfo;
  assert.equal(context?.stanzaId, asked.id);
  assert.equal(context.participant, business.jid);
  assert.equal(context.quotedMessage?.conversation, '¿A qué hora viene?');
  for (const chat of [luz.chat(BUSINESS), business.chat(LUZ)]) {
    assert.deepEqual(chat.at(-1)?.answers, { id: asked.id, text: '¿A qué hora viene?' });
  }
  await assert.rejects(luz.reply(BUSINESS, 'nothing', 'x'), /has no message/);
});

test('what the companion answers stands above its bubble', async () => {
  const { id } = await luz.sendText(BUSINESS, '¿Tienen pan?');
  const quoted = await companion.message(id);
  const sent = await companion.socket.sendMessage(luz.jid, { text: 'Sí' }, { quoted });
  const line = await luz.untilLine(BUSINESS, (shown) => shown.id === sent?.key.id);
  assert.deepEqual(line.answers, { id, text: '¿Tienen pan?' });
});

test('reactions stand at their message, the last of each person, and can be taken back', async () => {
  const { id } = await luz.sendText(BUSINESS, 'Gracias');
  const heard: string[] = [];
  const stop = business.onMessage(({ text }) => heard.push(text));
  const reaction = await luz.react(BUSINESS, id, '🙏');
  const { message } = await companion.message(reaction.id);
  assert.equal(message?.reactionMessage?.text, '🙏');
  // Baileys turns the key around: it is the companion's now.
  assert.partialDeepStrictEqual(message.reactionMessage.key, { id, fromMe: false });
  const target = (await companion.message(id)).key;
  await companion.socket.sendMessage(luz.jid, { react: { text: '👍', key: target } });
  const both = [
    { emoji: '🙏', by: LUZ },
    { emoji: '👍', by: BUSINESS },
  ];
  for (const [phone, other] of [[luz, BUSINESS] as const, [business, LUZ] as const]) {
    const line = await phone.untilLine(other, (shown) => shown.id === id && shown.reactions?.length === 2);
    assert.deepEqual(line.reactions, both);
    assert.ok(phone.chat(other).every(({ text }) => text !== '🙏' && text !== '👍'));
  }
  await luz.react(BUSINESS, id, '');
  await business.untilLine(LUZ, (shown) => shown.id === id && shown.reactions?.[0]?.emoji === '👍');
  stop();
  assert.deepEqual(heard, []);
});

test('places and contact cards go both ways', async () => {
  const place = { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo' };
  const { message } = await companion.message((await luz.sendLocation(BUSINESS, place)).id);
  assert.partialDeepStrictEqual(message?.locationMessage, { degreesLatitude: 19.4326, degreesLongitude: -99.1332 });
  const card = await companion.message((await luz.sendContact(BUSINESS, 'Taller Ruiz', '525511112222')).id);
  assert.match(card.message?.contactMessage?.vcard ?? '', /^FN:Taller Ruiz$/m);
  assert.match(card.message?.contactMessage?.vcard ?? '', /waid=525511112222:/);

  const sent = await companion.socket.sendMessage(luz.jid, {
    location: { degreesLatitude: 1.5, degreesLongitude: -2 },
  });
  const shown = await luz.untilLine(BUSINESS, ({ id }) => id === sent?.key.id);
  assert.deepEqual(shown.location, { latitude: 1.5, longitude: -2 });
});

test('groups carry the same, and say who', async () => {
  const { id } = await luz.sendToGroup(group, '¿Quién viene?');
  const answer = await juan.reply(group, id, 'Yo');
  const context = (await companion.message(answer.id)).message?.extendedTextMessage?.contextInfo;
  assert.equal(context?.participant, luz.lid);
  const reaction = await juan.react(group, id, '🎉');
  const told = (await companion.message(reaction.id)).message?.reactionMessage;
  assert.partialDeepStrictEqual(told?.key, { id, participant: luz.lid });
  await companion.socket.sendMessage(group.jid, { react: { text: '👏', key: (await companion.message(id)).key } });
  const line = await luz.untilGroupLine(group, (shown) => shown.id === id && shown.reactions?.length === 2);
  assert.deepEqual(line.reactions, [
    { emoji: '🎉', by: JUAN },
    { emoji: '👏', by: BUSINESS },
  ]);
  assert.deepEqual(luz.groupChat(group).at(-1)?.answers, { id, text: '¿Quién viene?' });
});

test('a companion that could not open a reaction or an answer gets it again, whole', async () => {
  const { id } = await luz.sendText(BUSINESS, '¿Y esto?');
  lab.faults.corrupt = 2;
  const reaction = await luz.react(BUSINESS, id, '👀');
  const answer = await luz.reply(BUSINESS, id, 'Otra vez');
  const opened = async (sent: { id: string }) => {
    const is = ({ key, message }: (typeof companion.received)[number]) => key.id === sent.id && Boolean(message);
    return (await companion.until(`${sent.id}, opened`, () => companion.received.find(is))).message;
  };
  assert.equal((await opened(reaction))?.reactionMessage?.text, '👀');
  assert.equal((await opened(answer))?.extendedTextMessage?.contextInfo?.stanzaId, id);
});

test('a restart of the lab keeps all of it', async () => {
  const shown = [luz.chat(BUSINESS), business.chat(LUZ), luz.groupChat(group)];
  await companion.end();
  await lab.close();
  lab = await startWhatsAppWebServer({ stateFile: join(folder, 'phones.json') });
  const [sameLuz, sameBusiness, sameGroup] = [lab.phone(LUZ), lab.phone(BUSINESS), lab.groups()[0]];
  assert.ok(sameLuz && sameBusiness && sameGroup);
  assert.deepEqual([sameLuz.chat(BUSINESS), sameBusiness.chat(LUZ), sameLuz.groupChat(sameGroup)], shown);
  companion = new Companion(lab.url, companion.credentials);
  await companion.open();
});
