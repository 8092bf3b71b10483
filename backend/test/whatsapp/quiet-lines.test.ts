import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { recordMessage } from '../../src/conversations/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { QuietLines } from '../../src/whatsapp/index.ts';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from './linked-line.ts';

const HOUR = 3_600_000;

describe('A line that is open and gets nothing', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let sessionId: string;
  let socket: TestSocket;
  let quietLines: QuietLines;

  beforeEach(async () => {
    time = new DrivenTime();
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    sessionId = await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    const { store, whatsapp } = bench.application.application;
    const logger = createLogger({ level: 'silent', json: true });
    quietLines = new QuietLines({ store, logger, sessions: () => whatsapp.rows() });
  });
  afterEach(() => bench.stop());

  let messages = 0;
  /** As many messages as a busy line has in a few hours. */
  async function receive(count: number): Promise<void> {
    await bench.application.application.store.write(async (writing) => {
      for (let number = 0; number < count; number += 1) {
        messages += 1;
        await recordMessage(writing, {
          clientCode: 'acme',
          sessionId,
          address: { phoneNumber: '573004445566' },
          whatsappId: `ID${String(messages)}`,
          fromMe: false,
          type: 'text',
          text: 'Hola',
          sentAt: writing.now,
        });
      }
    });
  }
  const warnings = () => socket.dataOf('system:message');
  /** Whatever was warned of before has arrived once a later event has. */
  async function settled(): Promise<void> {
    const kind = `mark-${String(time.clock().getTime())}-${String(warnings().length)}`;
    await bench.application.logEvent('acme', kind);
    await socket.event('settings:changed', (event) => event.kind === kind);
  }

  it('is left in peace while a message came in the last hours', async () => {
    await receive(25);
    time.pass(25 * HOUR);
    await receive(1);
    time.pass(HOUR);
    await quietLines.check();
    await settled();
    assert.deepEqual(warnings(), []);
  });

  it('is warned of in hours that were busy yesterday, once per silence', async () => {
    await receive(25);
    time.pass(26 * HOUR);
    for (let look = 0; look < 2; look += 1) await quietLines.check();
    const { level, code, params } = await socket.event('system:message');
    assert.deepEqual([level, code], ['warning', 'line_silent']);
    assert.deepEqual(params, { sessionId, name: 'Ventas', hours: '3' });
    await settled();
    assert.equal(warnings().length, 1);
  });

  it('is not warned of where a week ago these hours were calm too', async () => {
    time.pass(6 * 24 * HOUR + 12 * HOUR);
    await receive(25);
    time.pass(26 * HOUR);
    await quietLines.check();
    await settled();
    assert.deepEqual(warnings(), []);
  });
});
