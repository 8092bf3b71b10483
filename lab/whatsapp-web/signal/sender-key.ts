import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, randomInt } from 'node:crypto';
import { Curve, proto, type KeyPair } from 'baileys';
import { typed } from './agreement.ts';
import { groupMessageSecrets, step } from './key-derivation.ts';
import { advance } from './receiving.ts';
import type { Chain, ReadingChain } from './session.ts';
import { isSignedBy } from './signature.ts';

const VERSION = Buffer.from([0x33]);
const SIGNATURE_BYTES = 64;
const MAX_ID = 2 ** 31 - 1;

/** What a device writes to one group with: everybody who has it reads along. */
export interface OwnSenderKey {
  id: number;
  chain: Chain;
  signing: KeyPair;
  /** The addresses of the devices it was sent to. */
  sharedWith: string[];
}

/** What somebody else's device writes to one group with, from where it was handed over. */
export interface OthersSenderKey {
  id: number;
  chain: ReadingChain;
  signingKey: Buffer;
}

/** All sender keys of a device, as plain data. */
export interface SenderKeyState {
  /** By group. */
  own: Record<string, OwnSenderKey>;
  /** By group and address of the author's device; the newest first. */
  others: Record<string, OthersSenderKey[]>;
}

/** A message to a group, taken apart before anybody tried to open it. */
export interface GroupEnvelope {
  keyId: number;
  counter: number;
  ciphertext: Buffer;
  signed: Buffer;
  signature: Buffer;
}

export function newSenderKey(): OwnSenderKey {
  const chain = { key: randomBytes(32), counter: 0 };
  return { id: randomInt(MAX_ID), chain, signing: Curve.generateKeyPair(), sharedWith: [] };
}

/** What others need to read from the next message on. */
export function handOver({ id, chain, signing }: OwnSenderKey): Buffer {
  const signingKey = typed(signing.public);
  const message = { id, iteration: chain.counter, chainKey: chain.key, signingKey };
  return Buffer.concat([VERSION, proto.SenderKeyDistributionMessage.encode(message).finish()]);
}

/** Reads what another device handed over; throws when something is missing. */
export function takeOver(distribution: Buffer): OthersSenderKey {
  const { id, iteration, chainKey, signingKey } = proto.SenderKeyDistributionMessage.decode(distribution.subarray(1));
  if (id == null || !chainKey || !signingKey) throw new Error('The sender key that was handed over is not complete');
  const chain = { key: Buffer.from(chainKey), counter: iteration ?? 0, skipped: {} };
  return { id, chain, signingKey: Buffer.from(signingKey) };
}

/** Encrypts the next message and moves the key on. */
export function sealForGroup(key: OwnSenderKey, plaintext: Uint8Array): Buffer {
  const { counter } = key.chain;
  const { messageKey, next } = step(key.chain);
  key.chain = next;
  const { cipherKey, iv } = groupMessageSecrets(messageKey);
  const cipher = createCipheriv('aes-256-cbc', createSecretKey(cipherKey), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const message = proto.SenderKeyMessage.encode({ id: key.id, iteration: counter, ciphertext }).finish();
  const signed = Buffer.concat([VERSION, message]);
  return Buffer.concat([signed, Curve.sign(key.signing.private, signed)]);
}

export function takeApartForGroup(bytes: Buffer): GroupEnvelope {
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  const { id, iteration, ciphertext } = proto.SenderKeyMessage.decode(signed.subarray(1));
  if (id == null || !ciphertext) throw new Error('The message to the group lacks its key or its content');
  const signature = bytes.subarray(-SIGNATURE_BYTES);
  return { keyId: id, counter: iteration ?? 0, ciphertext: Buffer.from(ciphertext), signed, signature };
}

/** Opens a message and moves the key on; when it cannot, the key stays as it was. */
export function openWith(key: OthersSenderKey, envelope: GroupEnvelope): Buffer {
  if (!isSignedBy(key.signingKey, envelope.signed, envelope.signature)) throw new Error('Bad signature');
  const { messageKey, chain } = advance(key.chain, envelope.counter);
  const { cipherKey, iv } = groupMessageSecrets(messageKey);
  const decipher = createDecipheriv('aes-256-cbc', createSecretKey(cipherKey), iv);
  const plaintext = Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]);
  key.chain = chain;
  return plaintext;
}
