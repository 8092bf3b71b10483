import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { AddedRecipients, CampaignResponse } from '#contract/bulk-campaigns';
import type { GivenContact, ImportContactsResponse, ImportPreview } from '#contract/contact-import';
import type { ContactPage, ContactResponse, ListedContact, OneContactResponse } from '#contract/contacts';
import type { ConversationPage, ConversationResponse } from '#contract/conversations';
import type { LabelInUse, LabelResponse } from '#contract/team-settings';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { addOptOut } from '../../src/campaign-recipients/index.ts';
import { importMessage, learnAddresses, openConversation } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const NOBODY = { created: 0, changed: 0, unchanged: 0, optedOut: 0, leftOut: [] };

describe('An import of contacts', () => {
  let directory: string;
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let line: string;
  let vip: string;
  let imports = 0;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'condorito-'));
    await start();
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    const session = { kind: 'whatsapp-web', name: 'Ventas' };
    line = (await admin.api.post<SessionResponse>('/whatsapp/sessions', session)).body.session.id;
    vip = await addLabel('VIP');
    await admin.api.patch('/settings', { contactFields: [{ id: 'city', name: 'Ciudad' }] }).expect(200);
  });
  after(async () => {
    await application.stop();
    rmSync(directory, { recursive: true });
  });

  async function start(): Promise<void> {
    const environment = { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' };
    application = await startTestApplication({ dataDirectory: directory, environment });
  }
  async function restart(): Promise<void> {
    await application.stop();
    await start();
    [admin, agent, stranger] = [
      await application.signIn(admin.email, admin.password),
      await application.signIn(agent.email, agent.password),
      await application.signIn(stranger.email, stranger.password),
    ];
  }
  async function addLabel(name: string, who = admin): Promise<string> {
    return (await who.api.post<LabelResponse>('/labels', { name, colour: 'blue' }).expect(201)).body.label.id;
  }
  const portionOf = (contacts: readonly GivenContact[], change: object = {}) => ({
    importId: `import-${String((imports += 1))}`,
    portion: 0,
    known: 'fill',
    stage: null,
    consent: { source: 'form' },
    contacts,
    ...change,
  });
  async function take(portion: object, who = agent) {
    const { body } = await who.api.post<ImportContactsResponse>('/contacts/import', portion).expect(200);
    const { epoch: _epoch, seq: _seq, ...answer } = body;
    return answer;
  }
  const bring = (contacts: readonly GivenContact[], change?: object) => take(portionOf(contacts, change));
  async function listed(query: string, who = agent): Promise<ListedContact[]> {
    return (await who.api.get<ContactPage>(`/contacts?${query}`).expect(200)).body.items;
  }
  async function one(phoneNumber: string): Promise<ListedContact> {
    const [contact] = await listed(`q=${phoneNumber}`);
    assert.ok(contact);
    return contact;
  }
  const talkWith = (phoneNumber: string) =>
    application.application.store.write((writing) => openConversation(writing, 'acme', { phoneNumber }, line));
  const optOut = (phoneNumber: string) => agent.api.post('/opt-outs', { phoneNumber }).expect(201);

  it('brings new contacts with all that is known of them', async () => {
    const row = { name: 'Luz', stage: 'Cliente', labels: [vip], notes: 'Llamar\nlunes', fields: { city: 'Cali' } };
    assert.deepEqual(await bring([{ phoneNumber: '573000000101', ...row }, { phoneNumber: '573000000102' }]), {
      ...NOBODY,
      created: 2,
    });
    assert.partialDeepStrictEqual(await one('573000000101'), { ...row, phoneNumber: '573000000101', whatsappName: '' });
    assert.partialDeepStrictEqual(await one('573000000102'), { name: '+573000000102', stage: null, labels: [] });
  });

  it('is answered as before where a portion comes again, after a restart too', async () => {
    const first = portionOf([{ phoneNumber: '573000000201', name: 'Beto' }, { phoneNumber: '12' }]);
    const answer = { ...NOBODY, created: 1, leftOut: [{ index: 1, reason: 'invalid' }] };
    assert.deepEqual(await take(first), answer);
    await restart();
    const { seq } = (await agent.api.get<ContactPage>('/contacts').expect(200)).body;
    assert.deepEqual(await take(first), answer);
    assert.equal((await agent.api.get<ContactPage>('/contacts').expect(200)).body.seq, seq);
    assert.equal((await listed('q=573000000201')).length, 1);

    const second = { ...first, portion: 1, contacts: [{ phoneNumber: '573000000202' }] };
    await agent.api.post('/contacts/import', { ...second, portion: 2 }).expect(409);
    assert.deepEqual(await take(second), { ...NOBODY, created: 1 });
    await agent.api.post('/contacts/import', first).expect(409);
    assert.deepEqual(await take(second), { ...NOBODY, created: 1 });
  });

  it('is another one for each client, whatever its id', async () => {
    const portion = portionOf([{ phoneNumber: '573000000301', name: 'De acme' }]);
    await take(portion);
    const theirs = { ...portion, contacts: [{ phoneNumber: '573000000301', name: 'De other' }] };
    assert.deepEqual(await take(theirs, stranger), { ...NOBODY, created: 1 });
    assert.deepEqual(
      (await listed('', stranger)).map(({ name }) => name),
      ['De other'],
    );
    assert.equal((await one('573000000301')).name, 'De acme');
  });

  it('leaves out rows that are wrong, each with its reason, and none beside them', async () => {
    const theirs = await addLabel('Suya', stranger);
    const many = [];
    for (let number = 0; number < 21; number += 1) many.push(await addLabel(`Muchas ${String(number)}`));
    const rows: [GivenContact, string?][] = [
      [{ phoneNumber: '573000000401', name: 'Una' }],
      [{ phoneNumber: '99912345678' }, 'invalid'],
      [{ phoneNumber: 'x' }, 'invalid'],
      [{ phoneNumber: '5215512345678' }],
      [{ phoneNumber: '525512345678' }, 'duplicate'],
      [{ phoneNumber: '573000000402', name: 'a'.repeat(121) }, 'too_long'],
      [{ phoneNumber: '573000000403', notes: 'a'.repeat(10_001) }, 'too_long'],
      [{ phoneNumber: '573000000404', fields: { city: 'a'.repeat(501) } }, 'too_long'],
      [{ phoneNumber: '573000000405', stage: 'nowhere' }, 'unknown_stage'],
      [{ phoneNumber: '573000000406', labels: [theirs] }, 'unknown_label'],
      [{ phoneNumber: '573000000407', fields: { size: '1' } }, 'unknown_field'],
      [{ phoneNumber: '573000000408', labels: many }, 'too_many_labels'],
      [{ phoneNumber: '573000000409', name: 'Última' }],
    ];
    const leftOut = rows.flatMap(([, reason], index) => (reason === undefined ? [] : [{ index, reason }]));
    const contacts = rows.map(([contact]) => contact);
    const preview = portionOf(contacts);
    const asked = { known: preview.known, stage: preview.stage, contacts };
    const { body } = await agent.api.post<ImportPreview>('/contacts/import/preview', asked).expect(200);
    assert.deepEqual(
      body.items.map(({ outcome, reason }) => [outcome, reason]),
      rows.map(([, reason]) => [reason === undefined ? 'created' : 'left_out', reason]),
    );
    assert.equal((await listed('q=57300000040')).length, 0);
    assert.deepEqual(await take(preview), { ...NOBODY, created: 3, leftOut });
    assert.equal((await listed('q=57300000040')).length, 2);
  });

  it('fills what is empty, overwrites, or leaves alone who is there', async () => {
    const known = { phoneNumber: '5215510002000', name: 'Memo', stage: 'Nuevo' };
    await agent.api.post<ContactResponse>('/contacts', known).expect(201);
    // In the other spelling, with blanks around what is there.
    const row = { phoneNumber: '525510002000', name: 'Guillermo', notes: 'Del archivo', stage: 'Cliente' };
    assert.deepEqual(await bring([row], { known: 'keep' }), { ...NOBODY, unchanged: 1 });
    assert.deepEqual(await bring([row]), { ...NOBODY, changed: 1 });
    assert.partialDeepStrictEqual(await one('5215510002000'), { name: 'Memo', notes: 'Del archivo', stage: 'Nuevo' });
    assert.deepEqual(await bring([row]), { ...NOBODY, unchanged: 1 });
    assert.deepEqual(await bring([{ ...row, name: ' Guillermo ', fields: { city: ' ' } }], { known: 'overwrite' }), {
      ...NOBODY,
      changed: 1,
    });
    const after = { name: 'Guillermo', notes: 'Del archivo', stage: 'Cliente', fields: {} };
    assert.partialDeepStrictEqual(await one('5215510002000'), after);
    const empty = { phoneNumber: row.phoneNumber, name: '', notes: '', fields: { city: '' } };
    assert.deepEqual(await bring([empty], { known: 'overwrite' }), { ...NOBODY, unchanged: 1 });
  });

  it('puts those without a stage where they are to go, and nobody else', async () => {
    await agent.api.post('/contacts', { phoneNumber: '573000000501', name: 'Con etapa', stage: 'Nuevo' }).expect(201);
    await agent.api.post('/contacts', { phoneNumber: '573000000502', name: 'Sin etapa' }).expect(201);
    const rows = ['501', '502', '503'].map((end) => ({ phoneNumber: `573000000${end}` }));
    await bring([...rows, { phoneNumber: '573000000504', stage: 'Perdido' }], {
      known: 'overwrite',
      stage: 'Interesado',
    });
    const stages = await listed('q=57300000050');
    assert.deepEqual(stages.map(({ phoneNumber, stage }) => [phoneNumber, stage]).sort(), [
      ['573000000501', 'Nuevo'],
      ['573000000502', 'Interesado'],
      ['573000000503', 'Interesado'],
      ['573000000504', 'Perdido'],
    ]);
    await agent.api.post('/contacts/import', portionOf(rows, { stage: 'nowhere' })).expect(400);
  });

  it('has labels kept until a conversation begins, which takes them; all see both as the same', async () => {
    const gold = await addLabel('Oro');
    await bring([{ phoneNumber: '573000000601', name: 'Oro uno', labels: [gold] }]);
    const use = async () => {
      const { conversations, contacts } = (await admin.api.get<LabelInUse>(`/labels/${gold}`).expect(200)).body;
      return { conversations, contacts };
    };
    const seen = async () => {
      const names = (await listed(`label=${gold}`)).map(({ name }) => name);
      const { body } = await agent.api.get<{ total: number }>(`/contacts/counts?label=${gold}`).expect(200);
      const file = (await agent.api.get<string>(`/contacts/export.csv?label=${gold}`).expect(200)).body;
      const draft = (await agent.api.post<CampaignResponse>('/bulk-campaigns', { name: 'Oro', sessionId: line })).body;
      const source = { labels: [gold], stages: [], consent: { source: 'form' } };
      const recipients = `/bulk-campaigns/${draft.campaign.id}/recipients/from-contacts`;
      const { added } = (await agent.api.post<AddedRecipients>(recipients, source).expect(200)).body;
      return { names, total: body.total, exported: file.split('\r\n')[1]?.split(',')[3], added };
    };
    const same = { names: ['Oro uno'], total: 1, exported: 'Oro', added: 1 };
    assert.deepEqual(await seen(), same);
    assert.deepEqual(await use(), { conversations: 0, contacts: 1 });
    const { id } = await one('573000000601');
    assert.deepEqual((await agent.api.get<OneContactResponse>(`/contacts/${id}`).expect(200)).body.labels, [gold]);

    const conversation = await talkWith('573000000601');
    assert.deepEqual(conversation.labels, [gold]);
    assert.deepEqual((await one('573000000601')).labels, []);
    assert.deepEqual(await seen(), same);
    assert.deepEqual(await use(), { conversations: 1, contacts: 0 });
    assert.deepEqual(await bring([{ phoneNumber: '573000000601', labels: [gold] }]), { ...NOBODY, unchanged: 1 });
    await bring([{ phoneNumber: '573000000602', labels: [gold] }]);
    await admin.api.delete(`/labels/${gold}`).expect(204);
    assert.deepEqual((await one('573000000602')).labels, []);
  });

  it('adds labels to the newest conversation of whoever has one, beside those there are', async () => {
    const late = await addLabel('Tardía');
    await bring([{ phoneNumber: '573000000701', labels: [vip] }]);
    const { id } = await talkWith('573000000701');
    const socket = await application.socket(admin);
    assert.deepEqual(await bring([{ phoneNumber: '573000000701', name: 'Con charla', labels: [late, vip] }]), {
      ...NOBODY,
      changed: 1,
    });
    const told = await socket.event('conversation:updated', (event) => event.conversation.id === id);
    assert.deepEqual(told.conversation.labels, [late, vip].sort());
    assert.equal(told.conversation.contact.name, 'Con charla');
    const { body } = await agent.api.get<ConversationPage>(`/conversations?label=${late}`).expect(200);
    assert.deepEqual(
      body.items.map((conversation) => conversation.id),
      [id],
    );
  });

  it('counts a label once that a row names twice', async () => {
    const labels = Array.from({ length: 21 }, () => vip);
    assert.deepEqual(await bring([{ phoneNumber: '573000000761', labels }]), { ...NOBODY, created: 1 });
    assert.deepEqual((await one('573000000761')).labels, [vip]);
  });

  it('tells of each conversation that gets labels as it has become, however many there are', async () => {
    const [bronze, silver] = [await addLabel('Bronce'), await addLabel('Plata')];
    const rows = ['773', '774', '775'].map((end) => ({ phoneNumber: `573000000${end}`, labels: [bronze] }));
    const ids: string[] = [];
    for (const { phoneNumber } of rows) ids.push((await talkWith(phoneNumber)).id);
    await bring([...rows, { phoneNumber: '573000000776', labels: [bronze] }]);
    const socket = await application.socket(admin);
    const more = rows.map((row, index) => ({ ...row, name: `Plata ${String(index)}`, labels: [silver, bronze] }));
    assert.deepEqual(await bring(more), { ...NOBODY, changed: 3 });
    for (const id of ids) {
      const { conversation } = await socket.event(
        'conversation:updated',
        (event) => event.conversation.id === id && event.conversation.labels.length === 2,
      );
      const { body } = await agent.api.get<ConversationResponse>(`/conversations/${id}`).expect(200);
      assert.deepEqual(conversation, body.conversation);
    }
    const found = await listed(`label=${silver}`);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['Plata 0', 'Plata 1', 'Plata 2'],
    );
  });

  it('leaves kept labels to the one person that two contacts turn out to be', async () => {
    const { store } = application.application;
    const whatsapp = (lid: string, whatsappId: string) =>
      store.write((writing) =>
        importMessage(writing, {
          clientCode: 'acme',
          sessionId: line,
          address: { lid },
          whatsappId,
          fromMe: false,
          author: 'contact',
          userId: null,
          type: 'text',
          text: 'Hola',
          status: 'received',
          sentAt: writing.now,
        }),
      );
    await bring([{ phoneNumber: '573000000751', labels: [vip] }]);
    const { conversationId } = await whatsapp('751', 'W-751');
    const both = { phoneNumber: '573000000751', lid: '751' };
    await store.write((writing) => learnAddresses(writing, 'acme', both));
    const { conversations, labels } = await one('573000000751');
    assert.deepEqual(labels, []);
    assert.partialDeepStrictEqual(conversations, [{ id: conversationId, labels: [vip] }]);
  });

  it('is told of once for all without a conversation', async () => {
    const socket = await application.socket(admin);
    await bring(Array.from({ length: 40 }, (_, index) => ({ phoneNumber: `5730000008${String(index + 10)}` })));
    assert.partialDeepStrictEqual(await socket.event('contacts:imported'), { created: 40, changed: 0 });
    const versions = new Set((await listed('q=5730000008&limit=100')).map(({ version }) => version));
    assert.equal(versions.size, 1);
  });

  it('leaves whoever wants no bulk messages as they are, and says how many those are', async () => {
    await optOut('573000000901');
    const rows = [{ phoneNumber: '573000000901', name: 'No quiere' }, { phoneNumber: '573000000902' }];
    assert.deepEqual(await bring(rows), { ...NOBODY, created: 2, optedOut: 1 });
    const asked = { known: 'fill', stage: null, contacts: rows };
    const { body } = await agent.api.post<ImportPreview>('/contacts/import/preview', asked).expect(200);
    assert.deepEqual(
      body.items.map(({ optedOut }) => optedOut),
      [true, false],
    );
    const { body: optOuts } = await agent.api.get<{ items: { phoneNumber: string }[] }>('/opt-outs').expect(200);
    assert.deepEqual(
      optOuts.items.map(({ phoneNumber }) => phoneNumber),
      ['573000000901'],
    );
  });

  it('says so of who has opted out as the contact they are, too, in either spelling of their number', async () => {
    const shown = { phoneNumber: '5215510009003', name: 'Sin número entonces' };
    const { body } = await agent.api.post<ContactResponse>('/contacts', shown).expect(201);
    await application.application.store.write((writing) =>
      addOptOut(writing, 'acme', { phoneNumbers: [], contactId: body.contact.id, word: 'BAJA' }),
    );
    const rows = [{ phoneNumber: '525510009003', notes: 'Del archivo' }];
    const asked = { known: 'fill', stage: null, contacts: rows };
    const preview = (await agent.api.post<ImportPreview>('/contacts/import/preview', asked).expect(200)).body;
    assert.deepEqual(preview.items, [{ outcome: 'changed', optedOut: true }]);
    assert.deepEqual(await bring(rows), { ...NOBODY, changed: 1, optedOut: 1 });
  });

  it('keeps where consent came from, and replaces what was known only where it overwrites', async () => {
    const consentOf = (source: string) => ({ consent: { source } });
    const kept = () =>
      application.application.store.read(async (database) => {
        const rows = await database.selectFrom('consents').select(['numberKey', 'source']).execute();
        return rows.find(({ numberKey }) => numberKey === '573000001001')?.source;
      });
    const rows = [{ phoneNumber: '573000001001' }];
    await bring(rows, consentOf('form'));
    await bring(rows, { ...consentOf('purchase'), known: 'keep' });
    await bring(rows, consentOf('purchase'));
    assert.equal(await kept(), 'form');
    await bring(rows, { ...consentOf('purchase'), known: 'overwrite' });
    assert.equal(await kept(), 'purchase');
    await agent.api.post('/contacts/import', portionOf(rows, consentOf('other'))).expect(400);
  });

  it('is for members of the client', async () => {
    const portion = portionOf([{ phoneNumber: '573000001101' }]);
    await application.anonymous.post('/contacts/import', portion).expect(401);
    await (await application.operator()).api.post('/contacts/import', portion).expect(403);
    const rows = Array.from({ length: 501 }, () => ({ phoneNumber: '573000001101' }));
    await agent.api.post('/contacts/import', portionOf(rows)).expect(400);
  });
});
