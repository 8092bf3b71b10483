import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KeyHouse } from '../credentials/key-house.ts';
import { conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { runNpmScript, startNpmScript } from './run-npm-script.ts';

const SCRIPT = 'credentials:rotate';

describe('npm run credentials:rotate', () => {
  let house: KeyHouse;
  let environment: Record<string, string>;

  beforeEach(() => {
    house = new KeyHouse();
    environment = { DATA_DIR: house.directory };
  });
  afterEach(() => {
    house.remove();
  });

  it('says in counts what it has done', async () => {
    await house.storeKeys(7);
    const { code, out, err } = await runNpmScript(SCRIPT, [], environment);
    assert.deepEqual([code, err], [0, '']);
    assert.equal(
      out,
      '7 stored keys are encrypted with the new key.\nThe old key is gone from DATA_DIR; backups from before still need it.\n',
    );
    assert.equal(await house.openable(), 7);
  });

  it('says that an older key of CREDENTIALS_KEY can be taken away', async () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    await house.storeKeys(3, [first]);
    const keys = [second, first].map((key) => key.toString('base64')).join(',');
    const { code, out } = await runNpmScript(SCRIPT, [], { ...environment, CREDENTIALS_KEY: keys });
    assert.equal(code, 0);
    assert.match(out, /^3 stored keys .* first key\.\nCREDENTIALS_KEY needs no other key than its first any more\.\n$/);
    assert.equal(await house.openable([second]), 3);
  });

  it('ends with one line where it cannot do its work', async () => {
    const empty = await runNpmScript(SCRIPT, [], environment);
    assert.deepEqual([empty.code, empty.out], [1, '']);
    assert.match(empty.err, /^DATA_DIR should be the data directory of the server: .*\n$/);

    const mistyped = await runNpmScript(SCRIPT, ['--lostkey'], environment);
    assert.equal(mistyped.code, 1);
    assert.match(mistyped.err, /^Unknown option '--lostkey'.*\n$/);

    await house.storeKeys(1);
    rmSync(house.keyFile);
    const without = await runNpmScript(SCRIPT, [], environment);
    assert.equal(without.code, 1);
    assert.match(without.err, /^CREDENTIALS_KEY should be given, .*--lost-key"\.\n$/);
    assert.equal((await runNpmScript(SCRIPT, ['--lost-key'], environment)).code, 0);
    await house.start();
  });

  it('says what becomes of a key file that is partly damaged', async () => {
    await house.storeKeys(2);
    const whole = readFileSync(house.keyFile, 'utf8');
    writeFileSync(house.keyFile, `${whole}half a k\n`);
    const refused = await runNpmScript(SCRIPT, [], environment);
    assert.match(refused.err, /line 2 is none\. .* if it is lost for good, run .*--lost-key"\.\n$/);
    const { code, out, err } = await runNpmScript(SCRIPT, ['--lost-key'], environment);
    assert.deepEqual([code, err], [0, '']);
    assert.equal(
      out,
      '2 stored keys are encrypted with the new key.\n' +
        `The key file as it was is kept as ${house.keyFile}.aside-1; backups from before need what was in it.\n`,
    );
    assert.equal(await house.openable(), 2);
  });

  it('explains itself', async () => {
    const { code, out, err } = await runNpmScript(SCRIPT, ['--help'], {});
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^npm run credentials:rotate/);
  });

  /** Kills the command at the nth thing that happens in `DATA_DIR`; false when it came to its end before. */
  async function killedAt(event: number): Promise<boolean> {
    const { child, outcome } = startNpmScript(SCRIPT, [], environment);
    let seen = 0;
    const watcher = watch(house.directory, () => {
      seen += 1;
      if (seen === event) child.kill('SIGKILL');
    });
    const { code } = await outcome;
    watcher.close();
    return code === null;
  }

  it('may be killed at any moment: everything stays readable, and the next run ends with one key', async () => {
    const COUNT = 1_000;
    await house.storeKeys(COUNT);
    let kills = 0;
    for (const event of [1, 4, 9, 18, 30, 50]) {
      if (await killedAt(event)) kills += 1;
      assert.equal(await house.openable(), COUNT, `after a kill at event ${event}`);
      assert.equal(statSync(house.keyFile).mode & 0o777, 0o600);
    }
    assert.ok(kills >= 3, `only ${kills} kills`);
    assert.equal((await runNpmScript(SCRIPT, [], environment)).code, 0);
    assert.equal(readFileSync(house.keyFile, 'utf8').trim().split('\n').length, 1);
    assert.equal(await house.openable(), COUNT);
  });
});

describe('A line whose key is rotated', () => {
  it('keeps the server from being overlooked, and goes on afterwards without a scan', async () => {
    const bench = await WhatsAppBench.start();
    try {
      let admin = await bench.application.createClient('acme');
      const business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
      const luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
      await bench.link(admin, business);
      const environment = { DATA_DIR: bench.application.dataDirectory };

      const early = await runNpmScript(SCRIPT, [], environment);
      assert.deepEqual([early.code, early.out], [1, '']);
      assert.match(early.err, /^DATA_DIR should be .* Another process is already running in DATA_DIR .*\n$/);

      await bench.application.application.close();
      assert.equal((await runNpmScript(SCRIPT, [], environment)).code, 0);
      await bench.restart();
      admin = await bench.application.signIn(admin.email, admin.password);
      const socket = await bench.application.socket(admin);
      await luz.sendText(business.phoneNumber, 'with a new key');
      await socket.event('message:new', ({ message }) => message.text === 'with a new key');
      const { id } = await conversationWith(admin, luz.phoneNumber);
      await admin.api.post(`/conversations/${id}/messages`, { clientMessageId: 'rotated-1', type: 'text', text: 'Sí' });
      await luz.untilLine(business.phoneNumber, ({ text }) => text === 'Sí');
      assert.deepEqual(socket.dataOf('whatsapp:qr'), []);
      assert.ok(!bench.application.logged.some((line) => line.includes('cannot be read')));
    } finally {
      await bench.stop();
    }
  });
});
