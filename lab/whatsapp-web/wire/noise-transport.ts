import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

/** The two AES-GCM streams that follow the Noise handshake, each with its own key and counter. */
export class NoiseTransport {
  readonly #writeKey: KeyObject;
  readonly #readKey: KeyObject;
  #written = 0;
  #read = 0;

  constructor(keys: { write: Buffer; read: Buffer }) {
    this.#writeKey = createSecretKey(keys.write);
    this.#readKey = createSecretKey(keys.read);
  }

  encrypt(plaintext: Uint8Array): Buffer {
    const cipher = createCipheriv(CIPHER, this.#writeKey, nonceOf(this.#written++));
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the frame was changed on its way, or is not the next one. */
  decrypt(frame: Buffer): Buffer {
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(CIPHER, this.#readKey, nonceOf(this.#read++), options);
    decipher.setAuthTag(frame.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(frame.subarray(0, -TAG_BYTES)), decipher.final()]);
  }
}

function nonceOf(counter: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(counter, 8);
  return nonce;
}
