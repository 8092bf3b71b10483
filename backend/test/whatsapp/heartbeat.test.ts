import { sql } from 'kysely';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { EventData } from '#contract/events';
import type { SessionHistory } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

const FIRST_BEAT = 30_000;
const NEXT_BEAT = 120_000;
const PING_LIMIT = 10_000;
const FIRST_RETRY = 1_000;

describe('The heartbeat of the WhatsApp sessions', () => {
  let time: DrivenTime;
  let loseTimers: boolean;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let luz: Phone;
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
    });
    admin = await bench.application.createClient('acme');
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
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

  /** Something has come over this line, after whatever came before it. */
  const hear = async (phone: Phone, text: string) => {
    await luz.sendText(phone.phoneNumber, text);
    await socket.event('message:new', ({ message }) => message.text === text);
  };
  /** A beat, and the time there is to answer it. */
  const beat = async (milliseconds: number, answering: Phone) => {
    time.pass(milliseconds);
    await hear(answering, `At ${time.clock().toISOString()}`);
    time.pass(PING_LIMIT);
  };

  it('finds a connection that is open in name only, and leaves one that answers alone', async () => {
    const healthyBefore = await history(lines.support);
    sales.silent = true;
    await luz.sendText(sales.phoneNumber, '¿Hay alguien?');
    await beat(FIRST_BEAT, support);
    const { sessionId, reason, action } = await socket.event('whatsapp:disconnected');
    assert.deepEqual([sessionId, reason, action], [lines.sales, 'no_answer', 'retrying']);
    sales.silent = false;
    time.pass(FIRST_RETRY);
    await open(lines.sales);
    const isWaiting = ({ message }: EventData<'message:new'>) => message.text === '¿Hay alguien?';
    const { conversation } = await socket.event('message:new', isWaiting);
    assert.equal(conversation.sessionId, lines.sales);
    assert.equal(socket.dataOf('message:new').filter(isWaiting).length, 1);
    assert.deepEqual(await history(lines.support), healthyBefore);
  });

  it('takes whatever comes in for a sign of life: behind a backlog the answer comes too late', async () => {
    const before = await history(lines.sales);
    bench.lab.faults.answerDelay = 60_000;
    support.silent = true;
    await beat(FIRST_BEAT, sales);
    await socket.event('whatsapp:disconnected', ({ sessionId }) => sessionId === lines.support);
    support.silent = false;
    assert.deepEqual(await history(lines.sales), before);
    assert.equal(socket.dataOf('whatsapp:disconnected').length, 1);
  });

  it('connects what has dropped and has no try before it', async () => {
    loseTimers = true;
    sales.cutCompanions();
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
    loseTimers = false;
    time.pass(FIRST_BEAT);
    await open(lines.sales);
  });

  it('looks after the others where one line fails, says which, and looks after that one at the next beat', async () => {
    loseTimers = true;
    bench.lab.faults.cutAll();
    const lost = () => socket.dataOf('whatsapp:disconnected').length;
    await socket.event('whatsapp:disconnected', () => lost() === 2);
    loseTimers = false;
    const { store } = bench.application.application;
    const full = sql`
      CREATE TRIGGER full BEFORE UPDATE ON whatsappSessions WHEN new.name = 'Ventas'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END
    `;
    await admin.api.patch(`/whatsapp/sessions/${lines.support}`, { name: 'Soporte' }).expect(200);
    await store.write(({ database }) => full.execute(database));
    time.pass(FIRST_BEAT);
    await open(lines.support);
    assert.match(await bench.application.log.until('could not look after a WhatsApp session'), new RegExp(lines.sales));
    assert.match(await bench.application.log.until('has connected WhatsApp sessions again'), /"reconnected":1/);
    await store.write(({ database }) => sql`DROP TRIGGER full`.execute(database));
    time.pass(NEXT_BEAT);
    await open(lines.sales);
  });

  it('leaves a try that has its time alone, and beats again after the first time', async () => {
    // Replaced by another program: the next try is minutes away.
    sales.closeCompanions(440);
    const { session } = await socket.event('whatsapp:disconnected');
    support.silent = true;
    time.pass(FIRST_BEAT);
    time.pass(PING_LIMIT);
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'no_answer');
    support.silent = false;
    time.pass(FIRST_RETRY);
    await open(lines.support);
    assert.equal((await history(lines.sales))[0]?.version, session.version);

    support.silent = true;
    time.pass(NEXT_BEAT);
    time.pass(PING_LIMIT);
    const again = () => socket.dataOf('whatsapp:disconnected').filter(({ reason }) => reason === 'no_answer').length;
    await socket.event('whatsapp:disconnected', () => again() === 2);
    support.silent = false;
  });

  it('ends with the process, at once: a ping that is open is not waited for, nor taken for a dead connection', async () => {
    sales.silent = true;
    time.pass(FIRST_BEAT);
    await within(bench.restart(), 'the end of the process while its clock stands still');
    sales.silent = false;
    admin = await bench.application.signIn(admin.email, admin.password);
    const reasons = (await history(lines.sales)).map(({ reason }) => reason);
    assert.ok(!reasons.includes('no_answer'), reasons.join());
  });
});
