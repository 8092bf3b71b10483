import type { PublicPreKey } from '../signal/session.ts';

/** One-time keys as they are saved: a companion has 812, and one by one they would be most of the file. */
export interface PackedKeys {
  keyIds: number[];
  /** All of them in a row, as base64; each is as long as the others. */
  publicKeys: string;
}

export function packKeys(keys: PublicPreKey[]): PackedKeys {
  return {
    keyIds: keys.map(({ keyId }) => keyId),
    publicKeys: Buffer.concat(keys.map(({ publicKey }) => publicKey)).toString('base64'),
  };
}

export function unpackKeys({ keyIds, publicKeys }: PackedKeys): PublicPreKey[] {
  const bytes = Buffer.from(publicKeys, 'base64');
  const length = bytes.length / keyIds.length;
  return keyIds.map((keyId, index) => ({ keyId, publicKey: bytes.subarray(index * length, (index + 1) * length) }));
}
