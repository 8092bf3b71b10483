import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SessionList, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, within, type TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

const RESTORE_LIMIT = 20_000;

describe('Restoring the WhatsApp sessions after a start', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;

  const start = async (environment: Record<string, string> = {}) => {
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, environment });
  };
  beforeEach(() => {
    time = new DrivenTime();
  });
  afterEach(() => bench.stop());

  const newPhone = (number: number, name: string): Phone =>
    bench.lab.createPhone({ phoneNumber: String(573_001_110_000 + number), name });
  const linesOf = async (admin: TestUser) =>
    (await admin.api.get<SessionList>('/whatsapp/sessions').expect(200)).body.items;
  const again = (admin: TestUser) => bench.application.signIn(admin.email, admin.password);

  /** Looks at the lines, again with whatever happens, until they are as they should be. */
  async function untilLines(admin: TestUser, fits: (lines: WhatsAppSession[]) => boolean): Promise<void> {
    const socket = await bench.application.socket(admin);
    const fitting = new Promise<void>((resolve, reject) => {
      const look = () => {
        linesOf(admin).then((lines) => {
          if (fits(lines)) resolve();
        }, reject);
      };
      socket.io.onAny(look);
      look();
    });
    await within(fitting, 'the lines to be as they should be', 60_000);
  }

  async function restoration(): Promise<Record<string, unknown>> {
    const health = (await (await fetch(`${bench.application.url}/health`)).json()) as {
      parts: { restoration: Record<string, unknown> };
    };
    return health.parts.restoration;
  }

  /** Restoring ends shortly after its last session is open. */
  async function whenRestored(): Promise<Record<string, unknown>> {
    for (let summary = await restoration(); ; summary = await restoration()) {
      if (summary['finishedAt'] !== null) return summary;
    }
  }

  it('brings 20 lines of 10 clients back without a scan; one with broken credentials holds nobody up', async () => {
    await start();
    const clients = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const admin = await bench.application.createClient(`client${String(index)}`);
        const phones = [newPhone(2 * index, 'Ventas'), newPhone(2 * index + 1, 'Soporte')];
        for (const phone of phones) await bench.link(admin, phone);
        return { admin, phones };
      }),
    );
    const [unlucky] = clients;
    assert.ok(unlucky);
    const [broken] = await linesOf(unlucky.admin);
    await bench.application.application.store.write(async ({ database }) => {
      await database
        .updateTable('whatsappKeys')
        .set({ value: Buffer.from('not what was stored') })
        .where('sessionId', '=', broken?.id ?? '')
        .where('type', '=', 'creds')
        .execute();
    });
    await bench.restart();

    for (const { admin } of clients) {
      const isUnlucky = admin === unlucky.admin;
      const expected = isUnlucky ? ['open', 'stopped'] : ['open', 'open'];
      await untilLines(await again(admin), (lines) => {
        return JSON.stringify(lines.map(({ state }) => state).sort()) === JSON.stringify(expected);
      });
    }
    const stopped = (await linesOf(await again(unlucky.admin))).find(({ state }) => state === 'stopped');
    assert.partialDeepStrictEqual(stopped, { id: broken?.id, reason: 'credentials_unreadable', retryAt: null });
    const summary = await within(whenRestored(), 'restoring to end');
    assert.partialDeepStrictEqual(summary, { linked: 20, tried: 20, open: 19, stopped: 1 });
    assert.ok(Date.parse(String(summary['startedAt'])) <= Date.parse(String(summary['finishedAt'])));
    const said = bench.application.logged.find((line) => line.includes('WhatsApp sessions restored'));
    assert.match(said ?? '', /"startedAt":.*"finishedAt":/);

    const last = clients.at(-1);
    assert.ok(last?.phones[1]);
    const admin = await again(last.admin);
    const socket = await bench.application.socket(admin);
    const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await luz.sendText(last.phones[1].phoneNumber, 'Hola otra vez');
    await socket.event('message:new');
    await conversationWith(admin, luz.phoneNumber);
    assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
  });

  it('takes a few at a time, says of the others that they are connecting, and waits 20 s for none', async () => {
    await start({ RESTORE_BATCH_SIZE: '1' });
    const admin = await bench.application.createClient('acme');
    const [silent, lively] = [newPhone(1, 'Ventas'), newPhone(2, 'Soporte')];
    const first = await bench.link(admin, silent);
    const second = await bench.link(admin, lively);
    silent.silent = true;
    await bench.restart();
    const restarted = await again(admin);
    await untilLines(restarted, (lines) => lines.every(({ state }) => state === 'connecting'));
    assert.partialDeepStrictEqual(await restoration(), { linked: 2, tried: 0, finishedAt: null });

    time.pass(RESTORE_LIMIT);
    await untilLines(restarted, (lines) => lines.some(({ id, state }) => id === second && state === 'open'));
    silent.silent = false;
    await untilLines(restarted, (lines) => lines.some(({ id, state }) => id === first && state === 'open'));
  });

  it('leaves a banned number alone, and tries again what a newer version may have mended', async () => {
    await start();
    const admin = await bench.application.createClient('acme');
    const [banned, outdated] = [newPhone(1, 'Ventas'), newPhone(2, 'Soporte')];
    const first = await bench.link(admin, banned);
    const second = await bench.link(admin, outdated);
    banned.closeCompanions(403);
    outdated.closeCompanions(405);
    await untilLines(admin, (lines) => lines.every(({ state }) => state === 'stopped'));
    await bench.restart();
    const restarted = await again(admin);
    await untilLines(restarted, (lines) => lines.some(({ id, state }) => id === second && state === 'open'));
    const lines = await linesOf(restarted);
    assert.partialDeepStrictEqual(
      lines.find(({ id }) => id === first),
      { state: 'stopped', reason: 'banned' },
    );
  });

  it('asks for a scan where the phone has unlinked the line meanwhile', async () => {
    await start();
    const admin = await bench.application.createClient('acme');
    const phone = newPhone(1, 'Ventas');
    await bench.link(admin, phone);
    bench.lab.faults.refuseConnections = true;
    bench.lab.faults.cutAll();
    await phone.unlink();
    bench.lab.faults.refuseConnections = false;
    await bench.restart();
    const restarted = await again(admin);
    await untilLines(restarted, ([line]) => line?.state === 'unlinked' && line.reason === 'logged_out');
    const keys = await bench.application.application.store.read((database) =>
      database.selectFrom('whatsappKeys').select('id').execute(),
    );
    assert.deepEqual(keys, []);
  });

  it('says why a line is unlinked that was just being linked again', async () => {
    await start();
    const admin = await bench.application.createClient('acme');
    const phone = newPhone(1, 'Ventas');
    const line = await bench.link(admin, phone);
    await phone.unlink();
    await untilLines(admin, ([unlinked]) => unlinked?.state === 'unlinked');
    await admin.api.post(`/whatsapp/sessions/${line}/connect`).expect(202);
    await bench.restart();
    const restarted = await again(admin);
    await untilLines(restarted, ([settled]) => settled?.state === 'unlinked' && settled.reason === 'logged_out');
  });
});
