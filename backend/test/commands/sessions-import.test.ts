import assert from 'node:assert/strict';
import { useMultiFileAuthState } from 'baileys';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SessionList } from '#contract/whatsapp-sessions';
import { linkedCompanion, revived } from '../../../lab/test/support/companion.ts';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { runNpmScript } from './run-npm-script.ts';

describe('npm run sessions:import', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let luz: Phone;
  let folder: string;

  beforeEach(async () => {
    bench = await WhatsAppBench.start();
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    folder = mkdtempSync(join(tmpdir(), 'condorito-auth-'));
  });
  afterEach(async () => {
    await bench.stop();
    rmSync(folder, { recursive: true });
  });

  const run = (line: { client?: string; folder?: string } = {}) => {
    const { client = 'acme', folder: from = folder } = line;
    const environment = { DATA_DIR: bench.application.dataDirectory };
    return runNpmScript('sessions:import', ['--client', client, '--name', 'Ventas', '--folder', from], environment);
  };

  /** Another program links the phone, talks to Luz, and is stopped for good. */
  async function linkElsewhere(): Promise<void> {
    const companion = await linkedCompanion(bench.lab.url, business);
    await luz.sendText(business.phoneNumber, 'to the other program');
    await companion.until('the message', () => companion.received.length > 0);
    await companion.socket.sendMessage(luz.jid, { text: 'from the other program' });
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'from the other program');
    await companion.end();
    const { state, saveCreds } = await useMultiFileAuthState(folder);
    Object.assign(state.creds, companion.credentials.creds);
    await saveCreds();
    for (const [name, json] of companion.credentials.keys) {
      const [type = '', id = ''] = name.split(' ');
      await state.keys.set({ [type]: { [id]: revived(json) } });
    }
  }

  it('takes over what another program has linked: messages flow both ways, and nobody scans', async () => {
    await linkElsewhere();
    const files = readdirSync(folder).length;
    await bench.application.application.close();
    const { code, out, err } = await run();
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^The line "Ventas" has the link of \+573001112233, with \d+ keys\./);
    assert.equal(readdirSync(folder).length, files);
    await luz.sendText(business.phoneNumber, 'while nobody was there');

    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    const socket = await bench.application.socket(admin);
    await socket
      .event('message:new', ({ message }) => message.text === 'while nobody was there')
      .catch(() => undefined);
    await luz.sendText(business.phoneNumber, 'to the new one');
    await socket.event('message:new', ({ message }) => message.text === 'to the new one');
    const { id } = await conversationWith(admin, luz.phoneNumber);
    const answer = { clientMessageId: 'answer-0001', type: 'text', text: 'from the new one' };
    await admin.api.post(`/conversations/${id}/messages`, answer).expect(202);
    await luz.untilLine(business.phoneNumber, ({ text }) => text === 'from the new one');
    assert.deepEqual(
      (await allMessages(admin, id)).map(({ text }) => text),
      ['while nobody was there', 'to the new one', 'from the new one'],
    );
    const { body } = await admin.api.get<SessionList>('/whatsapp/sessions').expect(200);
    assert.partialDeepStrictEqual(body.items, [{ name: 'Ventas', state: 'open', phoneNumber: '573001112233' }]);
    assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
  });

  it('ends with one line where it cannot do its work, and leaves nothing behind', async () => {
    await linkElsewhere();
    const running = await run();
    assert.equal(running.code, 1);
    assert.match(running.err, /^DATA_DIR should be a folder .* already running .*\n$/);
    await bench.application.application.close();
    for (const [wrong, reason] of [
      [{ client: 'nobody' }, /^There is no client "nobody"\.\n$/],
      [{ folder: join(folder, 'nowhere') }, /should be a folder that this process may read/],
    ] as const) {
      const { code, out, err } = await run(wrong);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, reason);
    }
    assert.equal((await run()).code, 0);
    const twice = await run();
    assert.equal(twice.code, 1);
    assert.match(twice.err, /^\+573001112233 is linked on another line of "acme"\./);
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    const { body } = await admin.api.get<SessionList>('/whatsapp/sessions').expect(200);
    assert.equal(body.items.length, 1);
  });
});
