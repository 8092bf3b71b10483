import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { DistinctContactsPage, MergeSuggestionPage } from '#contract/contact-merging';
import type { ContactResponse } from '#contract/contacts';
import type { EventPage } from '#contract/events';
import { nameKeyOf, numberKeyOf } from '../../src/contact-merging/index.ts';
import { findContact, mergeContacts, resolveContact } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const field = 'correo';

describe('Contacts who may be one person', () => {
  let application: TestApplication;
  let admin: TestUser;
  let next = 0;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
  });
  after(() => application.stop());

  const newNumber = () => `5730000${String((next += 1)).padStart(5, '0')}`;
  const add = async (name: string, change: object = {}, phoneNumber = newNumber()) => {
    const { id } = (await admin.api.post<ContactResponse>('/contacts', { phoneNumber, name }).expect(201)).body.contact;
    if (Object.keys(change).length > 0) await admin.api.patch(`/contacts/${id}`, change).expect(200);
    return id;
  };
  /** Somebody of whom WhatsApp has told a LID only. */
  const addByLid = (name: string, lid: string) =>
    application.application.store.write(async (writing) => (await resolveContact(writing, 'acme', { lid }, name)).id);
  const page = async (query = '', who = admin) =>
    (await who.api.get<MergeSuggestionPage>(`/contacts/merge-suggestions${query}`).expect(200)).body;
  const suggested = async () =>
    (await page()).items.map(({ reason, fieldId, contacts }) => [reason, fieldId, ...contacts.map(({ id }) => id)]);
  const reasonsFor = async (...ids: string[]) =>
    (await suggested()).filter((one) => ids.some((id) => one.includes(id))).map(([reason]) => reason);

  it('have one number in two spellings, of Mexico, Argentina or Brazil', async () => {
    const pairs = [
      ['5215512345678', '525512345678'],
      ['5491123456789', '541123456789'],
      ['5511987654321', '551187654321'],
    ] as const;
    for (const [place, [one, other]] of pairs.entries()) {
      const first = await add(`Uno ${String(place)}`, {}, one);
      const second = await add(`Dos ${String(place)}`);
      await application.application.store.write(({ database }) =>
        database.updateTable('contacts').set({ phoneNumber: other }).where('id', '=', second).execute(),
      );
      assert.deepEqual(await reasonsFor(first), ['same_number']);
    }
  });

  it('have the same name, however it is written, and the same value of a field', async () => {
    const one = await add('José Pérez', { fields: { [field]: 'jose@tienda.example' } });
    const other = await add('jose perez', { fields: { [field]: 'JOSE@tienda.example ' } });
    await add('José Pérez', { fields: { [field]: 'otro@tienda.example' } });
    await add('Josefa', { fields: { [field]: 'jose@tienda.example' } });
    assert.deepEqual(
      (await suggested()).filter(([reason]) => reason === 'same_field'),
      [['same_field', field, one, other]],
    );
  });

  it('have the same name where WhatsApp shows no number of one of them', async () => {
    const shown = await add('Marta Gil');
    const hidden = await addByLid('Marta Gil', '100000000000101');
    assert.deepEqual(await reasonsFor(shown), ['same_name']);
    assert.deepEqual(await reasonsFor(hidden), ['same_name']);
  });

  it('are not suggested for a name alone, or one that many bear, or where WhatsApp knows both accounts', async () => {
    const ids = [await add('Ana Sola'), await add('Ana Sola')];
    ids.push(await addByLid('Luis', '100000000000201'), await addByLid('Luis', '100000000000202'));
    for (let number = 0; number < 6; number += 1) ids.push(await add('María'));
    ids.push(await addByLid('María', '100000000000203'));
    assert.deepEqual(await reasonsFor(...ids), []);
  });

  it('are suggested no more once somebody has said that they are two, until that is taken back', async () => {
    const one = await add('Rosa Díaz', { fields: { [field]: 'rosa@x.example' } });
    const other = await add('Rosa Díaz', { fields: { [field]: 'rosa@x.example' } });
    const contactIds = [other, one];
    await admin.api.post('/contacts/distinct', { contactIds }).expect(204);
    await admin.api.post('/contacts/distinct', { contactIds: [one, other] }).expect(204);
    assert.deepEqual(await reasonsFor(one, other), []);
    const { body } = await admin.api.get<DistinctContactsPage>('/contacts/distinct').expect(200);
    assert.deepEqual(
      body.items.map(({ contacts }) => contacts.map(({ id }) => id).sort()),
      [[one, other].sort()],
    );
    await admin.api.delete(`/contacts/distinct/${one}/${other}`).expect(204);
    await admin.api.delete(`/contacts/distinct/${one}/${other}`).expect(404);
    // Once for what was said, and once for what was taken back.
    const { events } = (await admin.api.get<EventPage>('/events?after=0&limit=200').expect(200)).body;
    const told = events.filter(({ data }) => 'kind' in data && data.kind === 'distinctContacts');
    assert.deepEqual(
      told.map(({ name }) => name),
      ['settings:changed', 'settings:changed'],
    );
    assert.deepEqual(await reasonsFor(one, other), ['same_field']);
  });

  it('stay two people when one of them becomes part of a third contact', async () => {
    const [one, other, third] = [await add('Nora', {}), await add('Nora', {}), await add('Nora B.')];
    await admin.api.post('/contacts/distinct', { contactIds: [one, other] }).expect(204);
    await application.application.store.write(async (writing) => {
      const from = await findContact(writing.database, 'acme', other);
      const into = await findContact(writing.database, 'acme', third);
      assert.ok(from && into);
      await mergeContacts(writing, from, into);
    });
    const { body } = await admin.api.get<DistinctContactsPage>('/contacts/distinct').expect(200);
    assert.deepEqual(
      body.items.map(({ contacts }) => contacts.map(({ id }) => id).sort()),
      [[one, third].sort()],
    );
  });

  it('are those of the own client, whoever asks', async () => {
    const stranger = await application.createClient('otra');
    assert.deepEqual((await page('', stranger)).items, []);
    const one = await add('Iris Sol', { fields: { [field]: 'iris@x.example' } });
    const other = await add('Iris Sol', { fields: { [field]: 'iris@x.example' } });
    await stranger.api.post('/contacts/distinct', { contactIds: [one, other] }).expect(404);
    await admin.api.post('/contacts/distinct', { contactIds: [one, other] }).expect(204);
    await stranger.api.delete(`/contacts/distinct/${one}/${other}`).expect(404);
    assert.deepEqual((await stranger.api.get<DistinctContactsPage>('/contacts/distinct').expect(200)).body.items, []);
    await application.anonymous.get('/contacts/merge-suggestions').expect(401);
  });

  it('come page by page, each once', async () => {
    for (let number = 0; number < 25; number += 1) {
      const fields = { [field]: `persona${String(number)}@x.example` };
      for (const name of ['Persona', 'persona']) await add(`${name} ${String(number)}`, { fields });
    }
    const whole = (await page('?limit=100')).items;
    const found = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { items, nextCursor }: MergeSuggestionPage = await page(`?limit=10${cursor && `&cursor=${cursor}`}`);
      assert.ok(items.length <= 10);
      found.push(...items);
      cursor = nextCursor;
    }
    assert.ok(whole.length >= 25);
    assert.deepEqual(found, whole);
    await admin.api.get('/contacts/merge-suggestions?cursor=nonsense').expect(400);
  });

  it('are found among the keys of an index, without a look at every contact', async () => {
    for (const [key, index] of [
      [numberKeyOf, 'contactsByNumberKey'],
      [nameKeyOf, 'contactsByNameKey'],
    ] as const) {
      const { rows } = await application.application.store.read((database) =>
        sql<{ detail: string }>`
          explain query plan select ${key} from "contacts"
          where "clientCode" = 'acme' and "kind" = 'person' and ${key} > '' group by ${key} having count(*) > 1
        `.execute(database),
      );
      assert.deepEqual(
        rows.map(({ detail }) => detail.replace(/ \(.*/, '')),
        [`SEARCH contacts USING INDEX ${index}`],
      );
    }
  });
});
