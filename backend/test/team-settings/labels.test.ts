import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage, ConversationResponse } from '#contract/conversations';
import type { Problem } from '#contract/http';
import type { Label, LabelInUse, LabelResponse } from '#contract/team-settings';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { conversationWith } from './client-with-label.ts';

describe('Labels', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
  });
  after(() => application.stop());

  const add = async (name: string, who = admin) =>
    (await who.api.post<LabelResponse>('/labels', { name, colour: 'teal' }).expect(201)).body.label;
  const list = async (who: TestUser) => (await who.api.get<{ items: Label[] }>('/labels').expect(200)).body.items;

  it('are made by admins, seen by the team, and told to its sockets', async () => {
    const socket = await application.socket(agent);
    const urgent = await add('  Urgente ');
    assert.equal(urgent.name, 'Urgente');
    assert.equal((await socket.event('settings:changed')).kind, 'labels');
    assert.deepEqual(await list(agent), [urgent]);
    assert.deepEqual(await list(stranger), []);

    const changed = { ...urgent, name: 'Muy urgente', colour: 'red' };
    const { body } = await admin.api.patch(`/labels/${urgent.id}`, { name: 'Muy urgente', colour: 'red' }).expect(200);
    assert.deepEqual(body, { label: changed });
    assert.deepEqual(await list(agent), [changed]);
    await socket.events('settings:changed', 2);
  });

  it('have one name each within a client, however it is written', async () => {
    const first = await add('Café');
    const second = await add('Té');
    for (const taken of [
      admin.api.post<Problem>('/labels', { name: 'CAFÉ', colour: 'red' }),
      admin.api.post<Problem>('/labels', { name: 'Cafe\u0301', colour: 'red' }),
      admin.api.patch<Problem>(`/labels/${second.id}`, { name: 'café' }),
    ]) {
      const { body } = await taken.expect(409);
      assert.equal(body.detail, 'There is a label "Café" already.');
      assert.equal(body.errors?.[0]?.path, 'name');
    }
    await admin.api.patch(`/labels/${first.id}`, { name: 'CAFÉ' }).expect(200);
    await add('Café', stranger);
  });

  it('say on how many conversations they stand, and leave them all when they are removed', async () => {
    const going = await add('Se va');
    const staying = await add('Se queda');
    const id = await conversationWith(going, admin, application);
    await admin.api.patch(`/conversations/${id}`, { labels: [going.id, staying.id] }).expect(200);

    const { body: used } = await admin.api.get<LabelInUse>(`/labels/${going.id}`).expect(200);
    assert.deepEqual(used, { label: going, conversations: 1, contacts: 0 });
    await admin.api.delete(`/labels/${going.id}`).expect(204);
    const { body } = await agent.api.get<ConversationResponse>(`/conversations/${id}`).expect(200);
    assert.deepEqual(body.conversation.labels, [staying.id]);
    const found = await agent.api.get<ConversationPage>(`/conversations?label=${going.id}`).expect(200);
    assert.deepEqual(found.body.items, []);
    await admin.api.delete(`/labels/${going.id}`).expect(404);
  });

  it('are changed by admins of their client only', async () => {
    const { id } = await add('Propia');
    const calls: [string, string, unknown][] = [
      ['POST', '/labels', { name: 'De otro', colour: 'red' }],
      ['GET', `/labels/${id}`, undefined],
      ['PATCH', `/labels/${id}`, { name: 'De otro' }],
      ['DELETE', `/labels/${id}`, undefined],
    ];
    const operator = await application.operator();
    for (const [method, path, body] of calls) {
      await application.anonymous.send(method, path, body).expect(401);
      await agent.api.send(method, path, body).expect(403);
      await operator.api.send(method, path, body).expect(403);
    }
    await operator.api.get('/labels').expect(403);
    await stranger.api.get(`/labels/${id}`).expect(404);
    await stranger.api.patch(`/labels/${id}`, { name: 'De otro' }).expect(404);
    await stranger.api.delete(`/labels/${id}`).expect(404);
    assert.equal((await list(agent)).find((label) => label.id === id)?.name, 'Propia');
  });

  it('are refused with the field that is wrong', async () => {
    const { id } = await add('Bien');
    const { body } = await admin.api.post<Problem>('/labels', { name: ' ', colour: 'pink' }).expect(400);
    assert.deepEqual(body.errors?.map(({ path }) => path).sort(), ['colour', 'name']);
    await admin.api.patch(`/labels/${id}`, {}).expect(400);
  });
});
