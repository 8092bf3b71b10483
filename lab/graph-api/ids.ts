import { createHash, randomBytes, randomInt } from 'node:crypto';

/** An id as WhatsApp gives its messages: base64 that holds the other side's number and hexadecimal digits. */
export function newMessageId(waId: string, fromBusiness: boolean): string {
  const unique = randomBytes(9).toString('hex').toUpperCase();
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, waId.length]),
    Buffer.from(waId),
    Buffer.from([0x15, 0x02, 0x00, fromBusiness ? 0x11 : 0x12, 0x18, unique.length]),
    Buffer.from(unique),
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}

/** The id of an object of the Graph: fifteen digits. */
export function newGraphId(): string {
  return `1${String(randomInt(10 ** 7, 10 ** 8 - 1))}${String(randomInt(10 ** 5, 10 ** 6 - 1))}`;
}

/** What Meta calls `fbtrace_id`. */
export function newTraceId(): string {
  return `A${randomBytes(16).toString('base64url')}`;
}

export function newAccessToken(): string {
  return `EAA${randomBytes(60).toString('hex')}`;
}

/** Digits that tell nothing about `seed` but are always the same for it. */
export function digitsFrom(seed: string): string {
  const hash = createHash('sha256').update(seed).digest();
  return `1${hash.readBigUInt64BE().toString().slice(-15).padStart(15, '0')}`;
}

/** What an app is known by to nobody but its owner, always the same for `seed`: 32 hexadecimal digits. */
export function secretFrom(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}

/** A phone number as its digits alone. */
export function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, '');
}
