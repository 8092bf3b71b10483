import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SettingsError } from '../../src/operations/index.ts';
import { KeyHouse } from './key-house.ts';

const first = randomBytes(32);
const second = randomBytes(32);

describe('The key that encrypts WhatsApp credentials', () => {
  let house: KeyHouse;

  beforeEach(() => {
    house = new KeyHouse();
  });
  afterEach(() => {
    house.remove();
  });

  /** Settles when the start is refused with one line that fits. */
  const refused = (start: Promise<unknown>, why: RegExp) =>
    assert.rejects(start, (error: unknown) => {
      assert.ok(error instanceof SettingsError, String(error));
      assert.match(error.message, why);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });

  it('is made at the first start, for its owner alone, and stays the same', async () => {
    await house.start();
    assert.equal(statSync(house.keyFile).mode & 0o777, 0o600);
    const made = readFileSync(house.keyFile, 'utf8');
    await house.storeKeys(3);
    assert.equal(readFileSync(house.keyFile, 'utf8'), made);
    assert.equal(await house.openable(), 3);
    assert.deepEqual(house.logged, []);
  });

  it('is warned about where others may read it', async () => {
    await house.start();
    chmodSync(house.keyFile, 0o644);
    await house.start();
    assert.match(house.logged.join(''), /credentials\.key can be read by others than its owner/);
  });

  it('of the setting leaves no file behind', async () => {
    await house.storeKeys(2, [first]);
    assert.equal(existsSync(house.keyFile), false);
    assert.equal(await house.openable([first]), 2);
  });

  it('stops the start with one line when it is another one', async () => {
    await house.storeKeys(2, [first]);
    await refused(house.start([second]), /^CREDENTIALS_KEY should hold the key that has encrypted .* opens none of it/);
    assert.equal(await house.openable([first]), 2);
  });

  it('stops the start when the file holds another one', async () => {
    await house.storeKeys(2);
    writeFileSync(house.keyFile, second.toString('base64'));
    await refused(house.start(), /credentials\.key should hold the key that has encrypted/);
  });

  it('stops the start when the file is damaged or empty', async () => {
    await house.storeKeys(2);
    const intact = readFileSync(house.keyFile, 'utf8');
    writeFileSync(house.keyFile, intact.slice(0, -8));
    await refused(house.start(), /credentials\.key should hold keys of 32 bytes in base64.*line 1 is none/);
    writeFileSync(house.keyFile, `${intact}\nrubbish\n`);
    await refused(house.start(), /line 2 is none/);
    writeFileSync(house.keyFile, '');
    await refused(house.start(), /it is empty/);
  });

  it('stops the start when it is gone, and no other one is made in its place', async () => {
    await house.storeKeys(2);
    rmSync(house.keyFile);
    await refused(house.start(), /^CREDENTIALS_KEY should be given, or .*credentials\.key be there/);
    assert.equal(existsSync(house.keyFile), false);
  });

  it('may change freely as long as nothing is encrypted with it', async () => {
    await house.start([first]);
    await house.start([second]);
    await house.start();
    await house.storeKeys(1, [first]);
    await refused(house.start([second]), /^CREDENTIALS_KEY/);
  });

  it('may have a newer one in front of it, and is then needed until everything is encrypted anew', async () => {
    await house.storeKeys(2, [first]);
    await house.storeKeys(3, [second, first]);
    assert.equal(await house.openable([second, first]), 5);
    await refused(house.start([second]), /^CREDENTIALS_KEY should still hold an older key as well/);
    await refused(house.start([first]), /^CREDENTIALS_KEY should still hold/);
    assert.equal(await house.openable([second, first]), 5);
  });

  it('is right although keys of a line are damaged, and although its check is', async () => {
    await house.storeKeys(3, [first]);
    const damaged = { value: Buffer.alloc(60, 1) };
    await house.change(({ database }) => database.updateTable('credentialsChecks').set(damaged).execute());
    assert.equal(await house.openable([first]), 3);
    await house.change(({ database }) =>
      database.updateTable('whatsappKeys').set(damaged).where('id', '!=', '0.0').execute(),
    );
    assert.equal(await house.openable([first]), 1);
    await house.change(({ database }) => database.updateTable('whatsappKeys').set(damaged).execute());
    assert.equal(await house.openable([first]), 0);
    await refused(house.start([second]), /^CREDENTIALS_KEY/);
  });

  it('is recognised in an installation from before there were checks', async () => {
    await house.storeKeys(3, [first]);
    const forget = () => house.change(({ database }) => database.deleteFrom('credentialsChecks').execute());
    await forget();
    await refused(house.start([second]), /^CREDENTIALS_KEY should hold the key/);
    await house.change(({ database }) =>
      database
        .updateTable('whatsappKeys')
        .set({ value: Buffer.alloc(60, 1) })
        .where('id', '=', '0.0')
        .execute(),
    );
    assert.equal(await house.openable([second, first]), 2);
    await refused(house.start([second]), /^CREDENTIALS_KEY/);
  });
});
