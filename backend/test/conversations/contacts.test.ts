import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactFilePage, ContactResponse } from '#contract/contacts';
import type { ConversationPage } from '#contract/conversations';
import type { Message, SendMessageResponse } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage, openConversation } from '../../src/conversations/index.ts';
import { amr, jpeg, mp4, text } from '../media/made-files.ts';
import { upload, type Upload } from '../media/uploads.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const LUZ = { phoneNumber: '573000000001' };

describe('A contact', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;
  /** Two lines, and Luz's conversation on each. */
  let lines: string[];
  let conversations: string[];
  let contactId: string;
  let path: string;
  let number = 0;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
    lines = [];
    for (const name of ['Ventas', 'Soporte']) {
      const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name });
      lines.push(body.session.id);
    }
    for (const line of lines) await say('Luz Marín', line);
    conversations = await application.application.store.write(async (writing) => {
      const opened = [];
      for (const line of lines) opened.push(await openConversation(writing, 'acme', LUZ, line));
      contactId = opened[0]?.contactId ?? '';
      return opened.map(({ id }) => id);
    });
    path = `/contacts/${contactId}`;
  });
  after(() => application.stop());

  /** Luz writes, and calls herself so. */
  async function say(name: string, sessionId = lines[0] ?? ''): Promise<void> {
    number += 1;
    await application.application.store.write((writing) =>
      importMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address: LUZ,
        name,
        whatsappId: `H-${String(number)}`,
        fromMe: false,
        author: 'contact',
        userId: null,
        type: 'text',
        text: `Hola ${String(number)}`,
        status: 'received',
        sentAt: writing.now,
      }),
    );
  }
  const contact = async () => (await agent.api.get<ContactResponse>(path).expect(200)).body.contact;
  const change = async (body: object, status = 200) =>
    (await agent.api.patch<ContactResponse>(path, body).expect(status)).body.contact;

  describe('that a team knows something of', () => {
    it('has what was written down, which everybody is told of', async () => {
      const know = { stage: 'Cliente', notes: 'Prefiere correo', fields: { rfc: 'XAXX010101000' } };
      const socket = await application.socket(admin);
      assert.partialDeepStrictEqual(await change(know), know);
      assert.partialDeepStrictEqual((await socket.event('contact:updated')).contact, know);
      assert.partialDeepStrictEqual(await contact(), know);
    });

    it('keeps the name the team has given, whatever WhatsApp says later, until the team takes it back', async () => {
      assert.equal((await change({ name: 'Luz de la óptica' })).whatsappName, 'Luz Marín');
      await say('Luz 🌟');
      assert.partialDeepStrictEqual(await contact(), { name: 'Luz de la óptica', whatsappName: 'Luz 🌟' });
      assert.equal((await change({ name: null })).name, 'Luz 🌟');
      await say('Luz Marín');
      assert.equal((await contact()).name, 'Luz Marín');
      await change({ name: '  ' }, 400);
    });

    it('is called by the number where WhatsApp has told no name', async () => {
      const { id } = await application.application.store.write(async (writing) => {
        const { contact } = await openConversation(writing, 'acme', { phoneNumber: '573000000002' }, lines[0] ?? '');
        return contact;
      });
      const rename = async (name: string | null) =>
        (await agent.api.patch<ContactResponse>(`/contacts/${id}`, { name }).expect(200)).body.contact;
      assert.partialDeepStrictEqual(await rename('Beto'), { name: 'Beto', whatsappName: '' });
      assert.equal((await rename(null)).name, '+573000000002');
    });

    it('has each field changed by itself; an empty value takes it away', async () => {
      await change({ fields: { rfc: 'A', talla: 'M' } });
      assert.deepEqual((await change({ fields: { rfc: 'B' } })).fields, { rfc: 'B', talla: 'M' });
      assert.deepEqual((await change({ fields: { talla: ' ' } })).fields, { rfc: 'B' });
    });

    it('is not changed by whoever has seen an older one, where they say which', async () => {
      const { version } = await contact();
      const { version: next } = await change({ version, notes: 'Una' });
      await change({ version, notes: 'Otra' }, 409);
      assert.equal((await contact()).notes, 'Una');
      assert.equal((await change({ version: next, notes: 'Otra' })).notes, 'Otra');
      await change({ version: next }, 400);
    });

    it('is nobody else’s', async () => {
      await stranger.api.get(path).expect(404);
      await stranger.api.patch(path, { name: 'x' }).expect(404);
    });
  });

  describe('with several conversations', () => {
    const list = async (query: string, who = agent) =>
      (await who.api.get<ConversationPage>(`/conversations?${query}`).expect(200)).body;
    const ids = ({ items }: ConversationPage) => items.map(({ id }) => id).sort();

    it('has them found on every line, closed ones too', async () => {
      await agent.api.patch(`/conversations/${conversations[0] ?? ''}`, { status: 'closed' }).expect(200);
      assert.deepEqual(ids(await list(`contact=${contactId}`)), [...conversations].sort());
      assert.deepEqual(ids(await list(`contact=${contactId}&filter=closed`)), [conversations[0]]);
      assert.deepEqual(ids(await list(`contact=${contactId}&session=${lines[1] ?? ''}`)), [conversations[1]]);
      const first = await list(`contact=${contactId}&limit=1`);
      const second = await list(`contact=${contactId}&limit=1&cursor=${first.nextCursor ?? ''}`);
      assert.deepEqual([...ids(first), ...ids(second)].sort(), [...conversations].sort());
      assert.equal(second.nextCursor, null);
    });

    it('has none of another client', async () => {
      assert.deepEqual(ids(await list(`contact=${contactId}`, stranger)), []);
    });
  });

  describe('with files', () => {
    /** What was sent, oldest first. */
    const sent: Message[] = [];

    before(async () => {
      await send(conversations[0], 'image', { bytes: await jpeg(40, 30), type: 'image/jpeg', name: 'uno.jpg' });
      await send(conversations[1], 'document', { bytes: text('lista'), type: 'text/plain', name: 'precios.txt' });
      await send(conversations[0], 'video', { bytes: mp4(), type: 'video/mp4', name: 'dos.mp4' });
      await send(conversations[1], 'audio', { bytes: amr(), type: 'audio/amr' });
      await send(conversations[1], 'image', { bytes: await jpeg(30, 40), type: 'image/jpeg' });
    });

    async function send(conversationId = '', type: string, file: Upload): Promise<void> {
      number += 1;
      const media = await upload(application, agent, file);
      const request = { clientMessageId: `with-file-${String(number)}`, type, mediaId: media.id };
      const messages = `/conversations/${conversationId}/messages`;
      sent.push((await agent.api.post<SendMessageResponse>(messages, request).expect(202)).body.message);
    }
    const page = async (query = '') =>
      (await agent.api.get<ContactFilePage>(`${path}/files?${query}`).expect(200)).body;
    const places = ({ items }: ContactFilePage) =>
      items.map(({ id }) => sent.findIndex((message) => message.id === id));

    it('shows them newest first, of all conversations, as their messages', async () => {
      const all = await page();
      assert.deepEqual(places(all), [4, 3, 2, 1, 0]);
      assert.deepEqual(all.items[0], sent[4]);
    });

    it('shows one kind of them', async () => {
      assert.deepEqual(places(await page('kind=visual')), [4, 2, 0]);
      assert.deepEqual(places(await page('kind=audio')), [3]);
      assert.deepEqual(places(await page('kind=document')), [1]);
      await agent.api.get(`${path}/files?kind=sticker`).expect(400);
    });

    it('pages through them, each once, whatever comes meanwhile', async () => {
      const first = await page('kind=visual&limit=2');
      assert.deepEqual(places(first), [4, 2]);
      await send(conversations[0], 'image', { bytes: await jpeg(20, 20), type: 'image/jpeg' });
      const second = await page(`kind=visual&limit=2&cursor=${first.nextCursor ?? ''}`);
      assert.deepEqual([places(second), second.nextCursor], [[0], null]);
      await agent.api.get(`${path}/files?cursor=nonsense`).expect(400);
    });

    it('are nobody else’s', async () => {
      await stranger.api.get(`${path}/files`).expect(404);
      await agent.api.get('/contacts/nobody/files').expect(404);
      await (await application.operator()).api.get(`${path}/files`).expect(403);
      await application.anonymous.get(`${path}/files`).expect(401);
    });
  });
});
