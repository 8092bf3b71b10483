import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '#contract/http';
import type { CannedReply, CannedReplyResponse } from '#contract/team-settings';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('Canned replies', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
  });
  after(() => application.stop());

  const add = async (shortcut: string, who = admin) => {
    const reply = { shortcut, text: 'Hola {{nombre}}' };
    return (await who.api.post<CannedReplyResponse>('/canned-replies', reply).expect(201)).body.cannedReply;
  };
  const list = async (who: TestUser) =>
    (await who.api.get<{ items: CannedReply[] }>('/canned-replies').expect(200)).body.items;

  it('are made by admins, seen by the team, and told to its sockets', async () => {
    const socket = await application.socket(agent);
    const greeting = await add('Saludo');
    assert.equal(greeting.shortcut, 'saludo');
    assert.equal((await socket.event('settings:changed')).kind, 'cannedReplies');
    assert.deepEqual(await list(agent), [greeting]);
    assert.deepEqual(await list(stranger), []);

    const { body } = await admin.api.patch(`/canned-replies/${greeting.id}`, { text: 'Buenas' }).expect(200);
    assert.deepEqual(body, { cannedReply: { ...greeting, text: 'Buenas' } });
    await socket.events('settings:changed', 2);

    await admin.api.delete(`/canned-replies/${greeting.id}`).expect(204);
    assert.deepEqual(await list(agent), []);
    await socket.events('settings:changed', 3);
    await admin.api.patch(`/canned-replies/${greeting.id}`, { text: 'Otra' }).expect(404);
  });

  it('have one shortcut each within a client', async () => {
    await add('precio');
    const { id } = await add('envío');
    for (const taken of [
      admin.api.post<Problem>('/canned-replies', { shortcut: 'PRECIO', text: 'Otro' }),
      admin.api.patch<Problem>(`/canned-replies/${id}`, { shortcut: 'Precio' }),
    ]) {
      const { body } = await taken.expect(409);
      assert.equal(body.detail, 'There is a canned reply "/precio" already.');
      assert.equal(body.errors?.[0]?.path, 'shortcut');
    }
    await add('precio', stranger);
  });

  it('are changed by admins of their client only', async () => {
    const { id } = await add('propia');
    const calls: [string, string, unknown][] = [
      ['POST', '/canned-replies', { shortcut: 'ajena', text: 'x' }],
      ['PATCH', `/canned-replies/${id}`, { text: 'x' }],
      ['DELETE', `/canned-replies/${id}`, undefined],
    ];
    for (const [method, path, body] of calls) {
      await application.anonymous.send(method, path, body).expect(401);
      await agent.api.send(method, path, body).expect(403);
      if (method !== 'POST') await stranger.api.send(method, path, body).expect(404);
    }
    assert.equal((await list(agent)).find((reply) => reply.id === id)?.text, 'Hola {{nombre}}');
  });

  it('are refused with the field that is wrong', async () => {
    const wrong = { shortcut: 'dos palabras', text: ' ' };
    const { body } = await admin.api.post<Problem>('/canned-replies', wrong).expect(400);
    assert.deepEqual(body.errors?.map(({ path }) => path).sort(), ['shortcut', 'text']);
  });
});
