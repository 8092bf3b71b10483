import assert from 'node:assert/strict';
import { initAuthCreds, proto, useMultiFileAuthState, type AuthenticationCreds } from 'baileys';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MultiFileAuthError, readMultiFileAuth } from '../../src/whatsapp/index.ts';

const linked: Partial<AuthenticationCreds> = {
  me: { id: '573001112233:7@s.whatsapp.net', name: 'Tienda', lid: '1234567:7@lid' },
  account: { details: Buffer.from('details') },
};

/** Ids as Baileys really uses them, with every character that its file names change. */
const keys = {
  'pre-key': { '1': { private: Buffer.from('a'), public: Buffer.from('b') } },
  session: { '573001112233.0': Buffer.from('session'), '1234567_1.12': Buffer.from('session of a LID') },
  'sender-key': {
    '120363000000000001@g.us::573004445566::0': Buffer.from('sender key'),
    '573001112233-1612345678@g.us::1234567_1::3': Buffer.from('sender key of an old group'),
  },
  'sender-key-memory': { '573001112233-1612345678@g.us': { '573004445566:0@s.whatsapp.net': true } },
  'app-state-sync-key': {
    'AAAAA/+//w==': proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from('key data') }),
  },
  'app-state-sync-version': { critical_unblock_low: { version: 3, hash: Buffer.alloc(4), indexValueMap: {} } },
  'lid-mapping': { '573004445566': '1234567', '1234567_reverse': '573004445566' },
  'device-list': { '573004445566': ['0', '12'] },
  tctoken: { '573004445566@s.whatsapp.net': { token: Buffer.from('t') }, __index: { token: Buffer.from('[]') } },
  'identity-key': { '573004445566.0': Buffer.from('identity') },
};

describe('A multi-file auth folder of Baileys', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'condorito-auth-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function write(creds: Partial<AuthenticationCreds>, data: object = {}): Promise<void> {
    const { state, saveCreds } = await useMultiFileAuthState(folder);
    Object.assign(state.creds, creds);
    await saveCreds();
    await state.keys.set(data);
  }

  it('is read key for key, under the ids Baileys asks for', async () => {
    await write(linked, keys);
    const read = readMultiFileAuth(folder);
    assert.equal(read.phoneNumber, '573001112233');
    assert.equal(read.credentials.me?.name, 'Tienda');
    const found: Record<string, Record<string, unknown>> = {};
    for (const { type, id, value } of read.keys) (found[type] ??= {})[id] = value;
    assert.deepEqual(found, keys);
  });

  it('of an older version may know less; its sender keys are brought into the present form', async () => {
    await write(linked);
    const states = [{ senderKeyId: 1 }];
    writeFileSync(join(folder, 'sender-key-120363000000000001@g.us--573004445566--0.json'), JSON.stringify(states));
    const old = { me: linked.me, account: linked.account, noiseKey: { private: 'x', public: 'y' } };
    writeFileSync(join(folder, 'creds.json'), JSON.stringify(old));
    const {
      credentials,
      keys: [key],
    } = readMultiFileAuth(folder);
    assert.equal(credentials.accountSettings.unarchiveChats, initAuthCreds().accountSettings.unarchiveChats);
    assert.deepEqual(key, {
      type: 'sender-key',
      id: '120363000000000001@g.us::573004445566::0',
      value: Buffer.from(JSON.stringify(states)),
    });
  });

  it('may hold files of other programs', async () => {
    await write(linked);
    writeFileSync(join(folder, 'baileys_store.json'), '{}');
    writeFileSync(join(folder, 'notes.txt'), '');
    assert.deepEqual(readMultiFileAuth(folder).keys, []);
  });

  it('that is none, or belongs to no linked phone, is refused with what is wrong', async () => {
    const refusal = (reason: RegExp) => {
      assert.throws(
        () => readMultiFileAuth(folder),
        (error) => error instanceof MultiFileAuthError && reason.test(error.message),
      );
    };
    refusal(/no creds\.json/);
    await write({ me: { id: '573001112233@s.whatsapp.net' } });
    refusal(/belongs to no linked phone/);
    writeFileSync(join(folder, 'creds.json'), '{"me":');
    refusal(/creds\.json cannot be read/);
    await write(linked);
    writeFileSync(join(folder, 'session-573004445566.0.json'), '');
    refusal(/session-573004445566\.0\.json cannot be read/);
    assert.throws(() => readMultiFileAuth(join(folder, 'nowhere')), /should be a folder/);
  });
});
