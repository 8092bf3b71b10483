import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { initAuthCreds, proto, type SignalDataSet } from 'baileys';
import type { KeyStore } from '../../src/whatsapp/whatsapp-web/index.ts';
import { UnreadableCredentialsError } from '../../src/whatsapp/whatsapp-web/index.ts';
import { KeyBench } from './key-bench.ts';

const session = (text: string) => Buffer.from(text);

describe('The keys of a line', () => {
  let bench: KeyBench;
  let keys: KeyStore;

  beforeEach(async () => {
    bench = await KeyBench.open();
    keys = bench.keys();
  });
  afterEach(() => bench.close());

  const sessionIn = async (store: KeyStore, id = 'a.0') => (await store.get('session', [id]))[id]?.toString();

  const readAfter = async (ticks: number, id: string) => {
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    await sessionIn(keys, id);
  };

  it('that are set together reach the disk in one commit', async () => {
    const before = bench.commits();
    const preKeys = Object.fromEntries(
      Array.from({ length: 300 }, (_, id) => [String(id), { public: session('p'), private: session(String(id)) }]),
    );
    await keys.set({
      'pre-key': preKeys,
      session: { 'a.0': session('one'), 'b.0': session('two') },
      'incoming-journal': { 'a/1': { number: 1 } },
    } as SignalDataSet);
    assert.equal(bench.commits() - before, 1);
    const stored = await bench.keys().get('pre-key', Object.keys(preKeys));
    assert.equal(Object.keys(stored).length, 300);
    assert.equal(Buffer.from(stored['299']?.private ?? []).toString(), '299');
    assert.equal((await bench.keys().readJournal()).length, 1);
  });

  it('stay as they were, on disk and in memory, when one of them cannot be written', async () => {
    await keys.set({ session: { 'a.0': session('before') } });
    bench.sql(`create trigger refusal before insert on whatsappKeys when new.id = 'refused'
      begin select raise(abort, 'refused'); end`);
    const both = { session: { 'a.0': session('after') }, 'identity-key': { refused: session('x') } };
    await assert.rejects(keys.set(both), /refused/);
    assert.equal(await sessionIn(keys), 'before');
    assert.equal(await sessionIn(bench.keys()), 'before');
  });

  it('stay as they were, on disk and in memory, when the commit fails', async () => {
    await keys.set({ session: { 'a.0': session('before') } });
    const change = keys.set({ session: { 'a.0': session('after'), 'b.0': session('new') } });
    // The store refuses the whole commit of a turn in which somebody waits for something else.
    const spoiled = bench.store.write(() => new Promise((resolve) => setImmediate(resolve)));
    await assert.rejects(spoiled);
    await assert.rejects(change);
    for (const store of [keys, bench.keys()]) {
      assert.equal(await sessionIn(store), 'before');
      assert.equal(await sessionIn(store, 'b.0'), undefined);
    }
  });

  it('are never an older version in memory than on disk, however reading and writing meet', async () => {
    for (let ticks = 0; ticks < 100; ticks += 1) {
      const id = `${String(ticks)}.0`;
      await bench.keys().set({ session: { [id]: session('old') } });
      let reading: Promise<unknown> | undefined;
      const meanwhile = bench.store.write(async () => {
        reading = readAfter(ticks, id);
        await Promise.resolve();
      });
      await Promise.all([meanwhile, keys.set({ session: { [id]: session('new') } })]);
      await reading;
      assert.equal(await sessionIn(keys, id), 'new', `a read ${String(ticks)} ticks into the commit`);
    }
  });

  it('are not changed by a hand that changes what it was given', async () => {
    await keys.set({ 'device-list': { '57300': ['0', '1'] }, 'sender-key-memory': { 'g@g.us': { a: true } } });
    (await keys.get('device-list', ['57300']))['57300']?.push('2');
    const memory = (await keys.get('sender-key-memory', ['g@g.us']))['g@g.us'];
    if (memory) memory['b'] = true;
    assert.deepEqual(await keys.get('device-list', ['57300']), { '57300': ['0', '1'] });
    assert.deepEqual(await keys.get('sender-key-memory', ['g@g.us']), { 'g@g.us': { a: true } });
  });

  it('give the same bytes after a restart, those of a protobuf included', async () => {
    const keyData = Buffer.from('0123456789abcdef0123456789abcdef');
    const key = proto.Message.AppStateSyncKeyData.create({ keyData, timestamp: 1_700_000_000 });
    await keys.set({ 'app-state-sync-key': { AAAA: key } });
    const stored = (await bench.keys().get('app-state-sync-key', ['AAAA']))['AAAA'];
    assert.ok(stored?.keyData instanceof Uint8Array);
    assert.deepEqual(Buffer.from(stored.keyData), keyData);
  });

  for (const type of ['session', 'pre-key', 'sender-key', 'identity-key'] as const) {
    it(`count as missing where one of type ${type} is damaged: said once, counted, and written anew`, async () => {
      const value = type === 'pre-key' ? { public: session('p'), private: session('q') } : session('fine');
      await keys.set({ [type]: { '573001112233.0': value, 'b.0': value } });
      await bench.damage(type, '573001112233.0');
      for (const store of [bench.keys(), bench.keys()]) {
        assert.deepEqual(Object.keys(await store.get(type, ['573001112233.0', 'b.0'])), ['b.0']);
      }
      assert.equal(bench.unreadableKeys.count, 1);
      const said = bench.logged.filter((line) => line.includes('cannot be read'));
      assert.equal(said.length, 1);
      assert.ok(said[0]?.includes(`"${type}"`));
      assert.ok(!said[0]?.includes('573001112233'));

      await bench.keys().set({ [type]: { '573001112233.0': value } });
      assert.equal(Object.keys(await bench.keys().get(type, ['573001112233.0', 'b.0'])).length, 2);
    });
  }

  it('hold credentials that are never replaced by new ones because they are damaged', async () => {
    const credentials = initAuthCreds();
    await keys.saveCredentials(credentials);
    assert.deepEqual((await bench.keys().readCredentials()).noiseKey, credentials.noiseKey);
    await bench.damage('creds', 'creds');
    await assert.rejects(bench.keys().readCredentials(), UnreadableCredentialsError);
    await assert.rejects(bench.keys().readCredentials(), UnreadableCredentialsError);
  });

  it('hold the credentials an earlier connection was still writing when it ended', async () => {
    const credentials = initAuthCreds();
    await keys.saveCredentials(credentials);
    const last = keys.saveCredentials({ ...credentials, nextPreKeyId: 813 });
    keys.retire();
    assert.equal((await bench.keys().readCredentials()).nextPreKeyId, 813);
    await last;
    await assert.rejects(keys.saveCredentials(credentials), /a connection that is over/);
  });

  it('forget a person, and nothing that bears a number of the line itself or of anybody else', async () => {
    const [number, lid, short] = ['573004445566', '100000000000077', '1234567'];
    const value = session('x');
    await keys.set({
      session: { [`${number}.0`]: value, [`${lid}_1.4`]: value, [`${number}7.0`]: value, '1_1.0': value },
      'identity-key': { [`${lid}_1.0`]: value },
      'sender-key': { [`1203@g.us::${lid}_1::0`]: value, [`1203@g.us::${number}9::0`]: value },
      'device-list': { [number]: ['0'] },
      'lid-mapping': { [number]: lid, [`${lid}_reverse`]: number },
      tctoken: { [`${lid}@lid`]: { token: Buffer.from('t') } },
      'incoming-journal': { [`${number}@s.whatsapp.net/A`]: value, [`1203@g.us/B/${lid}`]: value },
      'pre-key': { '1': { public: value, private: value }, [short]: { public: value, private: value } },
    } as SignalDataSet);
    await keys.forgetPerson([number, lid, short, '1']);
    const left = await bench.store.read((database) =>
      database.selectFrom('whatsappKeys').select(['type', 'id']).orderBy('type').orderBy('id').execute(),
    );
    assert.deepEqual(
      left.map(({ type, id }) => `${type} ${id}`),
      ['pre-key 1', `pre-key ${short}`, `sender-key 1203@g.us::${number}9::0`, 'session 1_1.0', `session ${number}7.0`],
    );
    await keys.forgetPerson(['1']);
    assert.equal(await sessionIn(bench.keys(), '1_1.0'), 'x');
  });

  it('keep a damaged entry of the journal, and give out the others', async () => {
    const entries = { 'a/1': { number: 1 }, 'a/2': { number: 2 }, 'a/3': { number: 3 } };
    await keys.set({ 'incoming-journal': entries } as SignalDataSet);
    await bench.damage('incoming-journal', 'a/2');
    const readable = (await bench.keys().readJournal()).map(({ id }) => id);
    assert.deepEqual(readable, ['a/1', 'a/3']);
    assert.equal(bench.unreadableKeys.count, 1);
    const kept = await bench.store.read((database) =>
      database.selectFrom('whatsappKeys').select('id').where('type', '=', 'incoming-journal').execute(),
    );
    assert.equal(kept.length, 3);
  });
});
