import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import type { EventPage } from '#contract/events';
import type { SessionList, SessionResponse } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

describe('A WhatsApp line', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let luz: Phone;

  beforeEach(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
  });
  afterEach(() => bench.stop());

  const lines = async () => (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;

  it('shows its QR to admins only: pushed, polled, and asked for', async () => {
    const agent = await bench.application.createUser(admin, 'Ana');
    const agentSocket = await bench.application.socket(agent);
    const adminSocket = await bench.application.socket(admin);
    const { body } = await admin.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    const path = `/whatsapp/sessions/${body.session.id}`;
    await admin.api.post(`${path}/connect`).expect(202);
    const { qr } = await adminSocket.event('whatsapp:qr');

    const late = await bench.application.socket(admin);
    await late.join('acme');
    assert.equal((await late.event('whatsapp:qr')).qr, qr);
    const polledBy = async (user: TestUser) =>
      (await user.api.get<EventPage>('/events?after=0').expect(200)).body.live.qr;
    assert.equal((await polledBy(admin))?.[0]?.qr, qr);
    assert.equal((await admin.api.get<SessionResponse>(path).expect(200)).body.session.qr?.qr, qr);

    assert.deepEqual(agentSocket.dataOf('whatsapp:qr'), []);
    assert.equal(await polledBy(agent), undefined);
    assert.equal((await agent.api.get<SessionResponse>(path).expect(200)).body.session.qr, undefined);
  });

  it('is given another name by an admin, seen by everybody, which is no change of its state', async () => {
    const sessionId = await bench.link(admin, business);
    const agent = await bench.application.createUser(admin, 'Ana');
    const socket = await bench.application.socket(agent);
    const path = `/whatsapp/sessions/${sessionId}`;
    const past = (await admin.api.get(`${path}/history`).expect(200)).body;
    const { body } = await admin.api.patch<SessionResponse>(path, { name: ' Ventas Norte ' }).expect(200);
    assert.equal(body.session.name, 'Ventas Norte');
    const told = await socket.event('whatsapp:state', ({ session }) => session.name === 'Ventas Norte');
    assert.deepEqual([told.session.version, told.session.state], [body.session.version, 'open']);
    assert.deepEqual((await admin.api.get(`${path}/history`).expect(200)).body, past);

    await admin.api.patch(path, { name: '  ' }).expect(400);
    await admin.api.patch('/whatsapp/sessions/other', { name: 'Otra' }).expect(404);
    await agent.api.patch(path, { name: 'Otra' }).expect(403);
  });

  it('has a name that no other line of its client has, whatever its case and the spaces around it', async () => {
    const make = (name: string, user = admin) =>
      user.api.post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name });
    const sales = (await make('Ventas').expect(201)).body.session.id;
    const support = (await make('Óptica').expect(201)).body.session.id;
    const { body } = await make(' VENTAS ').expect(409);
    assert.match(JSON.stringify(body), /"path":"name"/);
    const rename = (id: string, name: string) => admin.api.patch(`/whatsapp/sessions/${id}`, { name });
    await rename(sales, 'óptica').expect(409);
    await rename(sales, 'ventas').expect(200);
    const both = await Promise.all([make('Mostrador'), make('Mostrador')]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);

    await make('Ventas', await bench.application.createClient('other')).expect(201);
    await admin.api.delete(`/whatsapp/sessions/${support}`).expect(204);
    await rename(sales, 'Óptica').expect(200);
    await make('   ').expect(400);
  });

  it('comes back after a restart without a scan, with what came meanwhile in order and what waited sent', async () => {
    await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'before');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);

    bench.lab.faults.refuseLogin = 503;
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    for (const text of ['while down 1', 'while down 2']) await luz.sendText(business.phoneNumber, text);
    await business.sendText(luz.phoneNumber, 'from the phone, while down');
    const message = { clientMessageId: 'while-down-1', type: 'text', text: 'accepted while down' };
    await admin.api.post(`/conversations/${id}/messages`, message).expect(202);
    bench.lab.faults.refuseLogin = undefined;

    const restarted = await bench.application.socket(admin);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'accepted while down');
    await restarted.event('message:new', (event) => event.message.author === 'phone', 60_000);
    const stored = (await allMessages(admin, id)).map(({ text, author }) => [author, text]);
    assert.deepEqual(
      stored.filter(([author]) => author !== 'user'),
      [
        ['contact', 'before'],
        ['contact', 'while down 1'],
        ['contact', 'while down 2'],
        ['phone', 'from the phone, while down'],
      ],
    );
    assert.deepEqual(restarted.dataOf('whatsapp:qr'), []);
  });

  it('says that it tries again after an outage, and is open again by itself', async () => {
    const sessionId = await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    bench.lab.faults.closeAll(503);
    const { reason, action, retryAt } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([reason, action], ['unavailable', 'retrying']);
    assert.ok(retryAt !== null);
    await socket.event('whatsapp:state', ({ session }) => session.id === sessionId && session.state === 'open');
  });

  it('stops where only a person can help, and keeps its credentials', async () => {
    await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    bench.lab.faults.closeAll(403);
    const { reason, action, session } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([reason, action, session.state], ['banned', 'stopped', 'stopped']);
    await admin.api.post(`/whatsapp/sessions/${session.id}/connect`).expect(202);
    await socket.event('whatsapp:state', (event) => event.session.state === 'open');
    assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
  });

  it('is unlinked by an admin: the phone has one device less', async () => {
    const sessionId = await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    assert.equal(business.devices().length, 1);
    await admin.api.post(`/whatsapp/sessions/${sessionId}/logout`).expect(200);
    assert.equal((await socket.event('whatsapp:disconnected')).reason, 'unlinked_by_user');
    assert.equal(business.devices().length, 0);
    assert.partialDeepStrictEqual(await lines(), [{ state: 'unlinked', phoneNumber: null }]);
  });

  it('is unlinked during an outage, gives up on what waited until a person retries it, and can be linked again', async () => {
    const sessionId = await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    bench.lab.faults.refuseLogin = 503;
    bench.lab.faults.cutAll();
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
    const message = { clientMessageId: 'never-left-1', type: 'text', text: 'never left' };
    await admin.api.post(`/conversations/${id}/messages`, message).expect(202);
    await admin.api.post(`/whatsapp/sessions/${sessionId}/logout`).expect(200);
    const { error, messageId } = await socket.event('message:status', ({ status }) => status === 'failed');
    assert.equal(error?.code, 'unlinked');
    assert.partialDeepStrictEqual(await lines(), [{ state: 'unlinked' }]);
    const later = { clientMessageId: 'never-left-2', type: 'text', text: 'written later' };
    await admin.api.post(`/conversations/${id}/messages`, later).expect(202);
    await admin.api.post(`/conversations/${id}/messages/${messageId}/retry`).expect(202);
    bench.lab.faults.refuseLogin = undefined;
    await admin.api.post(`/whatsapp/sessions/${sessionId}/connect`).expect(202);
    const { qr } = await socket.event('whatsapp:qr');
    await business.scan(qr);
    await socket.event('whatsapp:authenticated', ({ session }) => session.id === sessionId && session.state === 'open');
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'never left');
    assert.deepEqual(
      luz.chat(business.phoneNumber).map(({ text }) => text),
      ['Hola', 'written later', 'never left'],
    );
  });

  it('that is removed while it is being linked leaves nothing running', async () => {
    const { body } = await admin.api
      .post<SessionResponse>('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Ventas' })
      .expect(201);
    const path = `/whatsapp/sessions/${body.session.id}`;
    const socket = await bench.application.socket(admin);
    const [removed] = await Promise.all([admin.api.delete(path), admin.api.post(`${path}/connect`)]);
    assert.equal(removed.status, 204);
    await admin.api.get(path).expect(404);
    await bench.link(admin, business);
    assert.ok(socket.dataOf('whatsapp:qr').every(({ sessionId }) => sessionId !== body.session.id));
  });

  it('is removed: gone from the list, while its conversations stay readable', async () => {
    const sessionId = await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    await admin.api.delete(`/whatsapp/sessions/${sessionId}`).expect(204);
    await socket.event('settings:changed', ({ kind }) => kind === 'whatsappSessions');
    assert.deepEqual(await lines(), []);
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    const message = { clientMessageId: 'too-late-001', type: 'text', text: 'x' };
    const path = `/conversations/${body.items[0]?.id ?? ''}/messages`;
    await admin.api.post(path, message).expect(409);
    await admin.api.post(`${path}/${body.items[0]?.lastMessage?.id ?? ''}/retry`).expect(409);
  });

  it('keeps no readable key or credential in the database', async () => {
    await bench.link(admin, business);
    const rows = await bench.application.application.store.read((database) =>
      database.selectFrom('whatsappKeys').select(['type', 'value']).execute(),
    );
    assert.ok(rows.some(({ type }) => type === 'creds'));
    for (const { value } of rows) assert.ok(!/private|public|noiseKey/.test(Buffer.from(value).toString('latin1')));
  });
});
