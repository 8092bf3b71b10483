import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage, ConversationResponse } from '#contract/conversations';
import type { MessagePage, SendMessageResponse } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage, recordMessage } from '../../src/conversations/index.ts';
import { DrivenTime, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const PEOPLE = ['José Peña', 'Ana Ruiz', 'Óscar Díaz', 'Luz Marín', 'Inés Gil'];

describe('Conversations over HTTP', () => {
  const time = new DrivenTime();
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let sessionId: string;

  before(async () => {
    application = await startTestApplication({
      clock: time.clock,
      environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' },
    });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const { body } = await admin.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    sessionId = body.session.id;
    await application.application.store.write(async (writing) => {
      for (const [person, name] of PEOPLE.entries()) {
        for (let line = 0; line < 3; line += 1) {
          await importMessage(writing, {
            clientCode: 'acme',
            sessionId,
            address: { phoneNumber: `57300000000${String(person)}` },
            name,
            whatsappId: `H-${String(person)}-${String(line)}`,
            fromMe: false,
            author: 'contact',
            userId: null,
            type: 'text',
            text: `${name} ${String(line)}`,
            status: 'received',
            sentAt: new Date(1_700_000_000_000 + (person * 10 + line) * 1_000).toISOString(),
          });
        }
      }
    });
  });
  after(() => application.stop());

  const list = async (query = '') => (await agent.api.get<ConversationPage>(`/conversations${query}`).expect(200)).body;
  const names = ({ items }: ConversationPage) => items.map(({ contact }) => contact.name);
  const idOf = async (name: string) => (await list(`?q=${encodeURIComponent(name)}`)).items[0]?.id ?? '';

  it('lists the newest first, page by page, each once', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`?limit=2${cursor}`);
      seen.push(...names(page));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    assert.deepEqual(seen, [...PEOPLE].reverse());
  });

  it('lists by arrival what comes late, as after an outage, at the time WhatsApp gave it', async () => {
    const own = await application.createClient('late');
    const { body } = await own.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    const { store } = application.application;
    const came = async (name: string, sentAt: string) => {
      const message = {
        clientCode: 'late',
        sessionId: body.session.id,
        address: { phoneNumber: `5730000001${String(name.length)}` },
        name,
        whatsappId: `${name} ${sentAt}`,
        fromMe: false,
        type: 'text' as const,
        text: 'Hola',
        sentAt,
      };
      await store.write((writing) => recordMessage(writing, message));
      time.pass(1_000);
    };
    await came('Ana', '2026-03-01T10:00:00.000Z');
    await came('Bruno', '2026-03-01T09:00:00.000Z');
    await came('Catalina', '2026-03-01T08:00:00.000Z');
    await came('Ana', '2026-03-01T07:00:00.000Z');
    const { body: page } = await own.api.get<ConversationPage>('/conversations').expect(200);
    assert.deepEqual(
      page.items.map(({ contact, lastMessage, unread }) => [contact.name, lastMessage?.sentAt, unread]),
      [
        ['Ana', '2026-03-01T07:00:00.000Z', 2],
        ['Catalina', '2026-03-01T08:00:00.000Z', 1],
        ['Bruno', '2026-03-01T09:00:00.000Z', 1],
      ],
    );
  });

  it('finds by name without accents, by part of the number, and by several words', async () => {
    assert.deepEqual(names(await list('?q=jose')), ['José Peña']);
    assert.deepEqual(names(await list('?q=PEÑA')), ['José Peña']);
    assert.deepEqual(names(await list('?q=000003')), ['Luz Marín']);
    assert.deepEqual(names(await list('?q=diaz%20oscar')), ['Óscar Díaz']);
    assert.deepEqual(names(await list('?q=%25')), []);
  });

  it('pages through messages, oldest first within a page', async () => {
    const path = `/conversations/${await idOf('Luz')}/messages`;
    const newest = (await agent.api.get<MessagePage>(`${path}?limit=2`).expect(200)).body;
    assert.deepEqual(
      newest.items.map(({ text }) => text),
      ['Luz Marín 1', 'Luz Marín 2'],
    );
    const older = (await agent.api.get<MessagePage>(`${path}?limit=2&before=${newest.nextCursor ?? ''}`).expect(200))
      .body;
    assert.deepEqual(
      older.items.map(({ text }) => text),
      ['Luz Marín 0'],
    );
    assert.equal(older.nextCursor, null);
  });

  it('is assigned, closed, opened and read, and everyone is told once', async () => {
    const id = await idOf('Inés');
    const socket = await application.socket(admin);
    const change = { assignedTo: agent.user.id, unread: 0, status: 'closed' };
    const { body } = await agent.api.patch<ConversationResponse>(`/conversations/${id}`, change).expect(200);
    assert.partialDeepStrictEqual(body.conversation, change);
    await agent.api.patch(`/conversations/${id}`, change).expect(200);
    await agent.api.patch(`/conversations/${id}`, { status: 'open' }).expect(200);
    await socket.event('message:new', ({ conversation }) => conversation.status === 'open');
    assert.deepEqual(
      socket.dataOf('message:new').map(({ message: { type, system, status } }) => [type, system?.code, status]),
      [
        ['system', 'taken', 'received'],
        ['system', 'closed', 'received'],
        ['system', 'reopened', 'received'],
      ],
    );
    assert.equal(socket.dataOf('conversation:updated').length, 0);
    assert.deepEqual(names(await list('?filter=mine')), ['Inés Gil']);
    assert.equal((await list('?filter=unassigned')).items.length, PEOPLE.length - 1);
  });

  it('refuses an assignee who is not of the team', async () => {
    const id = await idOf('Luz');
    await agent.api.patch(`/conversations/${id}`, { assignedTo: stranger.user.id }).expect(400);
    await agent.api.patch(`/conversations/${id}`, { assignedTo: 'nobody' }).expect(400);
    await agent.api.patch(`/conversations/${id}`, { unread: 3 }).expect(400);
  });

  it('retries only messages of that conversation, and changes nothing about one that has not failed', async () => {
    const id = await idOf('Luz');
    const { lastMessage } = (await agent.api.get<ConversationResponse>(`/conversations/${id}`)).body.conversation;
    const retry = (conversationId: string, messageId = '') =>
      agent.api.post<SendMessageResponse>(`/conversations/${conversationId}/messages/${messageId}/retry`);
    assert.deepEqual((await retry(id, lastMessage?.id).expect(202)).body.message, lastMessage);
    await retry(id, 'nothing').expect(404);
    await retry(await idOf('Inés'), lastMessage?.id).expect(404);
    await agent.api.get(`/conversations/${id}/messages/${lastMessage?.id ?? ''}/retry`).expect(405);
  });

  it('refuses cursors that are not ours', async () => {
    await agent.api.get('/conversations?cursor=nonsense').expect(400);
    await agent.api.get('/conversations?limit=0').expect(400);
    await agent.api.get('/conversations?limit=501').expect(400);
    await agent.api.get(`/conversations/${await idOf('Luz')}/messages?before=-1`).expect(400);
  });

  it('shows nothing of one client to another, by any route', async () => {
    const id = await idOf('Luz');
    const message = { clientMessageId: 'foreign-0001', type: 'text', text: 'x' };
    assert.deepEqual((await stranger.api.get<ConversationPage>('/conversations').expect(200)).body.items, []);
    await stranger.api.get(`/conversations/${id}`).expect(404);
    await stranger.api.patch(`/conversations/${id}`, { unread: 0 }).expect(404);
    await stranger.api.get(`/conversations/${id}/messages`).expect(404);
    await stranger.api.post(`/conversations/${id}/messages`, message).expect(404);
    const { lastMessage } = (await agent.api.get<ConversationResponse>(`/conversations/${id}`)).body.conversation;
    await stranger.api.post(`/conversations/${id}/messages/${lastMessage?.id ?? ''}/retry`).expect(404);
    await stranger.api.post('/conversations', { phoneNumber: '573001112233', sessionId }).expect(404);
    await stranger.api.get(`/whatsapp/sessions/${sessionId}`).expect(404);
    await stranger.api.post(`/whatsapp/sessions/${sessionId}/connect`).expect(404);
    await stranger.api.post(`/whatsapp/sessions/${sessionId}/logout`).expect(404);
    await stranger.api.delete(`/whatsapp/sessions/${sessionId}`).expect(404);
    await (await application.operator()).api.get('/conversations').expect(403);
    await application.anonymous.get('/conversations').expect(401);
  });

  it('lets agents see the lines and only admins change them', async () => {
    await agent.api.get('/whatsapp/sessions').expect(200);
    await agent.api.post('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'x' }).expect(403);
    await agent.api.post(`/whatsapp/sessions/${sessionId}/connect`).expect(403);
    await agent.api.delete(`/whatsapp/sessions/${sessionId}`).expect(403);
  });
});
