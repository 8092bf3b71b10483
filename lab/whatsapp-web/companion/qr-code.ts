/** What the QR code of a companion says. */
export interface QrCode {
  ref: string;
  noiseKey: Buffer;
  identityKey: Buffer;
  advSecret: Buffer;
}

/**
 * Reads `ref,noiseKey,identityKey,advSecret[,…]`, with or without the address in front that rc14 writes
 * (baileys/lib/Utils/companion-reg-client-utils.js:32-35). Throws when it is something else.
 */
export function readQrCode(text: string): QrCode {
  const [ref, noiseKey, identityKey, advSecret] = text
    .slice(text.indexOf('#') + 1)
    .trim()
    .split(',');
  if (!ref || !noiseKey || !identityKey || !advSecret) throw new Error('This is not the QR code of a companion');
  return {
    ref,
    noiseKey: Buffer.from(noiseKey, 'base64'),
    identityKey: Buffer.from(identityKey, 'base64'),
    advSecret: Buffer.from(advSecret, 'base64'),
  };
}
