import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SessionHistory, SessionReason, SessionState } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What each close of an open connection leads to; `wait` is the longest, the shortest is half of it. */
const closes: {
  code: number;
  reason: SessionReason;
  action: 'retrying' | 'scan_again' | 'stopped';
  state: SessionState;
  wait?: number;
}[] = [
  { code: 401, reason: 'logged_out', action: 'scan_again', state: 'unlinked' },
  { code: 403, reason: 'banned', action: 'stopped', state: 'stopped' },
  { code: 405, reason: 'client_outdated', action: 'stopped', state: 'stopped' },
  { code: 408, reason: 'timed_out', action: 'retrying', state: 'retrying', wait: SECOND },
  { code: 411, reason: 'multi_device_mismatch', action: 'stopped', state: 'stopped' },
  { code: 428, reason: 'connection_closed', action: 'retrying', state: 'retrying', wait: SECOND },
  { code: 440, reason: 'connection_replaced', action: 'retrying', state: 'retrying', wait: 5 * MINUTE },
  { code: 500, reason: 'bad_session', action: 'retrying', state: 'retrying', wait: SECOND },
  { code: 503, reason: 'unavailable', action: 'retrying', state: 'retrying', wait: SECOND },
  // A code nobody has heard of yet is an outage like any other, and costs nobody their link.
  { code: 599, reason: 'connection_closed', action: 'retrying', state: 'retrying', wait: SECOND },
];

describe('A close of a WhatsApp connection', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let sessionId: string;
  let socket: TestSocket;

  beforeEach(async () => {
    time = new DrivenTime();
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    sessionId = await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  afterEach(() => bench.stop());

  const history = async () =>
    (await admin.api.get<SessionHistory>(`/whatsapp/sessions/${sessionId}/history`).expect(200)).body.items;
  const opened = (since: number) =>
    socket.event('whatsapp:state', ({ session }) => session.state === 'open' && session.version > since);

  for (const { code, reason, action, state, wait } of closes) {
    const next = wait === undefined ? action : `tried again within ${String(wait / SECOND)} s`;
    it(`with ${String(code)} is told as ${reason}, ${next}, and kept in the history`, async () => {
      bench.lab.faults.closeAll(code);
      const told = await socket.event('whatsapp:disconnected');
      const { session, retryAt } = told;
      assert.deepEqual([told.code, told.reason, told.action], [code, reason, action]);
      assert.deepEqual([session.state, session.reason, session.retryAt], [state, reason, retryAt]);
      const [kept] = await history();
      assert.partialDeepStrictEqual(kept, { version: session.version, state, reason, code, action, retryAt });

      if (wait === undefined) {
        assert.equal(retryAt, null);
        const before = await history();
        time.pass(24 * 60 * MINUTE);
        assert.deepEqual(await history(), before);
      } else {
        const delay = Date.parse(retryAt ?? '') - time.clock().getTime();
        assert.ok(delay >= wait / 2 && delay <= wait, `waits ${String(delay)} ms`);
        time.pass(delay);
        await opened(session.version);
      }
      assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
      const metrics = await (await fetch(`${bench.application.url}/metrics`)).text();
      assert.match(metrics, new RegExp(`^condorito_whatsapp_disconnections_total\\{reason="${reason}"\\} 1$`, 'm'));
    });
  }
});
