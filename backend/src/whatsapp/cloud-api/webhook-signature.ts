import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';

/** Whether `signature` (`X-Hub-Signature-256`) is the HMAC-SHA256 of these very bytes with the app's secret. */
export function isSigned(body: Uint8Array, signature: string | undefined, appSecret: string): boolean {
  if (!signature?.startsWith(PREFIX)) return false;
  const given = Buffer.from(signature.slice(PREFIX.length), 'hex');
  const right = createHmac('sha256', appSecret).update(body).digest();
  // Meta writes lower-case digits; anything `Buffer` would skip over makes the lengths differ.
  return (
    signature.length === PREFIX.length + right.length * 2 &&
    given.length === right.length &&
    timingSafeEqual(given, right)
  );
}
