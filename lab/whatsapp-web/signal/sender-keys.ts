import {
  handOver,
  newSenderKey,
  openWith,
  sealForGroup,
  takeApartForGroup,
  takeOver,
  type OthersSenderKey,
  type OwnSenderKey,
  type SenderKeyState,
} from './sender-key.ts';

/** As many of one author in one group as Baileys keeps (baileys/lib/Signal/Group/sender-key-record.js, `MAX_STATES`). */
const KEPT_KEYS = 5;

/** The sender keys of one device: its own for each group, and those that authors have handed over to it. */
export class SenderKeys {
  readonly #own: Map<string, OwnSenderKey>;
  readonly #others: Map<string, OthersSenderKey[]>;

  constructor({ own, others }: SenderKeyState) {
    this.#own = new Map(Object.entries(own));
    this.#others = new Map(Object.entries(others));
  }

  /** What a restart must not lose. */
  saved(): SenderKeyState {
    return { own: Object.fromEntries(this.#own), others: Object.fromEntries(this.#others) };
  }

  /** The own key as a device needs it to read what is written next; from now on that device counts as having it. */
  handOver(group: string, address: string): Buffer {
    const key = this.#ownOf(group);
    if (!key.sharedWith.includes(address)) key.sharedWith.push(address);
    return handOver(key);
  }

  isSharedWith(group: string, address: string): boolean {
    return this.#own.get(group)?.sharedWith.includes(address) ?? false;
  }

  takeOver(group: string, author: string, distribution: Buffer): void {
    const fresh = takeOver(distribution);
    const known = this.#others.get(entryOf(group, author)) ?? [];
    // The same key again, further on: what it has not opened yet must still open.
    if (known.some(({ id }) => id === fresh.id)) return;
    this.#others.set(entryOf(group, author), [fresh, ...known].slice(0, KEPT_KEYS));
  }

  encrypt(group: string, plaintext: Uint8Array): Buffer {
    return sealForGroup(this.#ownOf(group), plaintext);
  }

  /** Throws when the author's key is missing, or does not open the message. */
  decrypt(group: string, author: string, body: Buffer): Buffer {
    const envelope = takeApartForGroup(body);
    const key = this.#others.get(entryOf(group, author))?.find(({ id }) => id === envelope.keyId);
    if (key === undefined) throw new Error(`No sender key of ${author} for ${group}`);
    return openWith(key, envelope);
  }

  /** Somebody has left: the next message uses a key that those who stay are sent. */
  renew(group: string): void {
    this.#own.delete(group);
  }

  /** Forgets the keys of one device and renews what it could read, or forgets all. */
  forget(address?: string): void {
    for (const [group, { sharedWith }] of [...this.#own]) {
      if (address === undefined || sharedWith.includes(address)) this.#own.delete(group);
    }
    for (const entry of [...this.#others.keys()]) {
      if (address === undefined || entry.endsWith(` ${address}`)) this.#others.delete(entry);
    }
  }

  #ownOf(group: string): OwnSenderKey {
    const key = this.#own.get(group) ?? newSenderKey();
    this.#own.set(group, key);
    return key;
  }
}

function entryOf(group: string, author: string): string {
  return `${group} ${author}`;
}
