import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KeyHouse } from './key-house.ts';

const first = randomBytes(32);
const second = randomBytes(32);

describe('A rotation of the credentials key', () => {
  let house: KeyHouse;

  beforeEach(() => {
    house = new KeyHouse();
  });
  afterEach(() => {
    house.remove();
  });

  const keysInFile = () => readFileSync(house.keyFile, 'utf8').trim().split('\n');
  const writeFile = (...keys: string[]) => {
    writeFileSync(house.keyFile, keys.join('\n'));
  };

  it('leaves one new key in DATA_DIR, for its owner alone, that opens everything', async () => {
    await house.storeKeys(1_200);
    const [old = ''] = keysInFile();
    assert.deepEqual(await house.rotate(), { resealed: 1_200, unreadable: 0 });
    assert.equal(keysInFile().length, 1);
    assert.notEqual(keysInFile()[0], old);
    assert.equal(statSync(house.keyFile).mode & 0o777, 0o600);
    assert.equal(await house.openable(), 1_200);
    await assert.rejects(house.start([Buffer.from(old, 'base64')]));
  });

  it('goes on where a crash has left two keys, with those that are there', async () => {
    await house.storeKeys(4);
    const [old = ''] = keysInFile();
    const next = second.toString('base64');
    writeFile(next, old);
    writeFileSync(`${house.keyFile}.next`, 'half a k');
    await house.storeKeys(2);
    assert.deepEqual(await house.rotate(), { resealed: 6, unreadable: 0 });
    assert.deepEqual(keysInFile(), [next]);
    // As after a crash between the commit and the last change of the file.
    writeFile(next, old);
    assert.equal(await house.openable(), 6);
    assert.deepEqual(await house.rotate(), { resealed: 6, unreadable: 0 });
    assert.deepEqual(keysInFile(), [next]);
    assert.equal(await house.openable(), 6);
  });

  it('of CREDENTIALS_KEY makes every key but the first superfluous', async () => {
    await house.storeKeys(3, [first]);
    await house.storeKeys(2, [second, first]);
    assert.deepEqual(await house.rotate([second, first]), { resealed: 5, unreadable: 0, superfluous: 1 });
    assert.equal(await house.openable([second]), 5);
    assert.deepEqual(await house.rotate([second]), { resealed: 5, unreadable: 0, superfluous: 0 });
    assert.equal(await house.openable([second]), 5);
  });

  it('covers the keys of language models too', async () => {
    await house.storeResponderKey('sk-1', [first]);
    await assert.rejects(house.start(), /CREDENTIALS_KEY should be given/);
    await assert.rejects(house.start([second]), /should hold the key/);
    assert.deepEqual(await house.rotate([second, first]), { resealed: 1, unreadable: 0, superfluous: 1 });
    assert.equal(await house.responderKey([second]), 'sk-1');
  });

  it('moves from the file to the setting', async () => {
    await house.storeKeys(3);
    const [old = ''] = keysInFile();
    await house.rotate([second, Buffer.from(old, 'base64')]);
    rmSync(house.keyFile);
    assert.equal(await house.openable([second]), 3);
  });

  it('does nothing with a wrong key', async () => {
    await house.storeKeys(3);
    const before = readFileSync(house.keyFile);
    await assert.rejects(house.rotate([second]), /CREDENTIALS_KEY should hold/);
    writeFile(second.toString('base64'));
    await assert.rejects(house.rotate(), /should hold the key/);
    assert.deepEqual(keysInFile(), [second.toString('base64')]);
    writeFileSync(house.keyFile, before);
    assert.equal(await house.openable(), 3);
  });

  it('leaves a damaged key as it is, and says so', async () => {
    await house.storeKeys(3);
    await house.change(({ database }) =>
      database
        .updateTable('whatsappKeys')
        .set({ value: Buffer.alloc(60, 1) })
        .where('id', '=', '1.0')
        .execute(),
    );
    assert.deepEqual(await house.rotate(), { resealed: 2, unreadable: 1 });
    assert.equal(await house.openable(), 2);
  });

  it('goes on without a key that is lost: the server starts, with what can still be read', async () => {
    await house.storeKeys(3);
    rmSync(house.keyFile);
    await assert.rejects(house.start());
    await assert.rejects(house.rotate());
    assert.deepEqual(await house.rotate([], true), { resealed: 0, unreadable: 3 });
    await house.storeKeys(2);
    assert.equal(await house.openable(), 2);

    writeFile('rubbish');
    const { setAside = '', ...counts } = await house.rotate([], true);
    assert.deepEqual(counts, { resealed: 0, unreadable: 5 });
    assert.equal(readFileSync(setAside, 'utf8'), 'rubbish');
    await house.start();
  });

  it('goes on without a lost key with those of a damaged file that are whole', async () => {
    await house.storeKeys(3);
    const [old = ''] = keysInFile();
    const damaged = second.toString('base64');
    writeFile(damaged, old);
    await house.storeKeys(2);
    writeFile(damaged.slice(0, -8), old);
    await assert.rejects(house.start(), /line 1 is none.*--lost-key/);

    const { setAside = '', ...counts } = await house.rotate([], true);
    assert.deepEqual(counts, { resealed: 3, unreadable: 2 });
    assert.equal(keysInFile().length, 1);
    assert.notEqual(keysInFile()[0], old);
    assert.equal(await house.openable(), 3);
    assert.equal(readFileSync(setAside, 'utf8'), `${damaged.slice(0, -8)}\n${old}`);
    assert.equal(statSync(setAside).mode & 0o777, 0o600);

    // The key turns up after all.
    writeFile(keysInFile()[0] ?? '', damaged);
    assert.deepEqual(await house.rotate(), { resealed: 5, unreadable: 0 });
    assert.equal(await house.openable(), 5);
  });

  it('sets each file aside under a name of its own, should it be given up twice', async () => {
    await house.storeKeys(1);
    const [old = ''] = keysInFile();
    const { setAside: one = '' } = await house.rotate([], true);
    const [next = ''] = keysInFile();
    const { setAside: other = '' } = await house.rotate([], true);
    assert.equal(readFileSync(one, 'utf8').trim(), old);
    assert.equal(readFileSync(other, 'utf8').trim(), next);
  });

  it('takes a file that cannot be read at all for no lost key', async () => {
    await house.storeKeys(3);
    const before = readFileSync(house.keyFile);
    rmSync(house.keyFile);
    mkdirSync(house.keyFile);
    await assert.rejects(house.rotate([], true), /should be readable for this process/);
    rmdirSync(house.keyFile);
    writeFileSync(house.keyFile, before);
    assert.equal(await house.openable(), 3);
  });
});
