import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MergeContactsResponse, MergePreview } from '#contract/contact-merging';
import type { ContactPage, ContactResponse } from '#contract/contacts';
import type { Contact, ConversationPage } from '#contract/conversations';
import type { Problem } from '#contract/http';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestUser } from '../support/index.ts';
import { readCounted, recount } from '../dashboard/recount.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';

describe('Two contacts that a person makes one', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    await bench.link(admin, business);
  });
  after(() => bench.stop());

  const add = async (phoneNumber: string, name: string, change: object = {}): Promise<Contact> => {
    const { body } = await admin.api.post<ContactResponse>('/contacts', { phoneNumber, name }).expect(201);
    if (Object.keys(change).length === 0) return body.contact;
    return (await admin.api.patch<ContactResponse>(`/contacts/${body.contact.id}`, change).expect(200)).body.contact;
  };
  /** Who has written to the business, once that has arrived. */
  const writes = async (phone: Phone, text: string): Promise<Contact> => {
    const socket = await bench.application.socket(admin);
    await phone.sendText(business.phoneNumber, text);
    const { contactId } = await socket.event('message:new', ({ message }) => message.text === text);
    return read(contactId);
  };
  const read = async (id: string): Promise<Contact> =>
    (await admin.api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body.contact;
  const merge = (into: Contact, from: Contact, more: object = {}, who = admin) =>
    who.api.post<MergeContactsResponse & Problem & { reason: string }>(`/contacts/${into.id}/merge`, {
      version: into.version,
      with: { id: from.id, version: from.version },
      ...more,
    });
  const preview = async (into: Contact, from: Contact) =>
    (await admin.api.get<MergePreview>(`/contacts/${into.id}/merge?with=${from.id}`).expect(200)).body.outlook;
  const countContacts = async () => (await admin.api.get<ContactPage>('/contacts').expect(200)).body.items.length;
  const assertCounted = async () => {
    const { store } = bench.application.application;
    const { counted, anew } = await store.read(async (database) => ({
      counted: await readCounted(database),
      anew: await recount(database),
    }));
    assert.deepEqual(counted, anew);
  };

  it('are written to at the spelling that WhatsApp knows, and what they write comes to the one that stays', async () => {
    const eva = bench.lab.createPhone({ phoneNumber: '5215512345678', name: 'Eva' });
    const { store } = bench.application.application;
    const known = await writes(eva, 'Hola');
    // As it came into the database by another road: nobody can add it by hand.
    const other = await add('525512340000', 'Eva Ruiz', { notes: 'Clienta', stage: null });
    await store.write(({ database }) =>
      database.updateTable('contacts').set({ phoneNumber: '525512345678' }).where('id', '=', other.id).execute(),
    );
    const fresh = await read(other.id);
    assert.deepEqual(await preview(fresh, known), { phoneNumber: '5215512345678', spareNumber: null });
    const socket = await bench.application.socket(admin);
    const { contact, isDone } = (
      await merge(fresh, known, { phoneNumber: '5215512345678', keep: { notes: 'Clienta desde 2020' } }).expect(200)
    ).body;
    assert.equal(isDone, true);
    assert.partialDeepStrictEqual(contact, {
      id: other.id,
      phoneNumber: '5215512345678',
      name: 'Eva Ruiz',
      notes: 'Clienta desde 2020',
    });
    await socket.event('contact:removed', ({ contactId, mergedInto }) => {
      return contactId === known.id && mergedInto === other.id;
    });
    await admin.api.get(`/contacts/${known.id}`).expect(404);

    assert.equal((await writes(eva, 'Otra vez')).id, other.id);
    const conversation = await conversationWith(admin, '5215512345678');
    const texts = (await allMessages(admin, conversation.id)).map(({ text }) => text);
    assert.deepEqual(texts, ['Hola', 'Otra vez']);
    const message = { clientMessageId: 'first-to-eva', type: 'text', text: 'Dime, Eva' };
    await admin.api.post(`/conversations/${conversation.id}/messages`, message).expect(202);
    await eva.untilLine(business.phoneNumber, ({ text }) => text === 'Dime, Eva');
    await assertCounted();
  });

  it('stay two where each is a WhatsApp account, and nothing of either changes', async () => {
    const sol = bench.lab.createPhone({ phoneNumber: '573007778899', name: 'Sol' });
    const rey = bench.lab.createPhone({ phoneNumber: '573009990011', name: 'Rey' });
    const [one, other] = [await writes(sol, 'Soy Sol'), await writes(rey, 'Soy Rey')];
    assert.deepEqual(await preview(one, other), { refused: 'two_accounts' });
    assert.equal((await merge(one, other).expect(409)).body.reason, 'two_accounts');
    assert.deepEqual([await read(one.id), await read(other.id)], [one, other]);
    assert.equal((await conversationWith(admin, sol.phoneNumber)).contactId, one.id);
  });

  it('keep the number that somebody has, and the other one as a note; an opt-out of either holds', async () => {
    const ana = bench.lab.createPhone({ phoneNumber: '573005550001', name: 'Ana' });
    const known = await writes(ana, 'Buenas');
    const imported = await add('573005550002', 'Ana Paz', { notes: 'Del archivo' });
    await admin.api.post('/opt-outs', { phoneNumber: '573005550002' }).expect(201);
    assert.deepEqual(await preview(imported, known), { phoneNumber: ana.phoneNumber, spareNumber: '573005550002' });
    const { contact } = (await merge(imported, known, { keep: { name: 'other' } }).expect(200)).body;
    assert.partialDeepStrictEqual(contact, {
      id: imported.id,
      name: 'Ana',
      phoneNumber: ana.phoneNumber,
      notes: 'Del archivo\n+573005550002',
    });
    const { body } = await admin.api.get<{ items: { phoneNumber: string }[] }>('/opt-outs').expect(200);
    assert.deepEqual(body.items.map(({ phoneNumber }) => phoneNumber).sort(), ['573005550001', '573005550002']);
    assert.equal((await writes(ana, 'Sigo aquí')).id, imported.id);
  });

  it('keep a name that was chosen, whatever their number is called on WhatsApp', async () => {
    const diego = bench.lab.createPhone({ phoneNumber: '573005550077', name: 'Diego' });
    const { store } = bench.application.application;
    const known = await writes(diego, 'Soy Diego');
    const other = await add('573005550078', 'Diego Núñez');
    // As somebody is known who has been called so on WhatsApp once, with a number that is nobody's any more.
    await store.write(({ database }) =>
      database
        .updateTable('contacts')
        .set({ whatsappName: 'Diego Núñez', namedByTeam: 0 })
        .where('id', '=', other.id)
        .execute(),
    );
    const choice = { phoneNumber: '573005550077', keep: { name: 'this' } };
    assert.equal((await merge(await read(other.id), known, choice).expect(200)).body.contact.name, 'Diego Núñez');
    assert.equal((await writes(diego, 'Aquí estoy')).name, 'Diego Núñez');
    await assertCounted();
  });

  it('have their notes together where they fit, the same once, and stay two where they would be cut off', async () => {
    const one = await add('5215555550001', 'Iván', { notes: 'x'.repeat(6_000) });
    const other = await add('573005560002', 'Iván P.', { notes: 'y'.repeat(6_000) });
    // The other spelling of the same number: nobody has to be asked who has it.
    await bench.application.application.store.write(({ database }) =>
      database.updateTable('contacts').set({ phoneNumber: '525555550001' }).where('id', '=', other.id).execute(),
    );
    const refused = (await merge(one, other).expect(400)).body;
    assert.deepEqual(
      refused.errors?.map(({ path }) => path),
      ['keep.notes'],
    );
    assert.equal((await read(one.id)).notes, one.notes);
    assert.equal((await read(other.id)).notes, other.notes);
    for (const { id } of [one, other]) await admin.api.patch(`/contacts/${id}`, { notes: 'Paga tarde' }).expect(200);
    const { contact } = (await merge(await read(one.id), await read(other.id)).expect(200)).body;
    assert.equal(contact.notes, 'Paga tarde');
  });

  it('are left alone where somebody was faster, or another number would stay than was shown', async () => {
    const pia = bench.lab.createPhone({ phoneNumber: '573006660001', name: 'Pía' });
    const known = await writes(pia, 'Hola, soy Pía');
    const other = await add('573006660002', 'Pía M.');
    await admin.api.patch(`/contacts/${known.id}`, { notes: 'Llamar' }).expect(200);
    assert.equal((await merge(other, known).expect(409)).body.reason, 'changed');
    const fresh = await read(known.id);
    const shown = { phoneNumber: '573006660002' };
    assert.equal((await merge(other, fresh, shown).expect(409)).body.reason, 'changed');
    assert.deepEqual([await read(known.id), await read(other.id)], [fresh, other]);
  });

  it('are of one client: those of another are nobody', async () => {
    const stranger = await bench.application.createClient('otra');
    const theirs = (
      await stranger.api.post<ContactResponse>('/contacts', { phoneNumber: '573008880001', name: 'Ajena' }).expect(201)
    ).body.contact;
    const own = await add('573008880002', 'Propia');
    await merge(own, theirs).expect(404);
    await merge(theirs, own).expect(404);
    await merge(own, theirs, {}, stranger).expect(404);
    await merge(own, own).expect(400);
    await admin.api.get(`/contacts/${own.id}/merge?with=${theirs.id}`).expect(404);
    const mine = (
      await stranger.api.post<ContactResponse>('/contacts', { phoneNumber: '573008880003', name: 'Otra' }).expect(201)
    ).body.contact;
    assert.equal((await merge(theirs, mine, {}, stranger).expect(409)).body.reason, 'no_line');
    await bench.application.anonymous.post(`/contacts/${own.id}/merge`, {}).expect(401);
  });

  it('are one in every list afterwards, and counted as that', async () => {
    const before = await countContacts();
    const leo = bench.lab.createPhone({ phoneNumber: '573004440001', name: 'Leo' });
    const known = await writes(leo, 'Un pedido');
    const other = await add('573004440002', 'Leo');
    assert.equal(await countContacts(), before + 2);
    await merge(known, other).expect(200);
    assert.equal(await countContacts(), before + 1);
    const { body } = await admin.api.get<ConversationPage>(`/conversations?contact=${known.id}`).expect(200);
    assert.equal(body.items.length, 1);
    const search = await admin.api.get<{ items: unknown[] }>('/messages?q=pedido').expect(200);
    assert.equal(search.body.items.length, 1);
    await assertCounted();
  });
});
