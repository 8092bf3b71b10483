import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { Chain } from './session.ts';

// Keys go into key objects first: Node takes raw bytes three to five times as slowly, and this runs for each message.
const NO_SALT = Buffer.alloc(32);

/** HKDF with Signal's labels, cut into pieces of 32 bytes. */
export function derive(secret: Uint8Array, salt: Uint8Array, label: string): [Buffer, Buffer, Buffer] {
  const bytes = Buffer.from(hkdfSync('sha256', createSecretKey(secret), salt, label, 96));
  return [bytes.subarray(0, 32), bytes.subarray(32, 64), bytes.subarray(64)];
}

/** The key of a chain's next message, and the chain after it. */
export function step(chain: Chain): { messageKey: Buffer; next: Chain } {
  return {
    messageKey: hmac(chain.key, Buffer.from([1])),
    next: { key: hmac(chain.key, Buffer.from([2])), counter: chain.counter + 1 },
  };
}

export function stepRoot(rootKey: Buffer, sharedSecret: Buffer): { rootKey: Buffer; chain: Chain } {
  const [nextRoot, key] = derive(sharedSecret, rootKey, 'WhisperRatchet');
  return { rootKey: nextRoot, chain: { key, counter: 0 } };
}

export function rootOf(sharedSecret: Buffer): Buffer {
  return derive(sharedSecret, NO_SALT, 'WhisperText')[0];
}

/** Cipher key, MAC key and IV of one message. */
export function messageSecrets(messageKey: Buffer): { cipherKey: Buffer; macKey: Buffer; iv: Buffer } {
  const [cipherKey, macKey, iv] = derive(messageKey, NO_SALT, 'WhisperMessageKeys');
  return { cipherKey, macKey, iv: iv.subarray(0, 16) };
}

/** Cipher key and IV of one message to a group, whose author signs it instead of a MAC. */
export function groupMessageSecrets(messageKey: Buffer): { cipherKey: Buffer; iv: Buffer } {
  const [first, second] = derive(messageKey, NO_SALT, 'WhisperGroup');
  return { iv: first.subarray(0, 16), cipherKey: Buffer.concat([first.subarray(16), second.subarray(0, 16)]) };
}

export function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha256', createSecretKey(key)).update(data).digest();
}
