import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactDeletionList, ContactFiguresResponse, ContactResponse } from '#contract/contacts';
import type { Contact, Conversation, ConversationPage } from '#contract/conversations';
import type { EventPage } from '#contract/events';
import type { MessageSearchPage } from '#contract/message-search';
import type { StatsResponse } from '#contract/stats';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { tracesOf } from './traces.ts';

const SHOP = '573001112233';
/** Nothing else on this disk has these. */
const LUZ = '573004445566';
const words = {
  asked: 'xilofonoazul',
  answered: 'respuestaverde',
  note: 'notaescondida',
  notes: 'apunteprivado',
  name: 'Lucrecia Zyx',
  file: 'contenidodelarchivo',
  fileName: 'informesecreto.bin',
  inGroup: 'enelgrupodije',
};

describe('Deleting the data of a contact', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let socket: TestSocket;
  let shop: Phone;
  let luz: Phone;
  let juan: Phone;
  let group: Group;
  let conversation: Conversation;
  /** What a browser that went offline before holds. */
  let cursor: { epoch: string; seq: number };
  let statsBefore: StatsResponse['stats'];

  before(async () => {
    bench = await WhatsAppBench.start();
    const { application, lab } = bench;
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    shop = lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
    luz = lab.createPhone({ phoneNumber: LUZ, name: 'Luzmarina' });
    juan = lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
    await bench.link(admin, shop);
    socket = await application.socket(admin);
    await talk();
    const { body } = await admin.api.get<EventPage>('/events?after=0&limit=1').expect(200);
    cursor = { epoch: body.epoch, seq: body.seq };
    statsBefore = await stats();
  });
  after(() => bench.stop());

  /** Everything that there can be of somebody. */
  async function talk(): Promise<void> {
    const arrived = (text: string) => socket.event('message:new', ({ message }) => message.text === text);
    await juan.sendText(SHOP, 'Buenas');
    await arrived('Buenas');
    await luz.sendText(SHOP, `Hola, ${words.asked}`);
    await arrived(`Hola, ${words.asked}`);
    conversation = await conversationWith(admin, LUZ);
    const send = (body: object) => admin.api.post(`/conversations/${conversation.id}/messages`, body).expect(202);
    await send({ clientMessageId: 'answer-0001', type: 'text', text: words.answered });
    await luz.untilLine(SHOP, ({ text }) => text === words.answered);
    await send({ clientMessageId: 'note-000001', type: 'note', text: words.note });
    const bytes = Buffer.from(words.file.repeat(1_000));
    await luz.sendFile(SHOP, { kind: 'document', bytes, mimeType: 'application/x-test', fileName: words.fileName });
    await socket.event('message:updated', ({ message }) => message.media?.state === 'ready');
    const { body: label } = await admin.api.post<{ label: { id: string } }>('/labels', { name: 'VIP', colour: 'blue' });
    await admin.api.patch(`/conversations/${conversation.id}`, { labels: [label.label.id], unread: 0 }).expect(200);
    await admin.api.patch(`/contacts/${conversation.contactId}`, { name: words.name, notes: words.notes }).expect(200);
    group = bench.lab.createGroup({ subject: 'Club', creator: juan, participants: [shop, luz] });
    await juan.sendToGroup(group, 'Empiezo');
    await arrived('Empiezo');
    await luz.sendToGroup(group, words.inGroup);
    await arrived(words.inGroup);
  }

  const traces = () => [...Object.values(words), LUZ, luz.lid.replace('@lid', ''), luz.name];
  const stats = async () => (await admin.api.get<StatsResponse>('/stats').expect(200)).body.stats;
  const contact = async (): Promise<Contact> =>
    (await admin.api.get<ContactResponse>(`/contacts/${conversation.contactId}`).expect(200)).body.contact;
  const deletions = async () =>
    (await admin.api.get<ContactDeletionList>('/contacts/deletions').expect(200)).body.items;
  const untilDone = async () => {
    while ((await deletions()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('is for admins of the client, who are told in figures what is lost, and who have seen the contact as it is', async () => {
    const { id, version } = await contact();
    const path = `/contacts/${id}`;
    await agent.api.get(`${path}/figures`).expect(403);
    await agent.api.delete(`${path}?version=${String(version)}`).expect(403);
    await stranger.api.get(`${path}/figures`).expect(404);
    await stranger.api.delete(`${path}?version=${String(version)}`).expect(404);
    await admin.api.delete(path).expect(400);
    await admin.api.delete(`${path}?version=${String(version - 1)}`).expect(409);
    const { body } = await admin.api.get<ContactFiguresResponse>(`${path}/figures`).expect(200);
    assert.equal(body.contact.name, words.name);
    assert.deepEqual(body.figures, {
      conversations: 1,
      messages: 3,
      groupMessages: 1,
      files: 1,
      notes: 2,
      campaigns: 0,
    });
  });

  it('knows what it would find on the disk', () => {
    const texts = traces();
    const found = new Set(tracesOf(bench.application.dataDirectory, texts).map(({ text }) => text));
    assert.deepEqual([...found].sort(), texts.toSorted());
  });

  it('has them gone for everybody at once, and told by ids only', async () => {
    const { id, version } = await contact();
    await admin.api.delete(`/contacts/${id}?version=${String(version)}`).expect(202);
    const told = await socket.event('contact:removed', ({ contactId }) => contactId === id);
    assert.deepEqual(Object.keys(told).sort(), ['at', 'clientCode', 'contactId', 'seq']);
    await socket.event('conversation:removed', ({ conversationId }) => conversationId === conversation.id);
    for (const path of [
      `/contacts/${id}`,
      `/conversations/${conversation.id}`,
      `/conversations/${conversation.id}/messages`,
    ])
      await admin.api.get(path).expect(404);
    await admin.api.delete(`/contacts/${id}?version=${String(version)}`).expect(404);
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    assert.deepEqual(body.items.map((one) => one.contact.name).sort(), ['Club', 'Juan']);
  });

  it('leaves nothing of them on the disk', async () => {
    await untilDone();
    assert.deepEqual(tracesOf(bench.application.dataDirectory, traces()), []);
    const { body } = await admin.api.get<MessageSearchPage>(`/messages?q=${words.asked}`).expect(200);
    assert.deepEqual(body.items, []);
    const logged = bench.application.logged.filter((line) => line.includes('data of a contact'));
    assert.ok(logged.length >= 2);
    assert.ok(logged.every((line) => !line.includes(LUZ) && !line.includes(words.name)));
  });

  it('leaves everybody else as they were, and the figures', async () => {
    const { id } = await conversationWith(admin, juan.phoneNumber);
    assert.deepEqual(
      (await allMessages(admin, id)).map(({ text }) => text),
      ['Buenas'],
    );
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    const club = body.items.find((one) => one.contact.kind === 'group') ?? assert.fail();
    assert.equal(club.lastMessage?.text, 'Empiezo');
    assert.deepEqual(
      (await allMessages(admin, club.id)).map(({ text }) => text),
      ['Empiezo'],
    );
    const { received, sent } = await stats();
    assert.deepEqual({ received, sent }, { received: statsBefore.received, sent: statsBefore.sent });
  });

  it('has a browser that was away start over', async () => {
    const { epoch, seq } = cursor;
    const query = `after=${String(seq)}&epoch=${epoch}`;
    const { body } = await admin.api.get<{ epoch: string }>(`/events?${query}`).expect(410);
    assert.notEqual(body.epoch, epoch);
    await admin.api.get(`/events?after=${String(seq)}`).expect(410);
  });

  it('begins a new contact when the person writes again', async () => {
    await luz.sendText(SHOP, 'Soy yo otra vez');
    await socket.event('message:new', ({ message }) => message.text === 'Soy yo otra vez');
    const isUnknown = bench.application.logged.some((line) => line.includes('"cause":"No session record"'));
    assert.ok(isUnknown, 'the line still had what it talked with them by');
    const anew = await conversationWith(admin, LUZ);
    assert.notEqual(anew.contactId, conversation.contactId);
    assert.equal(anew.contact.name, luz.name);
    assert.deepEqual(
      (await allMessages(admin, anew.id)).map(({ text }) => text),
      ['Soy yo otra vez'],
    );
    await admin.api
      .post(`/conversations/${anew.id}/messages`, { clientMessageId: 'anew-000001', type: 'text', text: 'Bienvenida' })
      .expect(202);
    await luz.untilLine(SHOP, ({ text }) => text === 'Bienvenida');
  });
});
