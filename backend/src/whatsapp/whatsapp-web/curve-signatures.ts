import curve from 'curve25519-js';
import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/**
 * Checks signatures with OpenSSL in place of `curve25519-js`, under libsignal and Baileys, when this file is imported. It
 * takes a tenth of a millisecond where that takes 10 to 30, in which the process does nothing else: twice for each
 * connection. And it throws where a signature is not good: libsignal only returns false, which Baileys does not look at
 * (`Utils/crypto.js`, `Curve.verify`), so that neither the server's certificates nor what a phone signs while it is being
 * linked would be checked at all.
 */
const replaced = curve as { verify: (publicKey: Uint8Array, signed: Uint8Array, signature: Uint8Array) => boolean };
if (typeof replaced.verify !== 'function') throw new Error('curve25519-js has changed: it has no verify.');

replaced.verify = (publicKey, signed, signature) => {
  if (!isSignedBy(publicKey, signed, signature)) throw new Error('The signature is not good.');
  return true;
};

/** The prime of Curve25519. */
const P = 2n ** 255n - 19n;

/**
 * Whether the owner of a Curve25519 key (32 bytes) signed this: XEdDSA. The same curve in Edwards form makes it an Ed25519
 * signature; the first bit of its last byte says on which side of the curve the key lies.
 */
export function isSignedBy(publicKey: Uint8Array, signed: Uint8Array, signature: Uint8Array): boolean {
  const last = signature.at(-1);
  if (publicKey.length !== 32 || signature.length !== 64 || last === undefined) return false;
  const plain = Uint8Array.from(signature);
  plain[63] = last & 0x7f;
  return verify(null, signed, edwardsKey(publicKey, last & 0x80), plain);
}

/** y = (u - 1) / (u + 1), little-endian, with the sign of x in the first bit of the last byte. */
function edwardsKey(montgomery: Uint8Array, sign: number): KeyObject {
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
