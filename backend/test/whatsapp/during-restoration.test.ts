import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SessionHistory, SessionList } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

const HEARTBEAT = 5_000;
const RESTORE_LIMIT = 20_000;

describe('While a line that says nothing is being restored, and another waits for its turn', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let silent: Phone;
  let lines: { silent: string; waiting: string };
  let socket: TestSocket;

  beforeEach(async () => {
    time = new DrivenTime();
    bench = await WhatsAppBench.start({
      clock: time.clock,
      after: time.after,
      environment: { RESTORE_BATCH_SIZE: '1', HEARTBEAT_DELAY_MS: String(HEARTBEAT) },
    });
    admin = await bench.application.createClient('acme');
    silent = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Ventas' });
    const waiting = bench.lab.createPhone({ phoneNumber: '573001112244', name: 'Soporte' });
    const first = await bench.link(admin, silent);
    time.pass(1);
    lines = { silent: first, waiting: await bench.link(admin, waiting) };
    silent.silent = true;
    await restart();
    await bench.application.log.until('restoring the WhatsApp sessions');
  });
  afterEach(() => bench.stop());

  const restart = async () => {
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
  };
  const open = (line: string) =>
    socket.event('whatsapp:state', ({ session }) => session.id === line && session.state === 'open');

  it('the heartbeat leaves both alone', async () => {
    time.pass(HEARTBEAT);
    time.pass(RESTORE_LIMIT - HEARTBEAT);
    await open(lines.waiting);
    await bench.application.log.until('WhatsApp sessions restored');
    assert.ok(!bench.application.logged.some((line) => line.includes('the heartbeat has connected')));
  });

  it('the end of the process waits for neither, opens neither, and takes neither for lost', async () => {
    const { connections } = bench.lab;
    await within(bench.application.application.close(), 'the end of the process while its clock stands still');
    assert.equal(bench.lab.connections, connections);
    await bench.application.log.until('the end of the process has broken off restoring the WhatsApp sessions');
    assert.ok(!bench.application.logged.some((line) => line.includes('WhatsApp sessions restored')));
    silent.silent = false;
    await restart();
    await bench.application.log.until('WhatsApp sessions restored');
    const { body } = await admin.api.get<SessionList>('/whatsapp/sessions').expect(200);
    assert.deepEqual(
      body.items.map(({ state }) => state),
      ['open', 'open'],
    );
    for (const id of Object.values(lines)) {
      const past = await admin.api.get<SessionHistory>(`/whatsapp/sessions/${id}/history`).expect(200);
      assert.ok(past.body.items.every(({ reason }) => reason === null));
    }
  });
});
