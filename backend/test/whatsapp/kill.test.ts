import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationPage } from '#contract/conversations';
import type { EventPage } from '#contract/events';
import {
  startWhatsAppWebServer,
  type Group,
  type Phone,
  type WhatsAppWebServer,
} from '../../../lab/whatsapp-web/index.ts';
import '../../../lab/test/support/unref-long-timers.ts';
import { Store } from '../../src/storage/index.ts';
import { readCounted, recount } from '../dashboard/recount.ts';
import type { TestUser } from '../support/index.ts';
import { allMessages } from './linked-line.ts';
import { LinkedProcess, until } from './linked-process.ts';
import type { ProductProcess } from './product-process.ts';

const KILLS = Number(process.env['KILLS'] ?? 3);
const CONTACTS = 4;
/** A guard against hanging, not a measurement. */
const LIMIT_MS = 180_000 + KILLS * 30_000;

/** Waits for `wanted` of something; fails a minute after the last of it came, with how much there is. */
async function untilAll(what: string, wanted: number, count: () => Promise<number>): Promise<void> {
  let [known, end] = [0, Date.now() + 60_000];
  while (Date.now() < end) {
    const present = await count().catch(() => known);
    if (present >= wanted) return;
    if (present > known) [known, end] = [present, Date.now() + 60_000];
    await pause(100);
  }
  assert.fail(`Of ${what} ${String(known)} of ${String(wanted)} are there, and no more came for a minute.`);
}

describe('kill -9 at random moments while both directions run', { timeout: LIMIT_MS }, () => {
  let lab: WhatsAppWebServer;
  let product: ProductProcess;
  let admin: TestUser;
  let linked: LinkedProcess;
  let business: Phone;
  let contacts: Phone[];
  let group: Group;
  const received = new Map<string, string[]>();
  const answered = new Map<string, string[]>();

  before(async () => {
    lab = await startWhatsAppWebServer();
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    contacts = Array.from({ length: CONTACTS }, (_, index) =>
      lab.createPhone({ phoneNumber: `57310000${String(1000 + index)}`, name: `Contacto ${String(index)}` }),
    );
    linked = await LinkedProcess.start(lab, business);
    ({ product, admin } = linked);
    for (const contact of contacts) await contact.sendText(business.phoneNumber, 'Hola');
    const [creator = business, ...others] = contacts;
    group = lab.createGroup({ subject: 'Club', creator, participants: [business, ...others] });
    for (const contact of contacts) await contact.sendToGroup(group, 'Hola');
    await until('the conversations', async () => (await conversations()).length === CONTACTS + 1);
  });

  after(async () => {
    await product.stop();
    await lab.close();
  });

  async function conversations() {
    return (await admin.api.get<ConversationPage>('/conversations').expect(200)).body.items;
  }

  /** Writes from the phone until told to stop; what was written is kept under `key`. */
  async function keepWriting(
    key: string,
    { name }: Phone,
    send: (text: string) => Promise<unknown>,
    stopped: () => boolean,
    longestPause = 150,
  ): Promise<void> {
    const own = ['Hola'];
    received.set(key, own);
    for (let number = 1; !stopped(); number += 1) {
      const text = `${name} dice ${String(number)}`;
      await send(text);
      own.push(text);
      await pause(Math.random() * longestPause);
    }
  }

  /** Answers over HTTP until told to stop; tries each answer again under its id until it is accepted. */
  async function keepAnswering(key: string, conversationId: string, stopped: () => boolean): Promise<void> {
    const own: string[] = [];
    answered.set(key, own);
    for (let number = 1; !stopped(); number += 1) {
      const text = `respuesta ${String(number)}`;
      const clientMessageId = `${key}-${String(number)}`;
      const path = `/conversations/${conversationId}/messages`;
      await until('an answer to be accepted', async () => {
        const { status } = await admin.api.post(path, { clientMessageId, type: 'text', text });
        return status === 202;
      });
      own.push(text);
      await pause(Math.random() * 150);
    }
  }

  it('loses nothing, repeats nothing, and asks for no QR', { timeout: LIMIT_MS }, async (t) => {
    let stop = false;
    const stopped = () => stop;
    const all = await conversations();
    const rows = all.filter(({ contact }) => contact.kind === 'person');
    const groupId = all.find(({ contact }) => contact.kind === 'group')?.id ?? '';
    const traffic = contacts.flatMap((contact) => {
      const { phoneNumber } = contact;
      const row = rows.find((conversation) => conversation.contact.phoneNumber === phoneNumber);
      return [
        keepWriting(phoneNumber, contact, (text) => contact.sendText(business.phoneNumber, text), stopped),
        keepWriting(`group ${contact.name}`, contact, (text) => contact.sendToGroup(group, text), stopped, 1_000),
        keepAnswering(phoneNumber, row?.id ?? '', stopped),
      ];
    });
    traffic.push(keepAnswering('the-group', groupId, stopped));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(500 + Math.random() * 1_500);
      await linked.killAndRun();
    }
    await pause(1_000);
    stop = true;
    await Promise.all(traffic);
    await linked.untilOpen();

    for (const conversation of rows) {
      const number = conversation.contact.phoneNumber ?? '';
      const contact = contacts.find(({ phoneNumber }) => phoneNumber === number);
      const said = received.get(number) ?? [];
      const answers = answered.get(number) ?? [];
      const texts = async (direction: 'in' | 'out') =>
        (await allMessages(admin, conversation.id))
          .filter((message) => message.direction === direction)
          .map(({ text }) => text);
      await untilAll('everything incoming', said.length, async () => (await texts('in')).length);
      assert.deepEqual(await texts('in'), said);
      assert.deepEqual(await texts('out'), answers);
      const bubbles = () => contact?.chat(business.phoneNumber).filter(({ fromMe }) => !fromMe) ?? [];
      await untilAll('every answer on the phone', answers.length, () => Promise.resolve(bubbles().length));
      assert.deepEqual(
        bubbles().map(({ text }) => text),
        answers,
      );
      await until('every tick', async () =>
        (await allMessages(admin, conversation.id)).every(({ status }) => ['received', 'delivered'].includes(status)),
      );
    }
    await assertWholeGroup(groupId);
    await assertWholeLog();
    await assertCounted();
    const count = (texts: Map<string, string[]>) => String([...texts.values()].flat().length);
    const counted = `${count(received)} received and ${count(answered)} answered, each once and in order`;
    // A line for the table of `npm run test:reliability`.
    t.diagnostic(`| 1 | kill -9 at ${String(KILLS)} random moments, both directions | ${counted} | holds |`);
  });

  /** What each of the group wrote is there under their name, once and in order, and every phone has what was answered. */
  async function assertWholeGroup(conversationId: string): Promise<void> {
    const stored = () => allMessages(admin, conversationId);
    for (const { name } of contacts) {
      const said = received.get(`group ${name}`) ?? [];
      const texts = async () =>
        (await stored()).filter(({ participant }) => participant === name).map(({ text }) => text);
      await until('everything from the group', async () => (await texts()).length >= said.length);
      assert.deepEqual(await texts(), said);
    }
    const answers = answered.get('the-group') ?? [];
    for (const phone of contacts) {
      const bubbles = () => phone.groupChat(group).filter(({ author }) => author === business.phoneNumber);
      await until('every answer on every phone', () => Promise.resolve(bubbles().length >= answers.length));
      assert.deepEqual(
        bubbles().map(({ text }) => text),
        answers,
      );
    }
    await until('every tick of the group', async () =>
      (await stored()).every(({ status }) => ['received', 'sent'].includes(status)),
    );
    const own = (await stored()).filter(({ direction }) => direction === 'out').map(({ text }) => text);
    assert.deepEqual(own, answers);
  }

  /** The counters say what a recount of the rows says. */
  async function assertCounted(): Promise<void> {
    await product.kill();
    const store = await Store.open(join(product.dataDirectory, 'condorito.db'));
    try {
      const { says, is } = await store.read(async (database) => ({
        says: await readCounted(database),
        is: await recount(database),
      }));
      assert.ok(is.messages.length > 0);
      assert.deepEqual(says, is);
    } finally {
      await store.close();
    }
  }

  /** The log has no hole and tells of each message once; nothing in it asked for a scan. */
  async function assertWholeLog(): Promise<void> {
    const messages = new Set<string>();
    for (let after = 0, more = true; more;) {
      const answer = await admin.api.get<EventPage>(`/events?after=${String(after)}`);
      // Far behind is answered with "start over"; the log itself is read from where it may be.
      if (answer.status === 410) {
        after = (answer.body as unknown as { seq: number }).seq - 1_000;
        continue;
      }
      for (const event of answer.body.events) {
        assert.equal(event.seq, after + 1);
        after = event.seq;
        if (event.name === 'message:new') {
          assert.ok(!messages.has(event.data.message.id));
          messages.add(event.data.message.id);
        }
        if (event.name === 'whatsapp:disconnected') assert.notEqual(event.data.action, 'scan_again');
      }
      ({ more } = answer.body);
    }
  }
});
