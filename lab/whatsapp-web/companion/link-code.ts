import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Curve, type KeyPair } from 'baileys';

/**
 * The phone's half of linking by a code: the code locks the keys that both sides make for this one occasion, so that
 * only who knows it can agree on a secret (the companion's half: baileys/lib/Socket/socket.js, `requestPairingCode`, and
 * `link_code_companion_reg` in baileys/lib/Socket/messages-recv.js).
 */
export interface PrimaryHello {
  /** The phone's key, locked with the code: salt, start value and key. */
  lockedKey: Buffer;
  /** Known to the companion, too, if the code is the one it shows. */
  sharedKey: Buffer;
}

const SALT_BYTES = 32;
const CTR_START_BYTES = 16;
const GCM_START_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** `derivePairingCodeKey` in baileys/lib/Utils/crypto.js. */
const ROUNDS = 131_072;
const NOTHING = Buffer.alloc(0);
const derive = promisify(pbkdf2);

/** The code as the companion shows it, however it is typed: with a dash or spaces, in any case. */
export function readLinkCode(typed: string): string {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z0-9]{8}$/.test(code)) throw new Error('A pairing code has eight letters and digits');
  return code;
}

/** A wrong code is not noticed here: it gives other keys, and shows when the companion answers. */
export async function helloToCompanion(code: string, lockedCompanionKey: Buffer): Promise<PrimaryHello> {
  const ownKey = Curve.generateKeyPair();
  const [companionSalt, companionStart, lockedKey] = cut(lockedCompanionKey, SALT_BYTES, CTR_START_BYTES);
  const opener = createDecipheriv('aes-256-ctr', await keyOf(code, companionSalt), companionStart);
  const companionKey = Buffer.concat([opener.update(lockedKey), opener.final()]);

  const [salt, start] = [randomBytes(SALT_BYTES), randomBytes(CTR_START_BYTES)];
  const locker = createCipheriv('aes-256-ctr', await keyOf(code, salt), start);
  return {
    lockedKey: Buffer.concat([salt, start, locker.update(ownKey.public), locker.final()]),
    sharedKey: Curve.sharedKey(ownKey.private, companionKey),
  };
}

/**
 * The secret that proves the link to both sides, from what the companion sends back, locked with the key that only the
 * right code gives. Throws when the companion has another code, or other keys than those it registers with.
 */
export function secretOf(
  hello: PrimaryHello,
  { phoneIdentity, companionIdentity }: { phoneIdentity: KeyPair; companionIdentity: Buffer },
  lockedBundle: Buffer,
): Buffer {
  const [companionKey, phoneKey, random] = cut(bundleOf(hello, lockedBundle), KEY_BYTES, KEY_BYTES);
  if (!companionKey.equals(companionIdentity) || !phoneKey.equals(phoneIdentity.public)) {
    throw new Error('The companion answers with the keys of somebody else');
  }
  const identityShared = Curve.sharedKey(phoneIdentity.private, companionIdentity);
  return expand(Buffer.concat([hello.sharedKey, identityShared, random]), NOTHING, 'adv_secret');
}

function bundleOf({ sharedKey }: PrimaryHello, lockedBundle: Buffer): Buffer {
  const [salt, start, locked] = cut(lockedBundle, SALT_BYTES, GCM_START_BYTES);
  const key = expand(sharedKey, salt, 'link_code_pairing_key_bundle_encryption_key');
  const opener = createDecipheriv('aes-256-gcm', key, start, { authTagLength: TAG_BYTES });
  opener.setAuthTag(locked.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([opener.update(locked.subarray(0, -TAG_BYTES)), opener.final()]);
  } catch {
    throw new Error('This is not the code that the companion shows');
  }
}

function keyOf(code: string, salt: Buffer): Promise<Buffer> {
  return derive(code, salt, ROUNDS, KEY_BYTES, 'sha256');
}

function expand(secret: Buffer, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, KEY_BYTES));
}

function cut(bytes: Buffer, first: number, second: number): [Buffer, Buffer, Buffer] {
  return [bytes.subarray(0, first), bytes.subarray(first, first + second), bytes.subarray(first + second)];
}
