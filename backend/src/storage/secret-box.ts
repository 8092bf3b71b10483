import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts credentials at rest with AES-256-GCM: one format byte, the IV, the tag, then the ciphertext. */
export class SecretBox {
  /** Key objects: handing over raw bytes costs five times the encryption of one value. */
  readonly #keys: readonly KeyObject[];
  readonly #sealingKey: KeyObject;

  /** Each key has 32 bytes. The first seals; all of them open, so that one can take over from another. */
  constructor(keys: readonly Buffer[]) {
    if (keys.some(({ length }) => length !== 32)) throw new Error('A credentials key must have 32 bytes.');
    this.#keys = keys.map((key) => createSecretKey(key));
    const [first] = this.#keys;
    if (!first) throw new Error('There must be a credentials key.');
    this.#sealingKey = first;
  }

  seal(plain: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey, iv);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the value was sealed with a key that is not among ours, or has been changed. */
  open(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes[0] !== FORMAT) throw new Error('This value was not sealed by this version.');
    for (const key of this.#keys) {
      const plain = openWith(key, bytes);
      if (plain) return plain;
    }
    throw new Error('None of the credentials keys opens this value.');
  }

  opens(sealed: Uint8Array): boolean {
    try {
      this.open(sealed);
      return true;
    } catch {
      return false;
    }
  }
}

/** Undefined for the wrong key: the tag tells. */
function openWith(key: KeyObject, sealed: Buffer): Buffer | undefined {
  const tagAt = 1 + IV_BYTES;
  const dataAt = tagAt + TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagAt), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(tagAt, dataAt));
    return Buffer.concat([decipher.update(sealed.subarray(dataAt)), decipher.final()]);
  } catch {
    return undefined;
  }
}
