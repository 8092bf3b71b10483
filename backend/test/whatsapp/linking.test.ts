import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { EventPage } from '#contract/events';
import type { SessionList, SessionResponse } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

describe('Linking a phone', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let socket: TestSocket;

  const start = async (qrLifetime?: number) => {
    bench = await WhatsAppBench.start(qrLifetime === undefined ? {} : { qrLifetime });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    socket = await bench.application.socket(admin);
  };
  beforeEach(() => start());
  afterEach(() => bench.stop());

  const newLine = async () => {
    const line = { kind: 'whatsapp-web', name: 'Soporte' };
    return (await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201)).body.session.id;
  };
  const connect = (line: string, body?: { phoneNumber: string }) =>
    admin.api.post<SessionResponse>(`/whatsapp/sessions/${line}/connect`, body);
  /** Begins to link and waits for the code of this try. */
  const nextQr = async (line: string): Promise<string> => {
    const before = socket.dataOf('whatsapp:qr').map(({ qr }) => qr);
    await connect(line).expect(202);
    return (await socket.event('whatsapp:qr', ({ sessionId, qr }) => sessionId === line && !before.includes(qr))).qr;
  };
  const cancelLink = (line: string) => admin.api.post<SessionResponse>(`/whatsapp/sessions/${line}/cancel-link`);
  const lines = async () => (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;

  it('ends when nobody has scanned the last of its codes, and begins again when a person asks', async () => {
    await bench.stop();
    await start(150);
    const line = await newLine();
    await connect(line).expect(202);
    const { reason, action, session } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([reason, action, session.state], ['qr_expired', 'scan_again', 'unlinked']);
    const codes = socket.dataOf('whatsapp:qr');
    assert.deepEqual(
      codes.map(({ attempt }) => attempt),
      [1, 2, 3, 4, 5, 6],
    );
    assert.equal(new Set(codes.map(({ qr }) => qr)).size, 6);

    await connect(line).expect(202);
    await socket.events('whatsapp:qr', 7);
    assert.equal(socket.dataOf('whatsapp:qr').at(-1)?.attempt, 1);
    assert.partialDeepStrictEqual(await lines(), [{ state: 'linking', reason: null }]);
  });

  it('works by a code that is typed on the phone: told live, and to those who poll', async () => {
    const line = await newLine();
    await connect(line, { phoneNumber: business.phoneNumber }).expect(202);
    const shown = await socket.event('whatsapp:qr', (event) => event.pairingCode !== undefined);
    const { pairingCode, pairingCodeExpiresAt = '', expiresAt, attempt, attempts } = shown;
    const qrsToCome = (attempts - attempt) * 20_000;
    assert.equal(Date.parse(pairingCodeExpiresAt), Date.parse(expiresAt) + qrsToCome, 'as good as the last QR');
    const { body: polled } = await admin.api.get<EventPage>('/events?after=0').expect(200);
    assert.equal(polled.live.qr?.[0]?.pairingCode, pairingCode);
    const { body: asked } = await admin.api.get<SessionResponse>(`/whatsapp/sessions/${line}`).expect(200);
    assert.equal(asked.session.qr?.pairingCode, pairingCode);

    await business.enterPairingCode(pairingCode ?? '');
    const { session } = await socket.event('whatsapp:authenticated');
    assert.deepEqual([session.id, session.state, session.phoneNumber], [line, 'open', business.phoneNumber]);
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new', ({ message }) => message.text === 'Hola');
  });

  it('can change over to a code while a QR is shown, and back to scanning', async () => {
    const line = await newLine();
    await connect(line).expect(202);
    await socket.event('whatsapp:qr');
    await connect(line, { phoneNumber: business.phoneNumber }).expect(202);
    const { qr } = await socket.event('whatsapp:qr', (event) => event.pairingCode !== undefined);
    await business.scan(qr);
    await socket.event('whatsapp:authenticated');
  });

  it('by a code refuses a number that is none', async () => {
    const line = await newLine();
    const { body } = await connect(line, { phoneNumber: '+57 300' }).expect(400);
    assert.match(JSON.stringify(body), /phoneNumber.*country code/);
    const short = await connect(line, { phoneNumber: '3461234' }).expect(400);
    assert.match(JSON.stringify(short.body), /phoneNumber.*A number of Spain has more digits/);
  });

  it('with a number that another line of the client has is undone: each message would come twice', async () => {
    const first = await bench.link(admin, business);
    const second = await newLine();
    await connect(second).expect(202);
    const { qr } = await socket.event('whatsapp:qr', ({ sessionId }) => sessionId === second);
    await business.scan(qr);
    const { reason, session } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([session.id, session.state, reason], [second, 'unlinked', 'number_already_linked']);
    assert.equal(business.devices().length, 1);
    assert.partialDeepStrictEqual(await lines(), [
      { id: first, state: 'open' },
      { id: second, phoneNumber: null, lastPhoneNumber: null, refusedPhoneNumber: business.phoneNumber },
    ]);
  });

  it('with another number than the line had is undone: nothing passes, and what waits goes on waiting', async () => {
    const line = await bench.link(admin, business);
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    await business.unlink();
    const { session: unlinked } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([unlinked.phoneNumber, unlinked.lastPhoneNumber], [null, business.phoneNumber]);
    const message = { clientMessageId: 'for-this-number-1', type: 'text', text: 'from our number' };
    await admin.api.post(`/conversations/${id}/messages`, message).expect(202);

    const other = bench.lab.createPhone({ phoneNumber: '573009998877', name: 'Otra' });
    // What is written to it between the scan and the login comes with the login.
    other.refuseLogin = 503;
    await other.scan(await nextQr(line));
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
    await luz.sendText(other.phoneNumber, 'not for this line');
    other.refuseLogin = undefined;
    await connect(line).expect(202);
    const { session } = await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'another_number');
    assert.partialDeepStrictEqual(session, {
      state: 'unlinked',
      phoneNumber: null,
      lastPhoneNumber: business.phoneNumber,
      refusedPhoneNumber: other.phoneNumber,
    });
    assert.equal(other.devices().length, 0);
    assert.deepEqual(
      (await allMessages(admin, id)).map(({ text, status }) => [text, status]),
      [
        ['Hola', 'received'],
        ['from our number', 'queued'],
      ],
    );

    await business.scan(await nextQr(line));
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'from our number');
    assert.deepEqual(
      luz.chat(other.phoneNumber).filter(({ fromMe }) => !fromMe),
      [],
    );
    assert.partialDeepStrictEqual(await lines(), [{ state: 'open', refusedPhoneNumber: null }]);
  });

  it('can be cancelled: the line is unlinked for the same reason as before, and what waits still leaves', async () => {
    const line = await bench.link(admin, business);
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    await business.unlink();
    await socket.event('whatsapp:disconnected');
    const message = { clientMessageId: 'waits-for-link-1', type: 'text', text: 'still here' };
    await admin.api.post(`/conversations/${id}/messages`, message).expect(202);

    const qr = await nextQr(line);
    const { body } = await cancelLink(line).expect(200);
    const { state, reason, qr: shown } = body.session;
    assert.deepEqual([state, reason, shown], ['unlinked', 'logged_out', undefined]);
    await socket.event('whatsapp:state', ({ session }) => session.version === body.session.version);
    await assert.rejects(business.scan(qr));
    const statuses = (await allMessages(admin, id)).map(({ text, status }) => [text, status]);
    assert.deepEqual(statuses.at(-1), ['still here', 'queued']);

    await business.scan(await nextQr(line));
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'still here');
  });

  it('that is cancelled where none is under way changes nothing', async () => {
    const line = await bench.link(admin, business);
    const before = await lines();
    const { body } = await cancelLink(line).expect(200);
    assert.deepEqual([body.session], before);
    assert.equal(business.devices().length, 1);

    const agent = await bench.application.createUser(admin, 'Ana');
    await agent.api.post(`/whatsapp/sessions/${line}/cancel-link`).expect(403);
    await cancelLink('unknown').expect(404);
  });

  it('says that WhatsApp is out of reach where it is', async () => {
    bench.lab.faults.refuseConnections = true;
    await connect(await newLine()).expect(202);
    const { reason, session } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([reason, session.state], ['server_unreachable', 'unlinked']);
  });

  it('of another client with the same number is their own affair', async () => {
    await bench.link(admin, business);
    const other = await bench.application.createClient('other');
    await bench.link(other, business);
    assert.equal(business.devices().length, 2);
  });
});
