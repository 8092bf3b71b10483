import './libsignal-adjustments.ts';
import { AsyncResource } from 'node:async_hooks';
import {
  DEFAULT_CONNECTION_CONFIG,
  proto,
  unpadRandomMax16,
  type SignalAuthState,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
} from 'baileys';
import type { IncomingJournal } from './incoming-journal.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { groupRepeatInWords, senderKeyOrNothingNew } from './repeats.ts';

/** The context of this file's loading: inside no key transaction of any account. */
const outsideTransactions = new AsyncResource('signal-repository');

/**
 * Baileys' `makeSignalRepository` option: its own repository, with three guarantees added.
 *
 * - The plaintext reaches the disk in one commit with the ratchet that gave it (`IncomingJournal`), and so does the key of a
 *   group's sender that came in it: Baileys takes that in a second step, before which a crash would lose it.
 * - Each operation on a session commits before it resolves. Inside `relayMessage` Baileys would otherwise keep a copy of
 *   the session until the frame is written (`Socket/messages-send.js:468`), and overwrite what a message received in the
 *   meantime has changed; a ratchet must also be on disk before its ciphertext leaves.
 * - Operations on one person's session run one after the other, whichever of the two addresses they are called by.
 */
export function signalRepositoryWith(journal: IncomingJournal): SocketConfig['makeSignalRepository'] {
  return (auth, logger, pnToLid) => {
    const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid);
    const keys = withTransactions(auth);
    const queue = new KeyedQueue();

    const alone = async <T>(jid: string, work: () => Promise<T>): Promise<T> => {
      const address = (await repository.lidMapping.getLIDForPN(jid)) ?? jid;
      return queue.run(repository.jidToSignalProtocolAddress(address), () => outsideTransactions.runInAsyncScope(work));
    };
    const takeSenderKey = async (ciphertext: Uint8Array, plaintext: Uint8Array) => {
      const { participant, from } = journal.stanzaOf(ciphertext)?.attrs ?? {};
      const authorJid = participant ?? from;
      const item = authorJid && senderKeyIn(plaintext);
      if (item) await repository.processSenderKeyDistributionMessage({ authorJid, item });
    };
    const journaled = (ciphertext: Uint8Array, key: string, decrypt: () => Promise<Uint8Array>) =>
      keys.transaction(async () => {
        const plaintext = await decrypt();
        await takeSenderKey(ciphertext, plaintext);
        const entry = journal.entry(ciphertext, plaintext);
        if (entry) await keys.set(entry);
        return plaintext;
      }, key);

    return {
      ...repository,
      decryptMessage: (options) =>
        senderKeyOrNothingNew(
          journal.stanzaOf(options.ciphertext),
          alone(options.jid, () =>
            journaled(options.ciphertext, options.jid, () => repository.decryptMessage(options)),
          ),
        ),
      encryptMessage: (options) => alone(options.jid, () => repository.encryptMessage(options)),
      injectE2ESession: (options) => alone(options.jid, () => repository.injectE2ESession(options)),
      migrateSession: (from, to) => alone(to, () => repository.migrateSession(from, to)),
      decryptGroupMessage: (options) =>
        groupRepeatInWords(
          outsideTransactions.runInAsyncScope(() =>
            journaled(options.msg, options.group, () => repository.decryptGroupMessage(options)),
          ),
        ),
      encryptGroupMessage: (options) =>
        outsideTransactions.runInAsyncScope(() => repository.encryptGroupMessage(options)),
      // It was taken together with the ratchet.
      processSenderKeyDistributionMessage: () => Promise.resolve(),
    };
  };
}

/** The key a group's sender hands out, if this plaintext is one. */
function senderKeyIn(plaintext: Uint8Array): proto.Message.ISenderKeyDistributionMessage | undefined {
  try {
    const content = proto.Message.decode(unpadRandomMax16(plaintext));
    const { senderKeyDistributionMessage: item } = content.deviceSentMessage?.message ?? content;
    return item?.groupId ? item : undefined;
  } catch {
    // Whoever reads the message says that it is none.
    return undefined;
  }
}

/** Baileys hands over the keys with transactions added (`addTransactionCapability`), a fact its type leaves out. */
function withTransactions(auth: SignalAuthState): SignalKeyStoreWithTransaction {
  if (!('transaction' in auth.keys)) throw new Error('Baileys gave the Signal repository keys without transactions.');
  return auth.keys;
}
