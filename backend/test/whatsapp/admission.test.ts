import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import type { EventPage } from '#contract/events';
import type { SessionHistory } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

const WAITING = 20;
const STEPS_BEFORE = 400;
/** What a session tells of itself; all else that is told comes of messages. */
const ABOUT_LINES = /^(whatsapp:|system:message$|settings:changed$)/;

describe('A phone that belongs elsewhere, linked on a line with another number', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;
  let line: string;
  let conversationId: string;

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    line = await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    conversationId = (await conversationWith(admin, luz.phoneNumber)).id;
    await business.unlink();
    await socket.event('whatsapp:disconnected');
    const message = { clientMessageId: 'from-our-number', type: 'text', text: 'from our number' };
    await admin.api.post(`/conversations/${conversationId}/messages`, message).expect(202);
    await admin.api.patch(`/conversations/${conversationId}`, { unread: 0 }).expect(200);
  });
  after(() => bench.stop());

  async function scan(phone: Phone): Promise<void> {
    const before = socket.dataOf('whatsapp:qr').length;
    await admin.api.post(`/whatsapp/sessions/${line}/connect`).expect(202);
    await socket.events('whatsapp:qr', before + 1);
    await phone.scan(socket.dataOf('whatsapp:qr').at(-1)?.qr ?? '');
  }

  /** Gives the line so much to do that its messages are there well before it is decided whether they may come in. */
  async function keepBusy(): Promise<void> {
    const { whatsapp } = bench.application.application;
    const names = Array.from({ length: STEPS_BEFORE }, (_, step) => `Ventas ${String(step)}`);
    await Promise.all(names.map((name) => whatsapp.change('acme', line, { name: name })));
  }

  async function eventsAfter(seq: number): Promise<string[]> {
    const { body } = await admin.api.get<EventPage>(`/events?after=${String(seq)}&limit=500`).expect(200);
    assert.equal(body.more, false);
    return body.events.map(({ name }) => name);
  }

  const storedKeys = () =>
    bench.application.application.store.read((database) =>
      database.selectFrom('whatsappKeys').select('type').where('sessionId', '=', line).execute(),
    );

  it('is unlinked without a trace: nothing of it is stored, and nothing of ours leaves through it', async () => {
    const stranger = bench.lab.createPhone({ phoneNumber: '573009998877', name: 'Otra tienda' });
    const others = Array.from({ length: 3 }, (_, index) =>
      bench.lab.createPhone({ phoneNumber: String(573_110_000_000 + index), name: `Ajeno ${String(index)}` }),
    );
    const { body: before } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    const contacts = (await admin.api.get('/contacts').expect(200)).body;

    // It logs in only once all that is waiting for it.
    stranger.refuseLogin = 503;
    await scan(stranger);
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
    for (let number = 0; number < WAITING; number += 1) {
      await others[number % others.length]?.sendText(stranger.phoneNumber, `Ajeno ${String(number)}`);
    }
    await luz.sendText(stranger.phoneNumber, 'Hola, otra tienda');
    await stranger.sendText(luz.phoneNumber, 'Hola, Luz');
    const group = bench.lab.createGroup({ subject: 'Ajenos', creator: stranger, participants: others });
    await others[0]?.sendToGroup(group, 'Hola a todos');
    stranger.refuseLogin = undefined;
    await admin.api.post(`/whatsapp/sessions/${line}/connect`).expect(202);
    await keepBusy();
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'another_number');

    assert.equal(stranger.devices().length, 0);
    assert.deepEqual(await storedKeys(), []);
    const { body: afterwards } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    assert.deepEqual(afterwards.items, before.items);
    assert.deepEqual((await admin.api.get('/contacts').expect(200)).body, {
      ...(contacts as object),
      seq: afterwards.seq,
    });
    assert.deepEqual(
      (await eventsAfter(before.seq)).filter((name) => !ABOUT_LINES.test(name)),
      [],
    );
    assert.deepEqual(
      luz.chat(stranger.phoneNumber).map(({ text, fromMe }) => [text, fromMe]),
      [
        ['Hola, otra tienda', true],
        ['Hola, Luz', false],
      ],
    );
  });

  it('leaves what waits to the right phone, which brings nothing of the other with it', async () => {
    await scan(business);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'from our number');
    await luz.sendText(business.phoneNumber, 'Gracias');
    await socket.event('message:new', ({ message }) => message.text === 'Gracias');
    assert.deepEqual(
      (await allMessages(admin, conversationId)).map(({ text }) => text),
      ['Hola', 'from our number', 'Gracias'],
    );
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    assert.equal(body.items.length, 1);
  });

  it('stands in the history of the line, with why', async () => {
    const { body } = await admin.api.get<SessionHistory>(`/whatsapp/sessions/${line}/history`).expect(200);
    const turnedAway = body.items.find(({ reason }) => reason === 'another_number');
    assert.deepEqual([turnedAway?.state, turnedAway?.code, turnedAway?.action], ['unlinked', 401, 'scan_again']);
  });
});
