import { aesDecryptGCM, aesEncryptGCM } from 'baileys';

const NO_ADDITIONAL_DATA = Buffer.alloc(0);

/** The two AES-GCM streams that follow the Noise handshake, each with its own counter. */
export class NoiseTransport {
  readonly #keys: { write: Buffer; read: Buffer };
  #written = 0;
  #read = 0;

  constructor(keys: { write: Buffer; read: Buffer }) {
    this.#keys = keys;
  }

  encrypt(plaintext: Uint8Array): Buffer {
    return aesEncryptGCM(plaintext, this.#keys.write, nonceOf(this.#written++), NO_ADDITIONAL_DATA);
  }

  decrypt(ciphertext: Uint8Array): Buffer {
    return aesDecryptGCM(ciphertext, this.#keys.read, nonceOf(this.#read++), NO_ADDITIONAL_DATA);
  }
}

function nonceOf(counter: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(counter, 8);
  return nonce;
}
