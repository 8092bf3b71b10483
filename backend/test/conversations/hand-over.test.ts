import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  ConversationPage,
  ConversationResponse,
  OpenConversations,
  ReleaseConversationsResponse,
} from '#contract/conversations';
import type { MessagePage } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage, recordMessage } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

/** More than are handed over in one write. */
const MANY = 130;

describe('Conversations of somebody who leaves', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let ids: string[];
  let sessionId: string;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    sessionId = (await admin.api.post<SessionResponse>('/whatsapp/sessions', line)).body.session.id;
    await application.application.store.write(async (writing) => {
      for (let number = 0; number < MANY + 3; number++) {
        await importMessage(writing, { ...incoming(number, 'Hola'), status: 'received' });
      }
    });
    const { items } = (await admin.api.get<ConversationPage>('/conversations?limit=500').expect(200)).body;
    ids = items.map(({ id }) => id);
    for (const id of ids.slice(1))
      await admin.api.patch(`/conversations/${id}`, { assignedTo: agent.user.id }).expect(200);
    await admin.api.patch(`/conversations/${ids[0] ?? ''}`, { assignedTo: admin.user.id }).expect(200);
    for (const id of ids.slice(1, 3)) await admin.api.patch(`/conversations/${id}`, { status: 'closed' }).expect(200);
  });
  after(() => application.stop());

  function incoming(number: number, text: string) {
    return {
      clientCode: 'acme',
      sessionId,
      address: { phoneNumber: String(573_000_000_000 + number) },
      name: `Cliente ${String(number)}`,
      whatsappId: `${text}-${String(number)}`,
      fromMe: false,
      author: 'contact',
      userId: null,
      type: 'text',
      text,
      sentAt: new Date(1_700_000_000_000 + number * 1_000).toISOString(),
    } as const;
  }
  const open = async (who: TestUser) =>
    (await admin.api.get<OpenConversations>(`/users/${who.user.id}/open-conversations`).expect(200)).body.open;

  it('are the admin’s to count and hand over', async () => {
    const path = `/users/${agent.user.id}`;
    for (const [who, status] of [
      [application.anonymous, 401],
      [agent.api, 403],
      [(await application.operator()).api, 403],
      [stranger.api, 404],
    ] as const) {
      await who.get(`${path}/open-conversations`).expect(status);
      await who.post(`${path}/release-conversations`, {}).expect(status);
    }
  });

  it('are kept when that person becomes inactive', async () => {
    assert.equal(await open(agent), MANY);
    await admin.api.patch(`/users/${agent.user.id}`, { active: false }).expect(200);
    assert.equal(await open(agent), MANY);
  });

  it('become nobody’s when an admin wants it, which each of them says; those of others and closed ones stay', async () => {
    const path = `/users/${agent.user.id}/release-conversations`;
    const { body } = await admin.api.post<ReleaseConversationsResponse>(path, {}).expect(200);
    assert.equal(body.released, MANY);
    assert.deepEqual([await open(agent), await open(admin)], [0, 1]);
    const { items } = (await admin.api.get<ConversationPage>('/conversations?filter=unassigned&limit=500')).body;
    assert.equal(items.length, MANY);
    const page = await admin.api.get<MessagePage>(`/conversations/${ids.at(-1) ?? ''}/messages`).expect(200);
    assert.deepEqual(page.body.items.at(-1)?.system, { code: 'unassigned', params: { by: admin.user.name } });
    const again = await admin.api.post<ReleaseConversationsResponse>(path, {}).expect(200);
    assert.equal(again.body.released, 0);
  });

  it('that are opened again by hand are nobody’s either, which they say', async () => {
    const closed = ids[2] ?? '';
    const before = await admin.api.get<ConversationResponse>(`/conversations/${closed}`).expect(200);
    assert.equal(before.body.conversation.assignedTo, agent.user.id);
    const reopened = await admin.api.patch<ConversationResponse>(`/conversations/${closed}`, { status: 'open' });
    assert.deepEqual([reopened.status, reopened.body.conversation.assignedTo], [200, null]);
    const { items } = (await admin.api.get<MessagePage>(`/conversations/${closed}/messages`).expect(200)).body;
    assert.deepEqual(
      items.slice(-2).map(({ system }) => system?.code),
      ['unassigned', 'reopened'],
    );
  });

  it('that were closed are nobody’s when they open again, and otherwise still whose they were', async () => {
    const closed = ids[1] ?? '';
    const before = (await admin.api.get<ConversationResponse>(`/conversations/${closed}`).expect(200)).body
      .conversation;
    assert.equal(before.assignedTo, agent.user.id);
    await admin.api.patch(`/conversations/${ids[0] ?? ''}`, { status: 'closed' }).expect(200);
    await application.application.store.write(async (writing) => {
      for (const number of [MANY + 1, MANY + 2]) await recordMessage(writing, incoming(number, 'Otra vez'));
    });
    for (const [id, assignedTo] of [
      [closed, null],
      [ids[0] ?? '', admin.user.id],
    ] as const) {
      const { conversation } = (await admin.api.get<ConversationResponse>(`/conversations/${id}`).expect(200)).body;
      assert.deepEqual([conversation.status, conversation.assignedTo], ['open', assignedTo]);
    }
  });
});
