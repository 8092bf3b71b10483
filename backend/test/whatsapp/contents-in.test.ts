import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { proto } from 'baileys';
import type { Message } from '#contract/messages';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

describe('What people send beside texts', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;
  let juan: Phone;
  let group: Group;

  before(async () => {
    bench = await WhatsAppBench.start();
    const { lab } = bench;
    admin = await bench.application.createClient('acme');
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    juan = lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
    await luz.sendText(business.phoneNumber, 'De antes del CRM', { id: '3ABEFORE' });
    group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan] });
    await luz.sendToGroup(group, 'También de antes', { id: '3ABEFOREINGROUP' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  const told = async (fits: (message: Message) => boolean) =>
    (await socket.event('message:new', ({ message }) => fits(message))).message;
  const said = (text: string) => told((message) => message.text === text);
  const reactionsBecome = async ({ id }: Message, emojis: string[]) => {
    const given = ({ reactions = [] }: Message) => reactions.map(({ emoji }) => emoji);
    const { message } = await socket.event(
      'message:updated',
      (event) => event.message.id === id && given(event.message).join() === emojis.join(),
    );
    return message;
  };
  const inChat = async (phoneNumber = luz.phoneNumber) =>
    allMessages(admin, (await conversationWith(admin, phoneNumber)).id);

  it('shows what a message answers, from both sides, also where that is from before', async () => {
    const { id } = await luz.sendText(business.phoneNumber, '¿Tienen pan?');
    const asked = await said('¿Tienen pan?');
    const answer = await business.reply(luz.phoneNumber, id, 'Recién horneado');
    const answered = await said('Recién horneado');
    assert.equal(answered.replyTo, asked.id);
    assert.partialDeepStrictEqual(answered.quoted, { id: asked.id, direction: 'in', text: '¿Tienen pan?' });
    await luz.reply(business.phoneNumber, answer.id, 'Voy para allá', { addressing: 'lid' });
    assert.partialDeepStrictEqual((await said('Voy para allá')).quoted, { id: answered.id, direction: 'out' });

    await luz.reply(business.phoneNumber, '3ABEFORE', 'Me refería a esto');
    const old = await said('Me refería a esto');
    assert.equal(old.replyTo, undefined);
    assert.deepEqual(old.quoted, { direction: 'in', author: 'contact', type: 'text', text: 'De antes del CRM' });
    assert.deepEqual((await inChat()).at(-1)?.quoted, old.quoted);
  });

  it('puts reactions at their message: of the contact, and of our own phone; the last counts, and an empty one takes it back', async () => {
    const { id } = await luz.sendText(business.phoneNumber, 'Gracias por todo');
    const message = await said('Gracias por todo');
    await luz.react(business.phoneNumber, id, '🙏');
    await reactionsBecome(message, ['🙏']);
    await business.react(luz.phoneNumber, id, '❤️');
    await reactionsBecome(message, ['🙏', '❤️']);
    await luz.react(business.phoneNumber, id, '😂', { addressing: 'lid' });
    const { reactions } = await reactionsBecome(message, ['😂', '❤️']);
    assert.deepEqual(reactions, [
      { emoji: '😂', fromMe: false },
      { emoji: '❤️', fromMe: true },
    ]);
    await luz.react(business.phoneNumber, id, '');
    await business.react(luz.phoneNumber, id, '');
    await reactionsBecome(message, []);
    const conversation = await conversationWith(admin, luz.phoneNumber);
    assert.equal(conversation.lastMessage?.text, 'Gracias por todo');
    assert.ok((await inChat()).every(({ type }) => type === 'text'));
  });

  it('shows places, and nothing off the Earth', async () => {
    const place = { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro' };
    await luz.sendLocation(business.phoneNumber, place);
    assert.deepEqual((await told(({ type }) => type === 'location')).location, place);
    const live = { liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2, caption: 'Ya casi' } };
    await luz.send(business.phoneNumber, live);
    const moving = await said('Ya casi');
    assert.deepEqual([moving.type, moving.location], ['location', { latitude: 1.5, longitude: 2 }]);
    await luz.sendLocation(business.phoneNumber, { latitude: 91, longitude: 0, name: 'Nada' });
    const nowhere = await told(({ type }) => type === 'unsupported');
    assert.equal(nowhere.location, undefined);
  });

  it('reads contact cards however they are written, and nothing else out of them', async () => {
    await luz.sendContact(business.phoneNumber, 'Taller Ruiz', '525511112222');
    const card = await told(({ type }) => type === 'contacts');
    assert.deepEqual(card.contacts, [{ name: 'Taller Ruiz', phoneNumbers: ['525511112222'] }]);
    const lines = [
      'BEGIN:VCARD',
      'FN:José\\, el de los',
      '  frenos\\nNota',
      'tel;type=CELL;WAID=5215533334444:+52 1 55 3333 4444',
      'TEL:+52 1 (55) 3333-4444',
      'item2.TEL;TYPE=home:55 1234',
      'NOTE:TEL:999',
      'TEL:sin número',
      'no property at all',
      'END:VCARD',
    ];
    const several = [
      { vcard: lines.join('\r\n') },
      { displayName: 'Sin tarjeta' },
      { displayName: 'x'.repeat(300), vcard: 'TEL:1\n'.repeat(3) + 'TEL:' + '2'.repeat(60) },
    ];
    await luz.send(business.phoneNumber, { contactsArrayMessage: { displayName: '3 contacts', contacts: several } });
    const { contacts } = await told(({ contacts: cards }) => cards?.length === 3);
    assert.deepEqual(contacts, [
      { name: 'José, el de los frenos Nota', phoneNumbers: ['5215533334444', '551234'] },
      { name: 'Sin tarjeta', phoneNumbers: [] },
      { name: 'x'.repeat(200), phoneNumbers: ['1', '2'.repeat(40)] },
    ]);
  });

  it('shows the words of choices, templates and polls', async () => {
    const forms: [proto.IMessage, string][] = [
      [{ buttonsResponseMessage: { selectedDisplayText: 'Confirmar' } }, 'Confirmar'],
      [{ listResponseMessage: { title: 'Martes', description: 'A las 9' } }, 'Martes\nA las 9'],
      [{ templateButtonReplyMessage: { selectedDisplayText: 'Sí, gracias' } }, 'Sí, gracias'],
      [{ interactiveResponseMessage: { body: { text: 'Elegí esto' } } }, 'Elegí esto'],
      [{ templateMessage: { hydratedTemplate: { hydratedContentText: 'Su cita es mañana' } } }, 'Su cita es mañana'],
      [
        { pollCreationMessageV3: { name: '¿Qué día?', options: [{ optionName: 'Lunes' }, { optionName: 'Martes' }] } },
        '¿Qué día?\n• Lunes\n• Martes',
      ],
    ];
    for (const [content, text] of forms) {
      await luz.send(business.phoneNumber, content);
      assert.equal((await said(text)).type, 'text');
    }
  });

  it('keeps what a message answers beside it, and not in what is kept of the message itself', async () => {
    const { id } = await luz.sendText(business.phoneNumber, '¿Dónde es?');
    const asked = await said('¿Dónde es?');
    const contextInfo = { stanzaId: id, participant: luz.jid, quotedMessage: { conversation: '¿Dónde es?' } };
    await luz.send(business.phoneNumber, {
      locationMessage: { degreesLatitude: 4.6, degreesLongitude: -74.1, contextInfo },
    });
    const answer = await told(({ replyTo }) => replyTo === asked.id);
    const { content } = await bench.application.application.store.read((database) =>
      database.selectFrom('messages').select('content').where('id', '=', answer.id).executeTakeFirstOrThrow(),
    );
    const kept = Buffer.from(content ?? assert.fail());
    assert.equal(kept.includes('¿Dónde es?'), false);
    assert.equal(proto.Message.decode(kept).locationMessage?.degreesLatitude, 4.6);
  });

  it('tells in groups who answered whom and who reacted', async () => {
    const { id } = await luz.sendToGroup(group, '¿Quién viene el lunes?');
    const asked = await said('¿Quién viene el lunes?');
    await juan.reply(group, id, 'Yo voy');
    const answer = await said('Yo voy');
    assert.partialDeepStrictEqual(answer, { participant: 'Juan', replyTo: asked.id, quoted: { participant: 'Luz' } });
    await juan.react(group, id, '🎉');
    await business.react(group, id, '👏');
    const { reactions } = await reactionsBecome(asked, ['🎉', '👏']);
    assert.deepEqual(reactions, [
      { emoji: '🎉', fromMe: false, participant: 'Juan', participantId: answer.participantId },
      { emoji: '👏', fromMe: true },
    ]);
    await juan.reply(group, '3ABEFOREINGROUP', 'Esto también');
    assert.deepEqual((await said('Esto también')).quoted, {
      direction: 'in',
      author: 'contact',
      participant: 'Luz',
      participantId: asked.participantId,
      type: 'text',
      text: 'También de antes',
    });
  });

  it('misses none of it while the line is away, and keeps nothing back in the journal', async () => {
    const { id } = await luz.sendText(business.phoneNumber, 'Antes de irse');
    const message = await said('Antes de irse');
    bench.lab.faults.refuseLogin = 503;
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    await luz.react(business.phoneNumber, id, '👋');
    await luz.reply(business.phoneNumber, id, 'Sigo aquí');
    bench.lab.faults.refuseLogin = undefined;
    socket = await bench.application.socket(admin);
    assert.equal(
      (await socket.event('message:new', (event) => event.message.text === 'Sigo aquí', 60_000)).message.replyTo,
      message.id,
    );
    const shown = (await inChat()).find((one) => one.id === message.id);
    assert.deepEqual(shown?.reactions, [{ emoji: '👋', fromMe: false }]);
    const left = await bench.application.application.store.read((database) =>
      database.selectFrom('whatsappKeys').select('id').where('type', '=', 'incoming-journal').execute(),
    );
    assert.deepEqual(left, []);
  });
});
