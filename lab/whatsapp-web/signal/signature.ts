import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** The prime of Curve25519. */
const P = 2n ** 255n - 19n;

/**
 * Whether the owner of a Curve25519 key signed this (XEdDSA). The same curve in Edwards form makes it an Ed25519
 * signature, whose first bit of the last byte says on which side of the curve the key lies. `Curve.verify` of Baileys
 * is of no use here: it is content with any 64 bytes (baileys/lib/Utils/crypto.js:23-31).
 */
export function isSignedBy(publicKey: Buffer, signed: Buffer, signature: Buffer): boolean {
  const sign = (signature.at(-1) ?? 0) & 0x80;
  const plain = Buffer.from(signature);
  plain[plain.length - 1] = (signature.at(-1) ?? 0) & 0x7f;
  return verify(null, signed, edwardsKey(publicKey.subarray(-32), sign), plain);
}

/** y = (u - 1) / (u + 1), little-endian, with the sign of x in the first bit of the last byte. */
function edwardsKey(montgomery: Buffer, sign: number): KeyObject {
  const u = BigInt(`0x${Buffer.from(montgomery).reverse().toString('hex')}`) % P;
  const y = ((u - 1n + P) * power(u + 1n, P - 2n)) % P;
  const bytes = Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse();
  bytes[31] = (bytes[31] ?? 0) | sign;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = base % P, rest = exponent; rest > 0n; rest >>= 1n, factor = (factor * factor) % P) {
    if (rest & 1n) result = (result * factor) % P;
  }
  return result;
}
