import { sql } from 'kysely';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { EventData } from '#contract/events';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

const FIRST_RETRY = 1_000;

describe('A receipt whose tick could not be stored', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let luz: Phone;
  let socket: TestSocket;

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
    bench.lab.faults.holdDelivery = true;
    const { id } = await conversationWith(admin, luz.phoneNumber);
    for (const text of ['one', 'two']) {
      const message = { clientMessageId: `number-${text}`, type: 'text', text };
      await admin.api.post(`/conversations/${id}/messages`, message).expect(202);
    }
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'two');
    await socket.event('message:status', () => told('sent') === 2);
    await execute(sql`
      CREATE TRIGGER full BEFORE UPDATE OF status ON messages BEGIN SELECT RAISE(ABORT, 'disk full'); END
    `);
  });
  afterEach(() => bench.stop());

  const told = (status: EventData<'message:status'>['status']) =>
    socket.dataOf('message:status').filter((event) => event.status === status).length;
  const execute = (statement: ReturnType<typeof sql>) =>
    bench.application.application.store.write(({ database }) => statement.execute(database));
  const afterReconnecting = async () => {
    await bench.application.log.until('a tick could not be stored');
    await execute(sql`DROP TRIGGER full`);
    business.cutCompanions();
    await socket.event('whatsapp:disconnected');
    time.pass(FIRST_RETRY);
  };

  it('is not acknowledged, and comes again at the next connection', async () => {
    bench.lab.faults.holdDelivery = false;
    await afterReconnecting();
    await socket.event('message:status', () => told('delivered') === 2);
  });

  it('also where it is one receipt about several messages', async () => {
    await luz.markRead(business.phoneNumber);
    await afterReconnecting();
    await socket.event('message:status', () => told('read') === 2);
  });
});
