import { areJidsSameUser, jidDecode, type GroupMetadata, type GroupParticipant } from 'baileys';
import type { MessageError } from '#contract/messages';
import type { GroupDirectory } from './group-directory.ts';
import type { KeyStore } from './key-store.ts';
import { notInGroup, onlyAdminsWrite, refusalOfGroupQuery } from './send-refusals.ts';

export interface GroupSendingOptions {
  directory: GroupDirectory;
  keys: KeyStore;
  /** The addresses of this device. */
  me: () => { id: string; lid?: string | undefined };
  /** The Signal address of a jid, as in `123_1.4`. */
  signalAddress: (jid: string) => string;
}

/**
 * What a message to a group needs before it is written. It is encrypted once for all, with a sender key of ours that every
 * device is handed once. Baileys keeps that key for good, so who has left could still read with it; and it believes that a
 * key which was written has arrived.
 */
export class GroupSending {
  readonly #options: GroupSendingOptions;

  constructor(options: GroupSendingOptions) {
    this.#options = options;
  }

  /** Resolves with the reason where WhatsApp would not take the message. `attempts` is how many tries there were before. */
  async prepare(group: string, attempts: number): Promise<MessageError | undefined> {
    try {
      const metadata = await this.#options.directory.metadata(group);
      const refusal = this.#refusal(metadata);
      if (!refusal) await this.#settleKey(metadata, attempts);
      return refusal;
    } catch (error) {
      const refusal = refusalOfGroupQuery(error);
      if (!refusal) throw error;
      return refusal;
    }
  }

  #refusal({ participants, announce }: GroupMetadata): MessageError | undefined {
    const { id, lid } = this.#options.me();
    const self = participants.find((participant) =>
      addressesOf(participant).some((jid) => areJidsSameUser(jid, id) || areJidsSameUser(jid, lid)),
    );
    if (!self) return notInGroup;
    return announce && !self.admin ? onlyAdminsWrite : undefined;
  }

  async #settleKey({ id: group, participants }: GroupMetadata, attempts: number): Promise<void> {
    const { keys, me } = this.#options;
    const { [group]: holders = {} } = await keys.get('sender-key-memory', [group]);
    const members = participants.flatMap(addressesOf);
    const users = new Set([me().id, me().lid, ...members].map((jid) => jidDecode(jid)?.user));
    if (Object.keys(holders).some((jid) => !users.has(jidDecode(jid)?.user))) {
      const names = [me().id, me().lid].flatMap((jid) => (jid ? [this.#senderKeyName(group, jid)] : []));
      await keys.set({ 'sender-key': Object.fromEntries(names.map((name) => [name, null])) });
    } else if (attempts === 0) return;
    // With the next message the key goes to everybody again.
    await keys.set({ 'sender-key-memory': { [group]: null } });
  }

  /** As Baileys names it (`Signal/Group/sender-key-name.js`). */
  #senderKeyName(group: string, jid: string): string {
    return `${group}::${this.#options.signalAddress(jid).replace(/\.(?=\d+$)/, '::')}`;
  }
}

/** Those of the two addresses that are known: a line linked long ago may not know its own LID. */
function addressesOf({ id, phoneNumber, lid }: GroupParticipant): string[] {
  return [id, phoneNumber, lid].filter((jid) => jid !== undefined);
}
