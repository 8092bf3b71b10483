import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyPair } from 'baileys';

// The fixed DER header of a PKCS#8 X25519 key; the 32 raw bytes follow it.
const PRIVATE_KEY_HEADER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_KEY_LENGTH = 32;

/** The key pair that belongs to 32 given bytes: always the same one. */
export function keyPairFromSeed(seed: Buffer): KeyPair {
  const privateBytes = Buffer.from(seed);
  // Clamped as RFC 7748 asks, because XEdDSA signatures use the scalar as it is.
  privateBytes[0] = (privateBytes[0] ?? 0) & 248;
  privateBytes[31] = ((privateBytes[31] ?? 0) & 127) | 64;
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE_KEY_HEADER, privateBytes]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicDer = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { private: privateBytes, public: publicDer.subarray(-PUBLIC_KEY_LENGTH) };
}
