import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { GroupMetadata } from 'baileys';
import { GroupDirectory, GroupSending, type KeyStore } from '../../src/whatsapp/whatsapp-web/index.ts';
import { KeyBench } from './key-bench.ts';

const CLUB = '120363000000000001@g.us';
const me = { id: '573001112231:4@s.whatsapp.net', lid: '900000000000001:4@lid' };
const OWN_KEY = `${CLUB}::900000000000001_1::4`;
const member = (number: number, admin: 'admin' | null = null) => ({
  id: `90000000000000${String(number)}@lid`,
  phoneNumber: `57300111223${String(number)}@s.whatsapp.net`,
  admin,
});

describe('Before a message to a group is written', () => {
  let bench: KeyBench;
  let keys: KeyStore;
  let metadata: Partial<GroupMetadata>;
  let failure: Error | undefined;
  let sending: GroupSending;
  let ownLid: string | undefined;

  beforeEach(async () => {
    bench = await KeyBench.open();
    keys = bench.keys();
    failure = undefined;
    ownLid = me.lid;
    metadata = { id: CLUB, participants: [member(1), member(2), member(3)] };
    const directory = new GroupDirectory({
      ask: () => (failure ? Promise.reject(failure) : Promise.resolve(metadata as GroupMetadata)),
      learn: () => Promise.resolve(),
      name: () => Promise.resolve(),
      now: () => new Date(),
    });
    sending = new GroupSending({
      directory,
      keys,
      me: () => ({ ...me, lid: ownLid }),
      signalAddress: (jid) => (jid === me.lid ? '900000000000001_1.4' : '573001112231.4'),
    });
    await keys.set({
      'sender-key': { [OWN_KEY]: Buffer.from('key'), [`${CLUB}::900000000000002_1::0`]: Buffer.from('theirs') },
      'sender-key-memory': {
        [CLUB]: { '900000000000001:0@lid': true, '900000000000002:0@lid': true, '573001112231:5@s.whatsapp.net': true },
      },
    });
  });
  afterEach(() => bench.close());

  const ownKey = async () => (await keys.get('sender-key', [OWN_KEY]))[OWN_KEY];
  const holders = async () => Object.keys((await keys.get('sender-key-memory', [CLUB]))[CLUB] ?? {});

  it('everything stays as it is while everybody who has our key is in the group', async () => {
    assert.equal(await sending.prepare(CLUB, 0), undefined);
    assert.ok(await ownKey());
    assert.equal((await holders()).length, 3);
  });

  it('our key is given up where somebody who has it has left, theirs stay', async () => {
    metadata = { ...metadata, participants: [member(1), member(3)] };
    assert.equal(await sending.prepare(CLUB, 0), undefined);
    assert.equal(await ownKey(), undefined);
    assert.deepEqual(await holders(), []);
    const theirs = `${CLUB}::900000000000002_1::0`;
    assert.ok((await keys.get('sender-key', [theirs]))[theirs]);
  });

  it('our key goes to everybody again when a try before was not answered', async () => {
    assert.equal(await sending.prepare(CLUB, 1), undefined);
    assert.ok(await ownKey());
    assert.deepEqual(await holders(), []);
  });

  it('nothing is tried where we are not in the group', async () => {
    metadata = { ...metadata, participants: [member(2), member(3)] };
    assert.equal((await sending.prepare(CLUB, 0))?.code, 'not_in_group');
  });

  it('we are recognised by our number where we do not know our LID', async () => {
    ownLid = undefined;
    assert.equal(await sending.prepare(CLUB, 0), undefined);
  });

  it('nothing is tried where only administrators may write and we are none', async () => {
    metadata = { ...metadata, announce: true };
    assert.equal((await sending.prepare(CLUB, 0))?.code, 'only_admins_write');
  });

  it('an administrator may write where only they may', async () => {
    metadata = { ...metadata, announce: true, participants: [member(1, 'admin'), member(2)] };
    assert.equal(await sending.prepare(CLUB, 0), undefined);
  });

  it('a group that shuts us out refuses, an outage does not', async () => {
    failure = Object.assign(new Error('forbidden'), { data: 403 });
    assert.equal((await sending.prepare(CLUB, 0))?.code, 'not_in_group');
    failure = new Error('Connection Closed');
    await assert.rejects(sending.prepare(CLUB, 0), /Connection Closed/);
  });
});
