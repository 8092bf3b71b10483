import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Companion, copyOf, linkedCompanion } from '../../../lab/test/support/companion.ts';
import type { Message, MessageStatus, SendMessageResponse } from '#contract/messages';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

describe('What a team sends beside texts', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;
  let juan: Phone;
  let group: Group;
  let chat: string;
  let groupChat: string;
  let number = 0;

  before(async () => {
    bench = await WhatsAppBench.start({ ackTimeout: 300 });
    const { lab } = bench;
    admin = await bench.application.createClient('acme');
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    juan = lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
    group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan] });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await said('Hola');
    await luz.sendToGroup(group, 'Hola a todos');
    groupChat = (await said('Hola a todos')).conversationId;
    chat = (await conversationWith(admin, luz.phoneNumber)).id;
  });
  after(() => bench.stop());

  const said = async (text: string) =>
    (await socket.event('message:new', ({ message }) => message.text === text && message.direction === 'in')).message;
  const send = async (body: object, conversationId = chat): Promise<Message> => {
    const request = { clientMessageId: `contents-out-${String((number += 1))}`, ...body };
    const path = `/conversations/${conversationId}/messages`;
    return (await admin.api.post<SendMessageResponse>(path, request).expect(202)).body.message;
  };
  const becomes = ({ id }: Message, status: MessageStatus, limit?: number) =>
    socket.event('message:status', (event) => event.messageId === id && event.status === status, limit);
  const shows = (phone: Phone, text: string) => phone.untilLine(business.phoneNumber, (line) => line.text === text);
  const reactionsAt = async (messageId: string, conversationId = chat) =>
    (await allMessages(admin, conversationId)).find(({ id }) => id === messageId)?.reactions;

  it('answers what the contact wrote, what a colleague wrote, and a place', async () => {
    const { id } = await luz.sendText(business.phoneNumber, '¿Tienen pan?');
    const asked = await said('¿Tienen pan?');
    const answer = await send({ type: 'text', text: 'Recién horneado', replyTo: asked.id });
    assert.deepEqual((await shows(luz, 'Recién horneado')).answers, { id, text: '¿Tienen pan?' });
    await send({ type: 'text', text: 'Y de ayer, a mitad', replyTo: answer.id });
    assert.equal((await shows(luz, 'Y de ayer, a mitad')).answers?.text, 'Recién horneado');
    const own = await business.untilLine(luz.phoneNumber, ({ text }) => text === 'Y de ayer, a mitad');
    assert.equal(own.answers?.text, 'Recién horneado');

    await luz.sendLocation(business.phoneNumber, { latitude: 4.6, longitude: -74.1, name: 'Mi casa' });
    const { message } = await socket.event('message:new', (event) => event.message.type === 'location');
    await send({ type: 'text', text: 'Llegamos en media hora', replyTo: message.id });
    assert.equal((await shows(luz, 'Llegamos en media hora')).answers?.text, 'Mi casa');
  });

  it('reacts, also to its own, changes its mind and takes it back; only ticks move, no bubble comes', async () => {
    const { id } = await luz.sendText(business.phoneNumber, 'Gracias');
    const thanks = await said('Gracias');
    const reacted = (phone: Phone, emoji: string | undefined, about = id) =>
      phone.untilLine(
        business.phoneNumber,
        (line) => line.id === about && line.reactions?.[0]?.emoji === emoji && (line.reactions?.length ?? 0) < 2,
      );
    const bubbles = luz.chat(business.phoneNumber).length;
    await becomes(await send({ type: 'reaction', replyTo: thanks.id, text: '👍' }), 'delivered');
    assert.deepEqual((await reacted(luz, '👍')).reactions, [{ emoji: '👍', by: business.phoneNumber }]);
    await send({ type: 'reaction', replyTo: thanks.id, text: '❤️' });
    await reacted(luz, '❤️');
    await luz.markRead(business.phoneNumber);
    assert.deepEqual(await reactionsAt(thanks.id), [{ emoji: '❤️', fromMe: true, userId: admin.user.id }]);
    await send({ type: 'reaction', replyTo: thanks.id, text: '' });
    await reacted(luz, undefined);
    const own = await send({ type: 'text', text: 'A usted' });
    const line = await shows(luz, 'A usted');
    await send({ type: 'reaction', replyTo: own.id, text: '😉' });
    await reacted(luz, '😉', line.id);
    assert.equal(luz.chat(business.phoneNumber).length, bubbles + 1);
  });

  it('sends a place, one card and several, written so that nobody can slip anything in', async () => {
    const place = { latitude: 19.4326, longitude: -99.1332, name: 'Sucursal Centro', address: 'Madero 1' };
    await send({ type: 'location', location: place });
    assert.deepEqual((await shows(luz, 'Sucursal Centro')).location, place);
    await send({ type: 'location', location: { latitude: -33.4, longitude: -70.6 } });
    assert.deepEqual((await shows(luz, '[location]')).location, { latitude: -33.4, longitude: -70.6 });

    const name = 'Ruiz; hijos, y\nTEL:666';
    await send({ type: 'contacts', contacts: [{ name, phoneNumbers: ['+52 55 1111 2222'] }] });
    const [card] = (await shows(luz, name)).contacts ?? [];
    assert.deepEqual(card?.vcard.split('\n'), [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Ruiz\\; hijos\\, y TEL:666;;;',
      'FN:Ruiz\\; hijos\\, y TEL:666',
      'TEL;type=CELL;type=VOICE;waid=525511112222:+525511112222',
      'END:VCARD',
    ]);
    const both = ['Ana', 'Leo'].map((one) => ({ name: one, phoneNumbers: ['525511112222'] }));
    await send({ type: 'contacts', contacts: both });
    assert.equal((await shows(luz, 'Ana, Leo')).contacts?.length, 2);
  });

  it('does the same in groups, where it says whose message is meant', async () => {
    const { id } = await luz.sendToGroup(group, '¿Quién trae el pan?');
    const asked = await said('¿Quién trae el pan?');
    await send({ type: 'text', text: 'Nosotros', replyTo: asked.id }, groupChat);
    const answer = await juan.untilGroupLine(group, ({ text }) => text === 'Nosotros');
    assert.deepEqual(answer.answers, { id, text: '¿Quién trae el pan?' });
    await send({ type: 'reaction', replyTo: asked.id, text: '🥖' }, groupChat);
    for (const phone of [business, luz, juan]) {
      const line = await phone.untilGroupLine(group, (shown) => shown.id === id && shown.reactions !== undefined);
      assert.deepEqual(line.reactions, [{ emoji: '🥖', by: business.phoneNumber }]);
    }
    await send({ type: 'contacts', contacts: [{ name: 'Panadería', phoneNumbers: ['525511112222'] }] }, groupChat);
    await juan.untilGroupLine(group, ({ contacts }) => contacts?.[0]?.name === 'Panadería');
  });

  it('is written again under the same id where WhatsApp said nothing, and given again whole where a phone could not read it', async () => {
    const { id } = await luz.sendText(business.phoneNumber, '¿Y el domingo?');
    const asked = await said('¿Y el domingo?');
    bench.lab.faults.holdDelivery = true;
    bench.lab.faults.dropAcks = 1;
    await becomes(await send({ type: 'text', text: 'Cerrado', replyTo: asked.id }), 'sent', 10_000);
    bench.lab.faults.holdDelivery = false;
    const line = await shows(luz, 'Cerrado');
    assert.equal(luz.framesReceived(line.id), 2);
    assert.equal(luz.chat(business.phoneNumber).filter(({ text }) => text === 'Cerrado').length, 1);
    luz.loseSessions();
    await send({ type: 'reaction', replyTo: asked.id, text: '🙈' });
    const shown = await luz.untilLine(business.phoneNumber, (one) => one.id === id && one.reactions !== undefined);
    assert.deepEqual(shown.reactions, [{ emoji: '🙈', by: business.phoneNumber }]);
  });

  it('is given again whole after a restart too', async () => {
    const { id } = await luz.sendText(business.phoneNumber, '¿Me lee?');
    const asked = await said('¿Me lee?');
    const laptop = await linkedCompanion(bench.lab.url, luz);
    await laptop.end();
    const answer = await send({ type: 'text', text: 'Sí', replyTo: asked.id });
    const reaction = await send({ type: 'reaction', replyTo: asked.id, text: '👀' });
    await becomes(answer, 'delivered');
    await becomes(reaction, 'delivered');
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    const forgetful = copyOf(laptop.credentials);
    for (const key of forgetful.keys.keys()) if (/^(session|pre-key) /.test(key)) forgetful.keys.delete(key);
    const again = new Companion(bench.lab.url, forgetful);
    const contents = () => again.received.flatMap(({ message }) => message ?? []);
    const context = await again.until(
      'the answer',
      () =>
        contents().find(({ extendedTextMessage }) => extendedTextMessage)?.extendedTextMessage?.contextInfo ??
        undefined,
    );
    assert.equal(context.stanzaId, id);
    const { key, text } = await again.until(
      'the reaction',
      () => contents().find(({ reactionMessage }) => reactionMessage)?.reactionMessage ?? undefined,
    );
    assert.deepEqual([key?.id, text], [id, '👀']);
    await again.end();
  });

  it('shows a reaction no longer when WhatsApp refuses it, and sends the next message', async () => {
    await luz.sendText(business.phoneNumber, 'Última');
    const last = await said('Última');
    bench.lab.faults.refuse.set(luz.phoneNumber, 421);
    const refused = await send({ type: 'reaction', replyTo: last.id, text: '🎉' });
    const { error } = await becomes(refused, 'failed');
    assert.equal(error?.code, 'whatsapp_421');
    await socket.event('message:updated', ({ message }) => message.id === last.id && message.reactions === undefined);
    assert.equal(await reactionsAt(last.id), undefined);
    bench.lab.faults.refuse.delete(luz.phoneNumber);
    await becomes(await send({ type: 'text', text: 'Ahora sí' }), 'sent');
    await admin.api.post(`/conversations/${chat}/messages/${refused.id}/retry`);
    await becomes(refused, 'sent');
    assert.deepEqual(await reactionsAt(last.id), [{ emoji: '🎉', fromMe: true, userId: admin.user.id }]);
  });
});
