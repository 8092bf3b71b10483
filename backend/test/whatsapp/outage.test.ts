import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

/** "A network cut heals in under two minutes." */
const HEALED_WITHIN = 120_000;
const FIRST_BEAT = 30_000;
const PING_LIMIT = 10_000;

describe('An outage of the network', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let luz: Phone;
  let socket: TestSocket;
  let conversationId: string;

  beforeEach(async () => {
    time = new DrivenTime();
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    ({ id: conversationId } = await conversationWith(admin, luz.phoneNumber));
  });
  afterEach(() => bench.stop());

  const write = (text: string) =>
    admin.api
      .post(`/conversations/${conversationId}/messages`, { clientMessageId: `id-of-${text}`, type: 'text', text })
      .expect(202);
  const retries = () => socket.dataOf('whatsapp:disconnected').filter(({ action }) => action === 'retrying').length;

  it('heals by itself in under two minutes; what was written on all three sides arrives once and in order', async () => {
    bench.lab.faults.refuseConnections = true;
    bench.lab.faults.cutAll();
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'connection_closed');
    await luz.sendText(business.phoneNumber, 'meanwhile 1');
    await business.sendText(luz.phoneNumber, 'from the phone');
    await luz.sendText(business.phoneNumber, 'meanwhile 2');
    await write('waiting-1');
    await write('waiting-2');
    // While the network is away each try fails and the next one waits longer.
    for (let tries = 1; tries <= 3; tries += 1) {
      time.pass(60_000);
      await socket.event('whatsapp:disconnected', () => retries() > tries);
    }
    const { reason } = socket.dataOf('whatsapp:disconnected').at(-1) ?? {};
    assert.equal(reason, 'server_unreachable');

    bench.lab.faults.refuseConnections = false;
    const back = time.clock().getTime();
    const { retryAt } = socket.dataOf('whatsapp:disconnected').at(-1) ?? {};
    assert.ok(Date.parse(retryAt ?? '') - back < HEALED_WITHIN);
    time.pass(Date.parse(retryAt ?? '') - back);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'waiting-2');
    await socket.event('message:new', ({ message }) => message.text === 'meanwhile 2');

    const messages = await allMessages(admin, conversationId);
    assert.deepEqual(
      messages.filter(({ author }) => author !== 'user').map(({ text }) => text),
      ['Hola', 'meanwhile 1', 'from the phone', 'meanwhile 2'],
    );
    const bubbles = luz.chat(business.phoneNumber);
    assert.deepEqual(
      bubbles.filter(({ fromMe, text }) => !fromMe && text.startsWith('waiting')).map(({ text }) => text),
      ['waiting-1', 'waiting-2'],
    );
    // WhatsApp's own times, not those of the arrival.
    for (const { text, sentAt } of messages.filter(({ author }) => author === 'contact')) {
      assert.equal(Date.parse(sentAt), bubbles.find((bubble) => bubble.text === text)?.sentAt);
    }
  });

  it('without a word is found by the heartbeat: messages of both directions wait and arrive once', async () => {
    bench.lab.faults.silent = true;
    await luz.sendText(business.phoneNumber, 'into the silence');
    await write('out-of-the-silence');
    time.pass(FIRST_BEAT);
    time.pass(PING_LIMIT);
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'no_answer');
    bench.lab.faults.silent = false;
    time.pass(1_000);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'out-of-the-silence');
    await socket.event('message:new', ({ message }) => message.text === 'into the silence');
    const texts = (await allMessages(admin, conversationId)).map(({ text }) => text).sort();
    assert.deepEqual(texts, ['Hola', 'into the silence', 'out-of-the-silence']);
    const sent = luz.chat(business.phoneNumber).filter(({ text }) => text === 'out-of-the-silence');
    assert.equal(sent.length, 1);
  });
});
