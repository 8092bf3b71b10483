import { hkdfSync } from 'node:crypto';
import { aesDecryptGCM, aesEncryptGCM, Curve, NOISE_MODE, NOISE_WA_HEADER, sha256, type KeyPair } from 'baileys';
import { NoiseTransport } from './noise-transport.ts';

const NOTHING = Buffer.alloc(0);

/**
 * The server's half of Noise_XX_25519_AESGCM_SHA256: the mirror of `makeNoiseHandler` in
 * baileys/lib/Utils/noise-handler.js, which only plays the client. Call `hello()`, `finish()` and `transport()` in
 * this order, once each.
 */
export class NoiseResponder {
  #hash: Buffer = Buffer.from(NOISE_MODE);
  #salt: Buffer = this.#hash;
  #key: Buffer = this.#hash;
  #counter = 0;
  readonly #ephemeral: KeyPair = Curve.generateKeyPair();
  readonly #clientEphemeral: Uint8Array;

  constructor(clientEphemeral: Uint8Array) {
    this.#clientEphemeral = clientEphemeral;
    this.#mixHash(NOISE_WA_HEADER);
    this.#mixHash(clientEphemeral);
  }

  /** What goes into `serverHello`. */
  hello(serverKey: KeyPair, certificateChain: Uint8Array) {
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, this.#clientEphemeral));
    const encryptedKey = this.#encrypt(serverKey.public);
    this.#mixKey(Curve.sharedKey(serverKey.private, this.#clientEphemeral));
    return { ephemeral: this.#ephemeral.public, static: encryptedKey, payload: this.#encrypt(certificateChain) };
  }

  /** Opens `clientFinish`; throws when the client does not hold the key it shows. */
  finish(encryptedKey: Uint8Array, encryptedPayload: Uint8Array): { clientKey: Buffer; payload: Buffer } {
    const clientKey = this.#decrypt(encryptedKey);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, clientKey));
    return { clientKey, payload: this.#decrypt(encryptedPayload) };
  }

  transport(): NoiseTransport {
    const [clientWrites, clientReads] = this.#derive(NOTHING);
    return new NoiseTransport({ write: clientReads, read: clientWrites });
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = sha256(Buffer.concat([this.#hash, data]));
  }

  #mixKey(secret: Uint8Array): void {
    [this.#salt, this.#key] = this.#derive(secret);
    this.#counter = 0;
  }

  #derive(secret: Uint8Array): [Buffer, Buffer] {
    const bytes = Buffer.from(hkdfSync('sha256', secret, this.#salt, NOTHING, 64));
    return [bytes.subarray(0, 32), bytes.subarray(32)];
  }

  #nextNonce(): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(this.#counter++, 8);
    return nonce;
  }

  #encrypt(plaintext: Uint8Array): Buffer {
    const ciphertext = aesEncryptGCM(plaintext, this.#key, this.#nextNonce(), this.#hash);
    this.#mixHash(ciphertext);
    return ciphertext;
  }

  #decrypt(ciphertext: Uint8Array): Buffer {
    const plaintext = aesDecryptGCM(ciphertext, this.#key, this.#nextNonce(), this.#hash);
    this.#mixHash(ciphertext);
    return plaintext;
  }
}
