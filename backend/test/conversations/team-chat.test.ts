import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage, ConversationResponse } from '#contract/conversations';
import type { MessageSearchPage } from '#contract/message-search';
import type { MessagePage, SendMessageResponse } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage, recordReaction } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const SAID = [
  '¿Tienen lentes de sol?',
  'Sí, desde 300 pesos',
  'Y camión de reparto',
  'El camión sale a las 5',
  'Gracias',
];

describe('A team in a conversation', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let conversationId: string;
  let sessionId: string;
  let path: string;
  let number = 0;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    sessionId = (await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201)).body.session.id;
    for (const [place, text] of SAID.entries()) await hear(place, text);
    const { items } = (await agent.api.get<ConversationPage>('/conversations').expect(200)).body;
    conversationId = items[0]?.id ?? '';
    path = `/conversations/${conversationId}`;
  });
  after(() => application.stop());

  /** The contact writes. */
  async function hear(place: number, text: string): Promise<void> {
    await application.application.store.write((writing) =>
      importMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: { phoneNumber: '573000000001' },
        name: 'Luz Marín',
        whatsappId: `H-${String(place)}`,
        fromMe: false,
        author: 'contact',
        userId: null,
        type: 'text',
        text,
        status: 'received',
        sentAt: new Date(1_700_000_000_000 + place * 1_000).toISOString(),
      }),
    );
  }

  const page = async (query = '') => (await agent.api.get<MessagePage>(`${path}/messages${query}`).expect(200)).body;
  const said = async (text: string) =>
    (await page()).items.find((message) => message.text === text) ?? assert.fail(text);
  const send = async (body: object, status = 202) => {
    number += 1;
    const request = { clientMessageId: `team-chat-${String(number)}`, ...body };
    return (await agent.api.post<SendMessageResponse>(`${path}/messages`, request).expect(status)).body.message;
  };

  it('keeps a note within the team: nothing is sent, read, or moved up by it', async () => {
    const before = (await agent.api.get<ConversationResponse>(path).expect(200)).body.conversation;
    const socket = await application.socket(admin);
    const note = await send({ type: 'note', text: 'Quiere factura' });
    assert.partialDeepStrictEqual(note, {
      type: 'note',
      text: 'Quiere factura',
      userId: agent.user.id,
      status: 'received',
    });
    const { conversation } = await socket.event('message:new', ({ message }) => message.id === note.id);
    assert.equal(conversation.unread, before.unread);
    assert.equal(conversation.updatedAt, before.updatedAt);
    assert.equal(conversation.lastMessage?.id, before.lastMessage?.id);
    const waiting = await application.application.store.read((database) =>
      database.selectFrom('outbox').selectAll().execute(),
    );
    assert.deepEqual(waiting, []);
  });

  it('answers a message, which stands above the answer', async () => {
    const asked = await said('¿Tienen lentes de sol?');
    const answer = await send({ type: 'text', text: 'Claro', replyTo: asked.id });
    assert.equal(answer.replyTo, asked.id);
    assert.partialDeepStrictEqual(answer.quoted, { id: asked.id, direction: 'in', text: '¿Tienen lentes de sol?' });
    assert.deepEqual((await said('Claro')).quoted, answer.quoted);
    await send({ type: 'text', text: 'x', replyTo: 'nothing' }, 400);
    const note = await send({ type: 'note', text: 'Una nota' });
    await send({ type: 'text', text: 'x', replyTo: note.id }, 400);
    const cards = ['Taller Ruiz', 'Inés'].map((name) => ({ name, phoneNumbers: ['525511112222'] }));
    const people = await send({ type: 'contacts', contacts: cards });
    const { quoted } = await send({ type: 'text', text: 'Los dos', replyTo: people.id });
    assert.deepEqual(quoted?.contacts, [{ name: 'Taller Ruiz' }, { name: 'Inés' }]);
  });

  it('reacts, and takes it back; the last reaction of each person counts', async () => {
    const about = await said('Gracias');
    const socket = await application.socket(admin);
    await send({ type: 'reaction', replyTo: about.id, text: '👍' });
    const { message } = await socket.event('message:updated', ({ message: changed }) => changed.id === about.id);
    assert.deepEqual(message.reactions, [{ emoji: '👍', fromMe: true, userId: agent.user.id }]);
    const theirs = (whatsappId: string, emoji: string) =>
      application.application.store.write((writing) =>
        recordReaction(writing, {
          clientCode: 'acme',
          sessionId,
          address: { phoneNumber: '573000000001' },
          whatsappId,
          fromMe: false,
          about: 'H-4',
          emoji,
          sentAt: writing.now,
        }),
      );
    await theirs('R-1', '😮');
    await theirs('R-1', '😮');
    await theirs('R-2', '❤️');
    await send({ type: 'reaction', replyTo: about.id, text: '' });
    const now = await said('Gracias');
    assert.deepEqual(now.reactions, [{ emoji: '❤️', fromMe: false }]);
    assert.ok((await page()).items.every(({ type }) => type !== 'reaction'));
  });

  it('sends a place and a person', async () => {
    const place = { latitude: 19.43, longitude: -99.13, name: 'Zócalo' };
    assert.deepEqual((await send({ type: 'location', location: place })).location, place);
    const card = { name: 'Taller Ruiz', phoneNumbers: ['525511112222'] };
    assert.deepEqual((await send({ type: 'contacts', contacts: [card] })).contacts, [card]);
    await send({ type: 'location', location: { latitude: 91, longitude: 0 } }, 400);
    await send({ type: 'image', mediaId: 'nothing' }, 400);
  });

  it('finds messages by the beginnings of their words, without accents, newest first, and only the client’s own', async () => {
    const find = async (query: string, who = agent) =>
      (await who.api.get<MessageSearchPage>(`/messages?q=${encodeURIComponent(query)}`).expect(200)).body;
    const texts = ({ items }: MessageSearchPage) => items.map(({ text }) => text);
    assert.deepEqual(texts(await find('CAMION')), ['El camión sale a las 5', 'Y camión de reparto']);
    assert.deepEqual(texts(await find('repar cam')), ['Y camión de reparto']);
    assert.deepEqual(texts(await find('"*) OR (-')), []);
    assert.deepEqual(texts(await find('factura')), ['Quiere factura']);
    const { conversations } = await find('camion');
    assert.deepEqual(
      conversations.map(({ id }) => id),
      [conversationId],
    );
    const first = (await agent.api.get<MessageSearchPage>(`/messages?q=camion&limit=1&conversation=${conversationId}`))
      .body;
    assert.deepEqual(texts(first), ['El camión sale a las 5']);
    const more = `/messages?q=camion&limit=1&conversation=${conversationId}&cursor=${first.nextCursor ?? ''}`;
    const second = (await agent.api.get<MessageSearchPage>(more).expect(200)).body;
    assert.deepEqual([texts(second), second.nextCursor], [['Y camión de reparto'], null]);
    assert.deepEqual((await agent.api.get<MessageSearchPage>('/messages?q=camion&conversation=other')).body.items, []);
    assert.deepEqual((await find('camion', stranger)).items, []);
  });

  it('goes to a message and on from there in both directions', async () => {
    const target = await said('Y camión de reparto');
    const around = await page(`?limit=2&around=${target.id}`);
    assert.deepEqual(
      around.items.map(({ text }) => text),
      ['Sí, desde 300 pesos', 'Y camión de reparto', 'El camión sale a las 5'],
    );
    const older = await page(`?limit=1&before=${around.nextCursor ?? ''}`);
    assert.deepEqual([older.items[0]?.text, older.nextCursor], ['¿Tienen lentes de sol?', null]);
    const newer = await page(`?limit=1&after=${around.previousCursor ?? ''}`);
    assert.equal(newer.items[0]?.text, 'Gracias');
    assert.notEqual(newer.previousCursor, null);
    await agent.api.get(`${path}/messages?around=nothing`).expect(404);
    await agent.api.get(`${path}/messages?around=${target.id}&before=9`).expect(400);
  });

  it('says who took it, handed it over, closed and opened it', async () => {
    const change = (body: object) => agent.api.patch<ConversationResponse>(path, body).expect(200);
    await change({ assignedTo: agent.user.id });
    await change({ assignedTo: admin.user.id });
    await change({ assignedTo: null, status: 'closed' });
    const { body } = await change({ status: 'open' });
    const lines = (await page()).items.flatMap(({ system }) => system ?? []);
    assert.deepEqual(lines, [
      { code: 'taken', params: { by: 'Ana' } },
      { code: 'assigned', params: { by: 'Ana', to: 'Admin of acme' } },
      { code: 'unassigned', params: { by: 'Ana' } },
      { code: 'closed', params: { by: 'Ana' } },
      { code: 'reopened', params: { by: 'Ana' } },
    ]);
    assert.notEqual(body.conversation.lastMessage?.type, 'system');
  });

  it('narrows the list down by line and by what is unread', async () => {
    const count = async (query: string) =>
      (await agent.api.get<ConversationPage>(`/conversations?${query}`).expect(200)).body.items.length;
    assert.deepEqual([await count(`session=${sessionId}`), await count('session=other')], [1, 0]);
    await hear(99, 'Otra cosa');
    assert.equal(await count('unread=true'), 1);
    await agent.api.patch(path, { unread: 0 }).expect(200);
    assert.equal(await count('unread=true'), 0);
  });
});
