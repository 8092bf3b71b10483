import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactCounts, ContactPage, ContactResponse } from '#contract/contacts';
import type { LabelResponse } from '#contract/team-settings';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage, openConversation } from '../../src/conversations/index.ts';
import { DrivenTime, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('The contacts of a client', () => {
  const time = new DrivenTime();
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  let lines: string[];
  let vip: string;

  before(async () => {
    application = await startTestApplication({
      clock: time.clock,
      environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' },
    });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    lines = [];
    for (const name of ['Ventas', 'Soporte']) {
      const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name });
      lines.push(body.session.id);
    }
    vip = (await admin.api.post<LabelResponse>('/labels', { name: 'VIP', colour: 'blue' }).expect(201)).body.label.id;
    await admin.api.patch('/settings', { contactFields: [{ id: 'city', name: 'Ciudad' }] }).expect(200);

    const luz = await add('573000000001', 'Luz Marín', 'Cliente');
    await add('573000000002', 'Beto Ávila', 'Nuevo');
    await add('573000000003', 'Ana Ruiz');
    const { store } = application.application;
    const opened = [];
    for (const line of lines) {
      opened.push(
        await store.write((writing) => openConversation(writing, 'acme', { phoneNumber: '573000000001' }, line)),
      );
      time.pass(1_000);
    }
    const [first, second] = opened;
    await store.write((writing) =>
      importMessage(writing, {
        clientCode: 'acme',
        sessionId: lines[0] ?? '',
        address: { groupId: '1203630' },
        name: 'Familia',
        whatsappId: 'G-1',
        fromMe: true,
        author: 'phone',
        userId: null,
        type: 'text',
        text: 'Hola',
        status: 'sent',
        sentAt: writing.now,
      }),
    );
    assert.equal(first?.contactId, luz);
    await agent.api.patch(`/conversations/${second?.id ?? ''}`, { labels: [vip] }).expect(200);
  });
  after(() => application.stop());

  async function add(phoneNumber: string, name: string, stage?: string): Promise<string> {
    const { body } = await agent.api.post<ContactResponse>('/contacts', { phoneNumber, name, stage }).expect(201);
    return body.contact.id;
  }
  const list = async (query = '', who = agent) =>
    (await who.api.get<ContactPage>(`/contacts?${query}`).expect(200)).body;
  const names = async (query = '') => (await list(query)).items.map(({ name }) => name);

  describe('as a list', () => {
    it('are by name, page by page, each once', async () => {
      assert.deepEqual(await names('kind=person'), ['Ana Ruiz', 'Beto Ávila', 'Luz Marín']);
      const first = await list('kind=person&limit=2');
      const second = await list(`kind=person&limit=2&cursor=${first.nextCursor ?? ''}`);
      assert.deepEqual(
        [...first.items, ...second.items].map(({ name }) => name),
        ['Ana Ruiz', 'Beto Ávila', 'Luz Marín'],
      );
      assert.equal(second.nextCursor, null);
    });

    it('are found by name and number', async () => {
      assert.deepEqual(await names('q=avila'), ['Beto Ávila']);
      assert.deepEqual(await names('q=00003'), ['Ana Ruiz']);
    });

    it('are those of a stage, of none, of a label', async () => {
      assert.deepEqual(await names('stage=Cliente'), ['Luz Marín']);
      assert.deepEqual(await names('kind=person&stage='), ['Ana Ruiz']);
      assert.deepEqual(await names(`label=${vip}`), ['Luz Marín']);
    });

    it('are those with a conversation since then, or all others', async () => {
      const before = new Date(Date.now() - 60_000).toISOString();
      const later = new Date(Date.now() + 60_000).toISOString();
      assert.deepEqual(await names(`kind=person&heardSince=${before}`), ['Luz Marín']);
      assert.deepEqual(await names(`kind=person&quietSince=${before}`), ['Ana Ruiz', 'Beto Ávila']);
      assert.deepEqual(await names(`heardSince=${later}`), []);
      await agent.api.get('/contacts?heardSince=ayer').expect(400);
    });

    it('come with what their conversations add, the newest first', async () => {
      const [luz] = (await list('q=luz')).items;
      assert.deepEqual(
        luz?.conversations.map(({ sessionId, labels }) => ({ sessionId, labels })),
        [
          { sessionId: lines[1], labels: [vip] },
          { sessionId: lines[0], labels: [] },
        ],
      );
    });

    it('are counted by stage', async () => {
      const count = async (query: string) =>
        (await agent.api.get<ContactCounts>(`/contacts/counts?${query}`).expect(200)).body;
      const { total, stages } = await count('kind=person');
      assert.equal(total, 3);
      assert.deepEqual(
        stages.sort((one, other) => String(one.stage).localeCompare(String(other.stage))),
        ['Cliente', 'Nuevo', null].map((stage) => ({ stage, contacts: 1 })),
      );
      assert.equal((await count(`label=${vip}`)).total, 1);
    });

    it('are nothing to another client', async () => {
      assert.deepEqual((await list('', stranger)).items, []);
      const { body } = await stranger.api.get<ContactCounts>('/contacts/counts').expect(200);
      assert.equal(body.total, 0);
    });
  });

  describe('written down by hand', () => {
    it('have a name of the team’s, which everybody is told of', async () => {
      const socket = await application.socket(admin);
      const id = await add('573000000009', 'Zoe');
      const { contact } = await socket.event('contact:updated', (event) => event.contact.name === 'Zoe');
      assert.partialDeepStrictEqual(contact, { id, phoneNumber: '573000000009', whatsappName: '' });
    });

    it('have a number nobody else has, in whichever spelling', async () => {
      const id = await add('5215512345678', 'Memo');
      const refuse = (phoneNumber: string, status: number) =>
        agent.api.post<{ contactId?: string }>('/contacts', { phoneNumber, name: 'Otro' }).expect(status);
      assert.equal((await refuse('525512345678', 409)).body.contactId, id);
      await refuse('99912345678', 400);
    });

    it('are in a stage there is, or nothing is made', async () => {
      await agent.api.post('/contacts', { phoneNumber: '573000000010', name: 'X', stage: 'Nada' }).expect(400);
      assert.deepEqual(await names('q=573000000010'), []);
    });
  });

  describe('as a file', () => {
    const lineOf = async (query: string) => {
      const { body } = await agent.api.get<string>(`/contacts/export.csv?${query}`).expect(200);
      return body.split('\r\n');
    };

    it('have what the team knows of them, in cells that run nothing', async () => {
      const [luz] = (await list('q=luz')).items;
      const know = { notes: '=1+1', fields: { city: 'Bogotá, D.C.' } };
      await agent.api.patch(`/contacts/${luz?.id ?? ''}`, know).expect(200);
      const [head, line, end] = await lineOf('q=luz');
      assert.equal(head, 'Nombre,Teléfono,Etapa,Etiquetas,Último contacto,Nombre en WhatsApp,Notas,Ciudad');
      assert.match(
        line ?? '',
        /^Luz Marín,\(\+57\) 300 0000001,Cliente,VIP,\d{4}-\d\d-\d\d \d\d:\d\d,,'=1\+1,"Bogotá, D.C."$/,
      );
      assert.equal(end, '');
    });

    it('are those of the choice, in either language', async () => {
      const [head, ...lines] = await lineOf('language=en&stage=Nuevo');
      assert.match(head ?? '', /^Name,Phone,Stage/);
      assert.deepEqual(lines, ['Beto Ávila,(+57) 300 0000002,Nuevo,,,,,', '']);
    });
  });
});
