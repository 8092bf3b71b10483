import { sql } from 'kysely';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

const FIRST_RETRY = 1_000;
const AGAIN_AFTER = 10_000;
const DRAIN_LIMIT = 120_000;
/** Far behind everything else here. */
const HEARTBEAT = 3_600_000;

describe('A line that is open again sends what was unanswered', () => {
  let time: DrivenTime;
  /** The time of a try goes by unseen. */
  let losesTries: boolean;
  let bench: WhatsAppBench;
  let business: Phone;
  let luz: Phone;
  let socket: TestSocket;

  beforeEach(async () => {
    time = new DrivenTime();
    losesTries = false;
    bench = await WhatsAppBench.start({
      clock: time.clock,
      after: (milliseconds, work) =>
        losesTries && milliseconds === AGAIN_AFTER ? () => undefined : time.after(milliseconds, work),
      environment: { HEARTBEAT_DELAY_MS: String(HEARTBEAT) },
    });
    const admin: TestUser = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);

    const swallowed = Promise.withResolvers<undefined>();
    bench.lab.faults.dropSends = () => {
      swallowed.resolve(undefined);
      return true;
    };
    const message = { clientMessageId: 'unanswered-1', type: 'text', text: 'unanswered' };
    await admin.api.post(`/conversations/${id}/messages`, message).expect(202);
    await swallowed.promise;
    bench.lab.faults.dropSends = 0;
  });
  afterEach(() => bench.stop());

  const reopen = async () => {
    business.cutCompanions();
    await socket.event('whatsapp:disconnected');
    time.pass(FIRST_RETRY);
    await socket.event('whatsapp:state', ({ session }) => session.state === 'open');
  };
  const arrives = () => luz.untilLine(business.phoneNumber, ({ text }) => text === 'unanswered');
  const execute = (statement: ReturnType<typeof sql>) =>
    bench.application.application.store.write(({ database }) => statement.execute(database));
  /** As a full disk does, for the one write that a reopened line begins with. */
  const failToBegin = async () => {
    await execute(sql`
      CREATE TRIGGER full BEFORE UPDATE OF nextTryAt ON outbox WHEN new.attempts = old.attempts
      BEGIN SELECT RAISE(ABORT, 'disk full'); END
    `);
    await reopen();
    await bench.application.log.until('the outbox could not be started');
    await execute(sql`DROP TRIGGER full`);
  };

  it('also where the database could not be written when it opened', async () => {
    await failToBegin();
    time.pass(AGAIN_AFTER);
    await arrives();
  });

  it('at the latest at the next heartbeat', async () => {
    losesTries = true;
    await failToBegin();
    time.pass(HEARTBEAT);
    await arrives();
  });

  it('also where WhatsApp never says that its queue has drained', async () => {
    bench.lab.faults.hideDrain = true;
    await reopen();
    time.pass(DRAIN_LIMIT);
    await arrives();
  });
});
