import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import type { EventData, EventPage } from '#contract/events';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, WhatsAppBench } from './linked-line.ts';

const CONTACTS = 20;
const EACH = 25;

describe('500 messages from 20 contacts', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let sockets: TestSocket[];
  let strangerSocket: TestSocket;
  let business: Phone;
  const sent = new Map<string, string[]>();

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    const agent = await bench.application.createUser(admin, 'Ana');
    const stranger = await bench.application.createClient('other');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    const otherBusiness = bench.lab.createPhone({ phoneNumber: '573009990000', name: 'Otra' });
    await bench.link(admin, business);
    await bench.link(stranger, otherBusiness);
    sockets = await Promise.all([admin, agent, agent].map((user) => bench.application.socket(user)));
    strangerSocket = await bench.application.socket(stranger);

    const contacts = Array.from({ length: CONTACTS }, (_, index) =>
      bench.lab.createPhone({ phoneNumber: `57310000${String(1000 + index)}`, name: `Contacto ${String(index)}` }),
    );
    await Promise.all(
      contacts.map(async (contact) => {
        const own = Array.from({ length: EACH }, (_, index) => `${contact.name} dice ${String(index)}`);
        sent.set(contact.phoneNumber, own);
        for (const text of own) await contact.sendText(business.phoneNumber, text);
      }),
    );
    const [first] = sockets;
    await first?.events('message:new', CONTACTS * EACH, 60_000);
  });

  after(() => bench.stop());

  it('are all in the database, once and in order', async () => {
    const { body } = await admin.api.get<ConversationPage>('/conversations?limit=100').expect(200);
    assert.equal(body.items.length, CONTACTS);
    for (const conversation of body.items) {
      const stored = (await allMessages(admin, conversation.id)).map(({ text }) => text);
      assert.deepEqual(stored, sent.get(conversation.contact.phoneNumber ?? ''));
      assert.equal(conversation.unread, EACH);
    }
  });

  it('are on every socket of the client, once and in the order of the log', async () => {
    for (const socket of sockets) {
      await socket.events('message:new', CONTACTS * EACH);
      const seqs = socket.dataOf('message:new').map(({ seq }) => seq ?? 0);
      assert.deepEqual(
        seqs,
        [...new Set(seqs)].sort((a, b) => a - b),
      );
      for (const [phoneNumber, own] of sent) {
        const ofContact = socket
          .dataOf('message:new')
          .filter(({ conversation }) => conversation.contact.phoneNumber === phoneNumber);
        assert.deepEqual(
          ofContact.map(({ message }) => message.text),
          own,
        );
      }
    }
  });

  it('are on no socket of another client', () => {
    assert.deepEqual(strangerSocket.dataOf('message:new'), []);
  });

  it('are the same when polled as when pushed', async () => {
    const [socket] = sockets;
    const pushed = socket?.received.flatMap(({ data }) => (data.seq === undefined ? [] : [data])) ?? [];
    const first = pushed[0]?.seq ?? 1;
    const polled: EventData<'message:new'>[] = [];
    for (let after = first - 1, more = true; more;) {
      const { body } = await admin.api.get<EventPage>(`/events?after=${String(after)}`).expect(200);
      polled.push(...body.events.map(({ data }) => data as EventData<'message:new'>));
      after = body.events.at(-1)?.seq ?? after;
      more = body.more;
    }
    assert.deepEqual(pushed, polled);
  });
});

describe('one person with two addresses', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    const business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    for (const [index, addressing] of (['lid', 'pn', 'lid', 'pn'] as const).entries()) {
      await luz.sendText(business.phoneNumber, `por ${addressing} ${String(index)}`, { addressing });
      await socket.events('message:new', index + 1);
    }
  });

  after(() => bench.stop());

  it('has one conversation, under the phone number', async () => {
    const { body } = await admin.api.get<ConversationPage>('/conversations').expect(200);
    assert.deepEqual(
      body.items.map(({ contact }) => contact.phoneNumber),
      ['573004445566'],
    );
    const messages = await allMessages(admin, body.items[0]?.id ?? '');
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['por lid 0', 'por pn 1', 'por lid 2', 'por pn 3'],
    );
  });
});
