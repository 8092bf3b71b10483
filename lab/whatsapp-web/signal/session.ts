import type { KeyPair } from 'baileys';

/** Keys of one direction of a Double Ratchet: the next message has number `counter`. */
export interface Chain {
  key: Buffer;
  counter: number;
}

/** A chain whose messages may come out of order, or never. */
export interface ReadingChain extends Chain {
  /** Keys of messages that were jumped over, by number. */
  skipped: Record<string, Buffer>;
}

/** What arrives from the other side under one of its ratchet keys. */
export interface ReceivingChain extends ReadingChain {
  remoteRatchet: Buffer;
}

/** Which keys of the other side started the session; sent along until it answers. */
export interface PendingPreKey {
  preKeyId?: number | undefined;
  signedPreKeyId: number;
}

/** One Double Ratchet session with one device. Public keys carry Signal's type byte 5 (33 bytes). */
export interface Session {
  baseKey: Buffer;
  remoteIdentity: Buffer;
  rootKey: Buffer;
  ratchet: KeyPair;
  previousCounter: number;
  sending?: Chain | undefined;
  receiving: ReceivingChain[];
  pending?: PendingPreKey | undefined;
}

/** The public keys a device publishes so that others can start a session with it. */
export interface KeyBundle {
  registrationId: number;
  identityKey: Buffer;
  signedPreKey: PublicSignedPreKey;
  preKey?: PublicPreKey | undefined;
}

export interface PublicPreKey {
  keyId: number;
  publicKey: Buffer;
}

export interface PublicSignedPreKey extends PublicPreKey {
  signature: Buffer;
}
