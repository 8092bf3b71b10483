import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  addTransactionCapability,
  Curve,
  generateSignalPubKey,
  initAuthCreds,
  MISSING_KEYS_ERROR_TEXT,
  proto,
  unpadRandomMax16,
  writeRandomPadMax16,
  type AuthenticationCreds,
  type SignalKeyStoreWithTransaction,
  type SignalRepositoryWithLIDStore,
} from 'baileys';
import { silentLogger } from '../../../lab/test/support/silent-logger.ts';
import { IncomingJournal, signalRepositoryWith } from '../../src/whatsapp/whatsapp-web/index.ts';
import { KeyBench } from './key-bench.ts';

const CLUB = '120363000000000001@g.us';
const OURS = '573001112233:4@s.whatsapp.net';
const THEIRS = '573004445566@s.whatsapp.net';

interface Party {
  bench: KeyBench;
  creds: AuthenticationCreds;
  keys: SignalKeyStoreWithTransaction;
  journal: IncomingJournal;
  repository: SignalRepositoryWithLIDStore;
}

async function openParty(): Promise<Party> {
  const bench = await KeyBench.open();
  const creds = initAuthCreds();
  const keys = addTransactionCapability(bench.keys(), silentLogger, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
  const journal = new IncomingJournal();
  const repository = signalRepositoryWith(journal)({ creds, keys }, silentLogger);
  return { bench, creds, keys, journal, repository };
}

describe('The keys of a group', () => {
  let us: Party;
  let them: Party;

  beforeEach(async () => {
    [us, them] = [await openParty(), await openParty()];
    const preKey = Curve.generateKeyPair();
    await us.keys.set({ 'pre-key': { 1: preKey } });
    const { signedPreKey, signedIdentityKey, registrationId } = us.creds;
    await them.repository.injectE2ESession({
      jid: OURS,
      session: {
        registrationId,
        identityKey: generateSignalPubKey(signedIdentityKey.public),
        signedPreKey: {
          keyId: signedPreKey.keyId,
          publicKey: generateSignalPubKey(signedPreKey.keyPair.public),
          signature: signedPreKey.signature,
        },
        preKey: { keyId: 1, publicKey: generateSignalPubKey(preKey.public) },
      },
    });
  });
  afterEach(async () => {
    await us.bench.close();
    await them.bench.close();
  });

  const written = async (text: string) => {
    const data = writeRandomPadMax16(proto.Message.encode({ conversation: text }).finish());
    return them.repository.encryptGroupMessage({ group: CLUB, meId: THEIRS, data });
  };

  /** A text as it comes: sealed for the group, and before it the key, sealed for us. */
  const stanzaOf = async (text: string) => {
    const { ciphertext, senderKeyDistributionMessage } = await written(text);
    const handOut = proto.Message.encode({
      senderKeyDistributionMessage: {
        groupId: CLUB,
        axolotlSenderKeyDistributionMessage: senderKeyDistributionMessage,
      },
    }).finish();
    const sealed = await them.repository.encryptMessage({ jid: OURS, data: writeRandomPadMax16(handOut) });
    us.journal.notice({
      tag: 'message',
      attrs: { id: text, from: CLUB, participant: THEIRS },
      content: [
        { tag: 'enc', attrs: { type: sealed.type }, content: sealed.ciphertext },
        { tag: 'enc', attrs: { type: 'skmsg' }, content: ciphertext },
      ],
    });
    return { sealed, ciphertext };
  };
  const takeKey = ({ sealed }: Awaited<ReturnType<typeof stanzaOf>>) =>
    us.repository.decryptMessage({ jid: THEIRS, ...sealed });
  const read = ({ ciphertext }: Awaited<ReturnType<typeof stanzaOf>>) =>
    us.repository.decryptGroupMessage({ group: CLUB, authorJid: THEIRS, msg: ciphertext });

  it('are on disk with the ratchet that gave them, so that a crash in between loses none', async () => {
    const stanza = await stanzaOf('hello');
    await takeKey(stanza);

    // Another start: nothing but the disk.
    const keys = addTransactionCapability(us.bench.keys(), silentLogger, {
      maxCommitRetries: 1,
      delayBetweenTriesMs: 1,
    });
    const repository = signalRepositoryWith(us.journal)({ creds: us.creds, keys }, silentLogger);
    const plaintext = await repository.decryptGroupMessage({ group: CLUB, authorJid: THEIRS, msg: stanza.ciphertext });
    assert.ok(Buffer.from(plaintext).includes('hello'));
  });

  it('that were taken before do not keep from reading what came with them, when the stanza comes again', async () => {
    const stanza = await stanzaOf('hello');
    await takeKey(stanza);
    const again = await takeKey(stanza);
    assert.deepEqual(proto.Message.decode(unpadRandomMax16(again)), proto.Message.create());
    assert.ok(Buffer.from(await read(stanza)).includes('hello'));
  });

  it('say of what was read before that it was, so that nobody is asked for it once more', async () => {
    const stanza = await stanzaOf('hello');
    await takeKey(stanza);
    await read(stanza);
    await assert.rejects(read(stanza), { message: MISSING_KEYS_ERROR_TEXT });
  });

  it('have moved on, on disk, before what they encrypted leaves', async () => {
    const name = `${CLUB}::573004445566::0`;
    await them.keys.transaction(async () => {
      await written('one');
      const first = (await them.bench.keys().get('sender-key', [name]))[name];
      await written('two');
      const second = (await them.bench.keys().get('sender-key', [name]))[name];
      assert.ok(first && second);
      assert.notDeepEqual(first, second);
    }, 'sending');
  });
});
