import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MergeContactsResponse } from '#contract/contact-merging';
import type { ContactResponse } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';

describe('Contacts and conversations that became part of others', () => {
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

  const read = async (id: string): Promise<Contact> =>
    (await admin.api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body.contact;
  const add = async (phoneNumber: string, name: string): Promise<Contact> =>
    (await admin.api.post<ContactResponse>('/contacts', { phoneNumber, name }).expect(201)).body.contact;
  const writes = async (phone: Phone, text: string): Promise<Contact> => {
    const socket = await bench.application.socket(admin);
    await phone.sendText(business.phoneNumber, text);
    const { contactId } = await socket.event('message:new', ({ message }) => message.text === text);
    return read(contactId);
  };
  const merge = async (into: Contact, from: Contact): Promise<Contact> => {
    const request = { version: into.version, with: { id: from.id, version: from.version } };
    return (await admin.api.post<MergeContactsResponse>(`/contacts/${into.id}/merge`, request).expect(200)).body
      .contact;
  };

  it('are found by what either was called before, by their own client', async () => {
    const noa = bench.lab.createPhone({ phoneNumber: '573004447701', name: 'Noa' });
    const first = await writes(noa, 'Hola, soy Noa');
    const conversation = await conversationWith(admin, noa.phoneNumber);
    const second = await add('573004447702', 'Noa B.');
    const third = await add('573004447703', 'Noa C.');
    // Of their own on the line, as somebody has who was written to at both numbers.
    const { store } = bench.application.application;
    const old = { id: 'twin-of-noa', contactId: second.id };
    await store.write(async ({ database }) => {
      const row = await database
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', conversation.id)
        .executeTakeFirstOrThrow();
      await database
        .insertInto('conversations')
        .values({ ...row, ...old, lastMessageId: null })
        .execute();
    });
    const between = await merge(first, await read(second.id));
    const last = await merge(third, between);

    const gone = async (path: string) =>
      (await admin.api.get<{ mergedInto?: string }>(path).expect(404)).body.mergedInto;
    assert.equal(last.createdAt, first.createdAt);
    assert.equal(await gone(`/contacts/${first.id}`), last.id);
    assert.equal(await gone(`/contacts/${second.id}`), last.id);
    assert.equal(await gone(`/conversations/${old.id}`), conversation.id);
    assert.equal(await gone(`/conversations/${old.id}/messages`), conversation.id);
    const message = { clientMessageId: 'to-noa-at-the-old-one', type: 'text', text: 'Hola' };
    const { body } = await admin.api.post<{ mergedInto?: string }>(`/conversations/${old.id}/messages`, message);
    assert.equal(body.mergedInto, conversation.id);
    const stranger = await bench.application.createClient('ajena');
    for (const path of [`/contacts/${first.id}`, `/conversations/${old.id}`])
      assert.equal('mergedInto' in (await stranger.api.get<object>(path).expect(404)).body, false);

    await admin.api.delete(`/contacts/${last.id}?version=${String(last.version)}`).expect(202);
    assert.equal(await gone(`/contacts/${first.id}`), undefined);
    assert.equal(await gone(`/conversations/${old.id}`), undefined);
  });
});
