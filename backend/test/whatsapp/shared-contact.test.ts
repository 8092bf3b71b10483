import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Conversation } from '#contract/conversations';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

const LINES = 20;
const EACH = 5;

/** libsignal's queue is one per process and keyed by the contact: twenty accounts with one contact meet in it. */
describe('20 lines that talk to one contact at once, both ways', () => {
  let bench: WhatsAppBench;
  let luz: Phone;
  let lines: { admin: TestUser; business: Phone; socket: TestSocket; conversation: Conversation }[];

  before(async () => {
    bench = await WhatsAppBench.start({ ackTimeout: 3_000 });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    const admins: TestUser[] = [];
    for (let index = 0; index < LINES; index += 1)
      admins.push(await bench.application.createClient(`client-${String(index)}`));
    lines = await Promise.all(
      admins.map(async (admin, index) => {
        const business = bench.lab.createPhone({ phoneNumber: `5730022${String(10_000 + index)}`, name: 'Tienda' });
        await bench.link(admin, business);
        const socket = await bench.application.socket(admin);
        await luz.sendText(business.phoneNumber, 'Hola');
        await socket.event('message:new');
        return { admin, business, socket, conversation: await conversationWith(admin, luz.phoneNumber) };
      }),
    );
  });

  after(() => bench.stop());

  it('loses and repeats nothing, and nothing goes astray', async () => {
    const numbers = Array.from({ length: EACH }, (_, index) => index);
    await Promise.all(
      lines.flatMap(({ admin, business, conversation }, line) => [
        ...numbers.map((number) =>
          admin.api
            .post(`/conversations/${conversation.id}/messages`, {
              clientMessageId: `line-${String(line)}-${String(number)}`,
              type: 'text',
              text: `de la línea ${String(line)}: ${String(number)}`,
            })
            .expect(202),
        ),
        (async () => {
          for (const number of numbers)
            await luz.sendText(business.phoneNumber, `a la línea ${String(line)}: ${String(number)}`);
        })(),
      ]),
    );
    for (const [line, { admin, business, socket, conversation }] of lines.entries()) {
      await socket.events('message:new', 1 + 2 * EACH, 30_000);
      await Promise.all(
        numbers.map((number) =>
          socket.event(
            'message:status',
            ({ clientMessageId, status }) =>
              clientMessageId === `line-${String(line)}-${String(number)}` && status === 'delivered',
          ),
        ),
      );
      const stored = await allMessages(admin, conversation.id);
      const textsOf = (direction: 'in' | 'out') =>
        stored.filter((message) => message.direction === direction).map(({ text }) => text);
      assert.deepEqual(textsOf('in'), [
        'Hola',
        ...numbers.map((number) => `a la línea ${String(line)}: ${String(number)}`),
      ]);
      assert.equal(textsOf('out').length, EACH);
      const bubbles = luz.chat(business.phoneNumber).filter(({ fromMe }) => !fromMe);
      assert.equal(bubbles.length, EACH);
    }
  });
});
