import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactPage } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import type { ClientSettingsResponse, ContactFieldInUse, StageInUse } from '#contract/team-settings';
import { resolveContact } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

/** More than are changed in one write. */
const MANY = 120;

describe('Stages and fields that are removed', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let ids: string[];

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    await application.application.store.write(async (writing) => {
      for (let number = 0; number < MANY; number++) {
        const address = { phoneNumber: String(573_000_000_000 + number) };
        await resolveContact(writing, 'acme', address, `Contacto ${String(number)}`);
      }
    });
    ids = (await contacts(admin)).map(({ id }) => id);
    const contactFields = ['f1', 'f2'].map((id) => ({ id, name: `Campo ${id}` }));
    await admin.api.patch('/settings', { contactFields }).expect(200);
  });
  after(() => application.stop());

  async function contacts(who: TestUser): Promise<Contact[]> {
    return (await who.api.get<ContactPage>('/contacts?limit=500').expect(200)).body.items;
  }
  const settings = async () => (await admin.api.get<ClientSettingsResponse>('/settings').expect(200)).body.settings;
  const inStage = async (id: string) => (await admin.api.get<StageInUse>(`/settings/stages/${id}`).expect(200)).body;

  it('are the admin’s, and of one client', async () => {
    for (const path of ['/settings/stages/Nuevo', '/settings/contact-fields/f1']) {
      await application.anonymous.get(path).expect(401);
      await agent.api.get(path).expect(403);
      await agent.api.delete(path, { moveTo: null }).expect(403);
    }
    await stranger.api.get('/settings/contact-fields/f1').expect(404);
    await stranger.api.delete('/settings/contact-fields/f1').expect(404);
    await admin.api.get('/settings/stages/unheard-of').expect(404);
  });

  it('send their contacts to the stage that is named, which everybody is told of', async () => {
    for (const id of ids.slice(1)) await agent.api.patch(`/contacts/${id}`, { stage: 'Interesado' }).expect(200);
    await agent.api.patch(`/contacts/${ids[0] ?? ''}`, { stage: 'Nuevo' }).expect(200);
    assert.deepEqual(await inStage('Interesado'), {
      stage: { id: 'Interesado', name: 'Interesado' },
      contacts: MANY - 1,
    });
    const socket = await application.socket(agent);
    await admin.api.delete('/settings/stages/Interesado', { moveTo: 'Interesado' }).expect(400);
    await admin.api.delete('/settings/stages/Interesado', { moveTo: 'unheard-of' }).expect(400);
    await admin.api.delete('/settings/stages/Interesado', { moveTo: 'Cliente' }).expect(204);
    assert.equal((await socket.event('contact:updated')).contact.stage, 'Cliente');
    assert.equal((await socket.event('settings:changed')).kind, 'client');
    assert.deepEqual(
      (await settings()).stages.map(({ id }) => id),
      ['Nuevo', 'Cliente', 'Perdido'],
    );
    assert.deepEqual([(await inStage('Cliente')).contacts, (await inStage('Nuevo')).contacts], [MANY - 1, 1]);
  });

  it('do not pass their contacts to and fro when two of them go at once', async () => {
    const answers = await Promise.all([
      admin.api.delete('/settings/stages/Cliente', { moveTo: 'Perdido' }),
      admin.api.delete('/settings/stages/Perdido', { moveTo: 'Cliente' }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 400]);
    const left = (await settings()).stages.map(({ id }) => id).filter((id) => id !== 'Nuevo');
    assert.equal(left.length, 1);
    assert.equal((await inStage(left[0] ?? '')).contacts, MANY - 1);
    await admin.api.patch('/settings', { stages: ['Nuevo', 'Cliente'].map((id) => ({ id, name: id })) }).expect(200);
    for (const id of ids.slice(1)) await agent.api.patch(`/contacts/${id}`, { stage: 'Cliente' }).expect(200);
  });

  it('take no contacts that are put into them by name or out of habit', async () => {
    const { body } = await agent.api
      .patch<{ errors: { path: string }[] }>(`/contacts/${ids[0] ?? ''}`, { stage: 'Interesado' })
      .expect(400);
    assert.equal(body.errors[0]?.path, 'stage');
  });

  it('leave their contacts without a stage where none is named', async () => {
    await admin.api.delete('/settings/stages/Cliente', { moveTo: null }).expect(204);
    const stages = new Set((await contacts(admin)).map(({ stage }) => stage));
    assert.deepEqual([...stages].sort(), ['Nuevo', null].sort());
  });

  it('take the values of a field along, and leave those of others', async () => {
    const [one = '', other = ''] = ids;
    await agent.api.patch(`/contacts/${one}`, { fields: { f1: 'rojo', f2: 'grande' } }).expect(200);
    await agent.api.patch(`/contacts/${other}`, { fields: { f2: 'chico' } }).expect(200);
    const { body } = await admin.api.get<ContactFieldInUse>('/settings/contact-fields/f1').expect(200);
    assert.deepEqual(body, { field: { id: 'f1', name: 'Campo f1' }, contacts: 1 });
    await admin.api.delete('/settings/contact-fields/f1').expect(204);
    assert.deepEqual((await settings()).contactFields, [{ id: 'f2', name: 'Campo f2' }]);
    const fields = new Map((await contacts(admin)).map((contact) => [contact.id, contact.fields]));
    assert.deepEqual([fields.get(one), fields.get(other)], [{ f2: 'grande' }, { f2: 'chico' }]);
  });
});
