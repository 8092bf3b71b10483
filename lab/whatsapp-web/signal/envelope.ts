import { createCipheriv, createDecipheriv, createSecretKey, timingSafeEqual } from 'node:crypto';
import { proto } from 'baileys';
import { hmac, messageSecrets } from './key-derivation.ts';

const VERSION = Buffer.from([0x33]);
const MAC_BYTES = 8;

/** A Signal message taken apart, before anybody tried to open it. */
export interface Envelope {
  signed: Buffer;
  mac: Buffer;
  remoteRatchet: Buffer;
  counter: number;
  previousCounter: number;
  ciphertext: Buffer;
}

/** Both identities, sender's first: they are part of what the MAC covers. */
export type Identities = [sender: Buffer, receiver: Buffer];

export function seal(
  plaintext: Uint8Array,
  messageKey: Buffer,
  header: { ratchetKey: Buffer; counter: number; previousCounter: number },
  identities: Identities,
): Buffer {
  const { cipherKey, macKey, iv } = messageSecrets(messageKey);
  const cipher = createCipheriv('aes-256-cbc', createSecretKey(cipherKey), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const signed = Buffer.concat([VERSION, proto.SignalMessage.encode({ ...header, ciphertext }).finish()]);
  return Buffer.concat([signed, macOf(macKey, signed, identities)]);
}

export function takeApart(bytes: Buffer): Envelope {
  const signed = bytes.subarray(0, -MAC_BYTES);
  const { ratchetKey, counter, previousCounter, ciphertext } = proto.SignalMessage.decode(signed.subarray(1));
  if (!ratchetKey || !ciphertext) throw new Error('The Signal message lacks its key or its content');
  return {
    signed,
    mac: bytes.subarray(-MAC_BYTES),
    remoteRatchet: Buffer.from(ratchetKey),
    counter: counter ?? 0,
    previousCounter: previousCounter ?? 0,
    ciphertext: Buffer.from(ciphertext),
  };
}

/** Opens an envelope, or throws when it was not made with this key for these two. */
export function open(envelope: Envelope, messageKey: Buffer, identities: Identities): Buffer {
  const { cipherKey, macKey, iv } = messageSecrets(messageKey);
  if (!timingSafeEqual(macOf(macKey, envelope.signed, identities), envelope.mac)) throw new Error('Bad MAC');
  const decipher = createDecipheriv('aes-256-cbc', createSecretKey(cipherKey), iv);
  return Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]);
}

function macOf(macKey: Buffer, signed: Buffer, identities: Identities): Buffer {
  return hmac(macKey, Buffer.concat([...identities, signed])).subarray(0, MAC_BYTES);
}
