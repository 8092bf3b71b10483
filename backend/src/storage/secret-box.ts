import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts credentials at rest with AES-256-GCM: one format byte, the IV, the tag, then the ciphertext. */
export class SecretBox {
  /** A key object: handing over raw bytes costs five times the encryption of one value. */
  readonly #key: KeyObject;

  /** `key` has 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error('The credentials key must have 32 bytes.');
    this.#key = createSecretKey(key);
  }

  seal(plain: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the value was sealed with another key or has been changed. */
  open(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes[0] !== FORMAT) throw new Error('This value was not sealed by this version.');
    const tagAt = 1 + IV_BYTES;
    const dataAt = tagAt + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(1, tagAt));
    decipher.setAuthTag(bytes.subarray(tagAt, dataAt));
    return Buffer.concat([decipher.update(bytes.subarray(dataAt)), decipher.final()]);
  }
}

/**
 * The key of the settings (`CREDENTIALS_KEY`, 32 bytes in base64), or the one in `DATA_DIR`, made there at first start and
 * readable by its owner only.
 */
export function loadCredentialsKey(dataDirectory: string, fromSettings: Buffer | undefined): Buffer {
  if (fromSettings) return fromSettings;
  const file = join(dataDirectory, 'credentials.key');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}
