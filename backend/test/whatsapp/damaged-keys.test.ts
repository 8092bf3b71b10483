import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

describe('A line some of whose stored keys are damaged', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let luz: Phone;

  beforeEach(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await bench.link(admin, business);
    const socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'before');
    await socket.event('message:new');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    await admin.api.post(`/conversations/${id}/messages`, { clientMessageId: 'before-01', type: 'text', text: 'Hola' });
    await socket.event('message:status', ({ status }) => status === 'delivered');
  });
  afterEach(() => bench.stop());

  /** Stops the product, overwrites every stored key of these types, and starts it again. */
  async function restartWithDamaged(...types: string[]): Promise<void> {
    const { dataDirectory } = bench.application;
    await bench.application.application.close();
    const database = new DatabaseSync(join(dataDirectory, 'condorito.db'));
    for (const type of types) {
      const { changes } = database.prepare('update whatsappKeys set value = zeroblob(80) where type = ?').run(type);
      assert.ok(Number(changes) > 0, `there is no ${type}`);
    }
    database.close();
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
  }

  it('still writes and reads in both directions, without a scan', async () => {
    await restartWithDamaged('session', 'identity-key', 'device-list', 'lid-mapping');
    const socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'after');
    await socket.event('message:new', ({ message }) => message.text === 'after', 60_000);
    const { id } = await conversationWith(admin, luz.phoneNumber);
    await admin.api.post(`/conversations/${id}/messages`, { clientMessageId: 'after-001', type: 'text', text: 'Sí' });
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'Sí');
    assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
    const said = bench.application.logged.filter((line) => line.includes('a stored WhatsApp key cannot be read'));
    assert.ok(said.length > 0);
    assert.ok(said.every((line) => !line.includes(luz.phoneNumber)));
    const metrics = await (await fetch(`${bench.application.url}/metrics`)).text();
    assert.match(metrics, new RegExp(`^condorito_unreadable_whatsapp_keys_total ${String(said.length)}$`, 'm'));
  });

  it('is written to by somebody who uses a damaged pre-key', async () => {
    await restartWithDamaged('pre-key');
    const socket = await bench.application.socket(admin);
    const ana = bench.lab.createPhone({ phoneNumber: '573007778899', name: 'Ana' });
    await ana.sendText(business.phoneNumber, 'a first message');
    await socket.event('message:new', ({ message }) => message.text === 'a first message', 60_000);
    assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
  });
});
