import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SendMessageResponse } from '#contract/messages';
import type { SessionList } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

describe('a conversation over WhatsApp Web', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;

  before(async () => {
    bench = await WhatsAppBench.start({ ackTimeout: 300 });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });

  after(() => bench.stop());

  const send = async (conversationId: string, clientMessageId: string, text: string) => {
    const path = `/conversations/${conversationId}/messages`;
    const { body } = await admin.api
      .post<SendMessageResponse>(path, { clientMessageId, type: 'text', text })
      .expect(202);
    return body.message;
  };

  it('links by QR: the line is open and shows its number', async () => {
    const { body } = await admin.api.get<SessionList>('/whatsapp/sessions').expect(200);
    assert.deepEqual(
      body.items.map(({ state, phoneNumber, reason }) => ({ state, phoneNumber, reason })),
      [{ state: 'open', phoneNumber: '573001112233', reason: null }],
    );
  });

  it('shows what the contact writes, with the name and the time of WhatsApp', async () => {
    const { sentAt } = await luz.sendText(business.phoneNumber, 'Hola, ¿hay stock?');
    const { message, conversation } = await socket.event('message:new', (event) => event.message.direction === 'in');
    assert.equal(message.text, 'Hola, ¿hay stock?');
    assert.equal(message.sentAt, new Date(sentAt).toISOString());
    assert.equal(conversation.contact.name, 'Luz');
    assert.equal(conversation.contact.phoneNumber, '573004445566');
    assert.equal(conversation.unread, 1);
  });

  it('delivers an answer and turns its ticks: queued, sent, delivered, read', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const message = await send(id, 'answer-0001', '¡Hola, Luz! Sí, hay.');
    assert.equal(message.status, 'queued');
    await luz.untilLine(business.phoneNumber, (line) => !line.fromMe && line.text === '¡Hola, Luz! Sí, hay.');
    await socket.event('message:status', (event) => event.messageId === message.id && event.status === 'delivered');
    await luz.markRead(business.phoneNumber);
    await socket.event('message:status', (event) => event.messageId === message.id && event.status === 'read');
    const ticks = socket.received.flatMap(({ name, data }) =>
      name === 'message:status' && 'status' in data && 'messageId' in data && data.messageId === message.id
        ? [data.status]
        : [],
    );
    assert.deepEqual(ticks, ['sent', 'delivered', 'read']);
    assert.equal((await conversationWith(admin, luz.phoneNumber)).unread, 0);
  });

  it('makes one bubble of the same clientMessageId sent twice', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const [first, second] = await Promise.all([send(id, 'twice-00001', 'Una vez'), send(id, 'twice-00001', 'Una vez')]);
    assert.equal(first.id, second.id);
    await socket.event('message:status', (event) => event.messageId === first.id && event.status === 'delivered');
    assert.equal(luz.chat(business.phoneNumber).filter(({ text }) => text === 'Una vez').length, 1);
  });

  it('refuses a clientMessageId that belongs to another conversation', async () => {
    const rosa = bench.lab.createPhone({ phoneNumber: '573007778899', name: 'Rosa' });
    await rosa.sendText(business.phoneNumber, 'Buenas');
    await socket.event('message:new', (event) => event.message.text === 'Buenas');
    const { id } = await conversationWith(admin, rosa.phoneNumber);
    await admin.api
      .post(`/conversations/${id}/messages`, { clientMessageId: 'twice-00001', type: 'text', text: 'x' })
      .expect(409);
  });

  it('shows what is written on the phone itself, as sent by the phone', async () => {
    await business.sendText(luz.phoneNumber, 'Escrito en el teléfono');
    const { message } = await socket.event('message:new', (event) => event.message.text === 'Escrito en el teléfono');
    assert.equal(message.direction, 'out');
    assert.equal(message.author, 'phone');
    assert.equal(message.conversationId, (await conversationWith(admin, luz.phoneNumber)).id);
  });

  it('tells that the contact is writing', async () => {
    const { id, contactId } = await conversationWith(admin, luz.phoneNumber);
    socket.io.emit('join:conversation', { contactId, conversationId: id }, () => undefined);
    await luz.setTyping(business.phoneNumber, true);
    const typing = await socket.event('typing:start', (event) => event.by === 'contact');
    assert.deepEqual([typing.contactId, typing.conversationId], [contactId, id]);
  });

  it('sends a swallowed message again under the same id: one bubble', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    bench.lab.faults.dropSends = 1;
    const message = await send(id, 'dropped-001', 'Se perdió una vez');
    await socket.event('message:status', (event) => event.messageId === message.id && event.status === 'delivered');
    assert.equal(luz.chat(business.phoneNumber).filter(({ text }) => text === 'Se perdió una vez').length, 1);
  });

  it('shows one bubble when the acknowledgement was lost and the message went out twice', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    bench.lab.faults.dropAcks = 1;
    bench.lab.faults.holdDelivery = true;
    const message = await send(id, 'lost-ack-01', 'Sin acuse');
    await socket.event('message:status', (event) => event.messageId === message.id && event.status === 'sent');
    bench.lab.faults.holdDelivery = false;
    const lines = luz.chat(business.phoneNumber).filter(({ text }) => text === 'Sin acuse');
    assert.equal(lines.length, 1);
    assert.equal(luz.framesReceived(lines[0]?.id ?? ''), 2);
  });

  it('says why WhatsApp refused a message, and does not try again', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    bench.lab.faults.refuse.set(luz.phoneNumber, 463);
    const message = await send(id, 'refused-001', 'No sale');
    const { error } = await socket.event(
      'message:status',
      (event) => event.messageId === message.id && event.status === 'failed',
    );
    bench.lab.faults.refuse.clear();
    assert.equal(error?.code, 'whatsapp_463');
  });

  it('sends a failed message again when a person asks, however often: one message, one bubble', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const failed = (await allMessages(admin, id)).find(({ text }) => text === 'No sale');
    const path = `/conversations/${id}/messages/${failed?.id ?? ''}/retry`;
    const retry = async () => (await admin.api.post<SendMessageResponse>(path).expect(202)).body.message;

    const [first, second] = await Promise.all([retry(), retry()]);
    assert.partialDeepStrictEqual(first, { id: failed?.id, clientMessageId: 'refused-001', status: 'queued' });
    assert.equal(first.error, undefined);
    assert.ok(first.version > (failed?.version ?? 0));
    assert.equal(second.version, first.version);
    const back = await socket.event('message:status', (event) => event.seq === first.version);
    assert.partialDeepStrictEqual(back, { messageId: failed?.id, status: 'queued' });

    await socket.event('message:status', (event) => event.messageId === failed?.id && event.status === 'delivered');
    const lines = luz.chat(business.phoneNumber).filter(({ text }) => text === 'No sale');
    assert.deepEqual(
      lines.map((line) => luz.framesReceived(line.id)),
      [1],
    );
    assert.equal((await retry()).status, 'delivered');
  });

  it('says that WhatsApp refused it again, and lets it be tried once more', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const becomes = (messageId: string, status: string, after: number) =>
      socket.event('message:status', (e) => e.messageId === messageId && e.status === status && (e.seq ?? 0) > after);
    bench.lab.faults.refuse.set(luz.phoneNumber, 463);
    const message = await send(id, 'refused-002', 'Tampoco');
    const { seq: failedAt = 0 } = await becomes(message.id, 'failed', message.version);
    const path = `/conversations/${id}/messages/${message.id}/retry`;
    const again = (await admin.api.post<SendMessageResponse>(path).expect(202)).body.message;
    assert.ok(again.version > failedAt);
    const { seq: failedAgainAt = 0, error } = await becomes(message.id, 'failed', again.version);
    assert.equal(error?.code, 'whatsapp_463');
    bench.lab.faults.refuse.clear();
    await admin.api.post(path).expect(202);
    await becomes(message.id, 'delivered', failedAgainAt);
  });

  it('keeps every message once and in order', async () => {
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const texts = (await allMessages(admin, id)).map(({ text }) => text);
    assert.deepEqual(texts, [
      'Hola, ¿hay stock?',
      '¡Hola, Luz! Sí, hay.',
      'Una vez',
      'Escrito en el teléfono',
      'Se perdió una vez',
      'Sin acuse',
      'No sale',
      'Tampoco',
    ]);
  });

  it('is unlinked by the phone: the line says so and asks for a new scan', async () => {
    await business.unlink();
    const event = await socket.event('whatsapp:disconnected');
    assert.equal(event.code, 401);
    assert.equal(event.reason, 'logged_out');
    assert.equal(event.action, 'scan_again');
    assert.equal(event.session.state, 'unlinked');
  });
});
