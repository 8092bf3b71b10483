import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SessionHistory } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from './linked-line.ts';

const FIRST_BEAT = 30_000;
const NEXT_BEAT = 120_000;
const FIRST_RETRY = 1_000;

describe('The heartbeat of the WhatsApp sessions', () => {
  let time: DrivenTime;
  let loseTimers: boolean;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let sales: Phone;
  let support: Phone;
  let lines: { sales: string; support: string };
  let socket: TestSocket;

  beforeEach(async () => {
    time = new DrivenTime();
    loseTimers = false;
    bench = await WhatsAppBench.start({
      clock: time.clock,
      after: (milliseconds, work) => (loseTimers ? () => undefined : time.after(milliseconds, work)),
      // Long for a lab on the same machine, short for a test.
      pingTimeout: 1_000,
    });
    admin = await bench.application.createClient('acme');
    sales = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Ventas' });
    support = bench.lab.createPhone({ phoneNumber: '573001112244', name: 'Soporte' });
    lines = { sales: await bench.link(admin, sales), support: await bench.link(admin, support) };
    socket = await bench.application.socket(admin);
  });
  afterEach(() => bench.stop());

  const history = async (line: string) =>
    (await admin.api.get<SessionHistory>(`/whatsapp/sessions/${line}/history`).expect(200)).body.items;
  const open = (line: string) =>
    socket.event('whatsapp:state', ({ session }) => session.id === line && session.state === 'open');

  it('finds a connection that is open in name only, and leaves one that answers alone', async () => {
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    const healthyBefore = await history(lines.support);
    sales.silent = true;
    await luz.sendText(sales.phoneNumber, '¿Hay alguien?');
    time.pass(FIRST_BEAT);
    const { sessionId, reason, action } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([sessionId, reason, action], [lines.sales, 'no_answer', 'retrying']);
    sales.silent = false;
    time.pass(FIRST_RETRY);
    await open(lines.sales);
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    assert.deepEqual(
      (await allMessages(admin, id)).map(({ text }) => text),
      ['¿Hay alguien?'],
    );
    assert.deepEqual(await history(lines.support), healthyBefore);
  });

  it('connects what has dropped and has no try before it', async () => {
    loseTimers = true;
    sales.cutCompanions();
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
    loseTimers = false;
    time.pass(FIRST_BEAT);
    await open(lines.sales);
  });

  it('leaves a try that has its time alone, and beats again after the first time', async () => {
    // Replaced by another program: the next try is minutes away.
    sales.closeCompanions(440);
    const { session } = await socket.event('whatsapp:disconnected');
    support.silent = true;
    time.pass(FIRST_BEAT);
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'no_answer');
    support.silent = false;
    time.pass(FIRST_RETRY);
    await open(lines.support);
    assert.equal((await history(lines.sales))[0]?.version, session.version);

    support.silent = true;
    time.pass(NEXT_BEAT);
    const again = () => socket.dataOf('whatsapp:disconnected').filter(({ reason }) => reason === 'no_answer').length;
    await socket.event('whatsapp:disconnected', () => again() === 2);
    support.silent = false;
  });

  it('takes no end of the process for a dead connection, and does not hold it up', async () => {
    sales.silent = true;
    time.pass(FIRST_BEAT);
    await bench.restart();
    sales.silent = false;
    admin = await bench.application.signIn(admin.email, admin.password);
    const reasons = (await history(lines.sales)).map(({ reason }) => reason);
    assert.ok(!reasons.includes('no_answer'), reasons.join());
  });
});
