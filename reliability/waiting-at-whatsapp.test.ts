import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConversationPage } from '#contract/conversations';
import { allMessages, WhatsAppBench } from '../backend/test/whatsapp/linked-line.ts';
import type { TestSocket, TestUser } from '../backend/test/support/index.ts';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import { short } from './support/form.ts';
import { report } from './support/report.ts';

const CONTACTS = 10;
const MESSAGES = short(100, 1_000);
/** Every so many of them is written on the business's own phone. */
const OWN_EVERY = 5;
const LIMIT_MS = 300_000;

describe('Messages that wait at WhatsApp during an outage', { timeout: LIMIT_MS }, () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let contacts: Phone[];
  let socket: TestSocket;

  before(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    contacts = Array.from({ length: CONTACTS }, (_, index) =>
      bench.lab.createPhone({ phoneNumber: String(573_104_440_000 + index), name: `Contacto ${String(index)}` }),
    );
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  it('arrive once, in order, with their own times; those of the own phone too', async (t) => {
    for (const contact of contacts) await contact.sendText(business.phoneNumber, 'Hola');
    await socket.events('message:new', CONTACTS, LIMIT_MS);
    bench.lab.faults.refuseConnections = true;
    bench.lab.faults.cutAll();
    await socket.event('whatsapp:disconnected');
    for (let number = 0; number < MESSAGES; number += 1) {
      const contact = contacts[number % CONTACTS];
      assert.ok(contact);
      const isOwn = Math.floor(number / CONTACTS) % OWN_EVERY === OWN_EVERY - 1;
      const [from, to] = isOwn ? [business, contact] : [contact, business];
      await from.sendText(to.phoneNumber, `Mensaje ${String(number)}`);
    }
    bench.lab.faults.refuseConnections = false;
    await socket.events('message:new', CONTACTS + MESSAGES, LIMIT_MS);

    const { body } = await admin.api.get<ConversationPage>('/conversations?limit=100').expect(200);
    let stored = 0;
    for (const contact of contacts) {
      const conversation = body.items.find((row) => row.contact.phoneNumber === contact.phoneNumber);
      const messages = await allMessages(admin, conversation?.id ?? '');
      const shown = messages.map(({ text, author, sentAt }) => ({ text, author, sentAt: Date.parse(sentAt) }));
      const written = contact.chat(business.phoneNumber).map(({ text, fromMe, sentAt }) => {
        return { text, author: fromMe ? 'contact' : 'phone', sentAt };
      });
      assert.deepEqual(shown, written);
      stored += shown.length;
    }
    assert.equal(socket.dataOf('message:new').length, stored, 'each is told once');
    const own = MESSAGES / OWN_EVERY;
    report(t, {
      row: '9',
      what: `${String(MESSAGES)} messages waiting at WhatsApp, ${String(own)} of them from the own phone`,
      counts: `${String(stored - CONTACTS)} stored, each once, in order, with its own time`,
      holds: stored === MESSAGES + CONTACTS,
    });
  });
});
