import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { purposeOf, type FileKind } from './file-kinds.ts';

/** Thrown where a file is not what its message says. */
export class DamagedFileError extends Error {}

/** What a message says of its file. */
export interface FileKeys {
  mediaKey: Uint8Array;
  /** Of the file as its sender had it. */
  fileSha256: Uint8Array;
  /** Of what lies at WhatsApp; senders may leave it out. */
  fileEncSha256?: Uint8Array;
}

/** Behind the file lie the first bytes of an HMAC over it. */
const MAC_BYTES = 10;

/**
 * Decrypts a file as it comes. Ends with a `DamagedFileError` unless all of it is authentic: what came before must not be
 * used until then.
 */
export class OpenedFile extends Transform {
  readonly #keys: FileKeys;
  readonly #decipher;
  readonly #mac;
  readonly #plainHash = createHash('sha256');
  readonly #sealedHash = createHash('sha256');
  /** The last bytes that have come: they may be the MAC. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(keys: FileKeys, kind: FileKind) {
    super();
    this.#keys = keys;
    const { iv, cipherKey, macKey } = derive(keys.mediaKey, kind);
    this.#decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
    this.#mac = createHmac('sha256', macKey).update(iv);
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#sealedHash.update(piece);
    const held = Buffer.concat([this.#tail, piece]);
    const body = held.subarray(0, Math.max(0, held.length - MAC_BYTES));
    this.#tail = Buffer.from(held.subarray(body.length));
    this.#mac.update(body);
    this.#give(this.#decipher.update(body));
    done();
  }

  override _flush(done: TransformCallback): void {
    try {
      const isAuthentic = this.#mac.digest().subarray(0, MAC_BYTES).equals(this.#tail);
      if (!isAuthentic) throw new DamagedFileError('The file is not authentic.');
      this.#give(this.#decipher.final());
      const { fileSha256, fileEncSha256 } = this.#keys;
      if (!this.#plainHash.digest().equals(fileSha256)) throw new DamagedFileError('The file is another one.');
      const sealed = this.#sealedHash.digest();
      if (fileEncSha256 && !sealed.equals(fileEncSha256)) throw new DamagedFileError('The file was sealed otherwise.');
      done();
    } catch (error) {
      done(error instanceof DamagedFileError ? error : new DamagedFileError('The file is cut.', { cause: error }));
    }
  }

  #give(plain: Buffer): void {
    this.#plainHash.update(plain);
    if (plain.length > 0) this.push(plain);
  }
}

/** Encrypts a file as it comes, under a key of its own. `keys` is complete once it has ended. */
export class SealedFile extends Transform {
  readonly #mediaKey = randomBytes(32);
  readonly #cipher;
  readonly #mac;
  readonly #plainHash = createHash('sha256');
  readonly #sealedHash = createHash('sha256');
  #keys: Required<FileKeys> | undefined;

  constructor(kind: FileKind) {
    super();
    const { iv, cipherKey, macKey } = derive(this.#mediaKey, kind);
    this.#cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
    this.#mac = createHmac('sha256', macKey).update(iv);
  }

  get keys(): Required<FileKeys> {
    if (!this.#keys) throw new Error('The file has not been sealed yet.');
    return this.#keys;
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#plainHash.update(piece);
    this.#give(this.#cipher.update(piece));
    done();
  }

  override _flush(done: TransformCallback): void {
    this.#give(this.#cipher.final());
    const mac = this.#mac.digest().subarray(0, MAC_BYTES);
    this.#sealedHash.update(mac);
    this.push(mac);
    this.#keys = {
      mediaKey: this.#mediaKey,
      fileSha256: this.#plainHash.digest(),
      fileEncSha256: this.#sealedHash.digest(),
    };
    done();
  }

  #give(sealed: Buffer): void {
    this.#mac.update(sealed);
    this.#sealedHash.update(sealed);
    if (sealed.length > 0) this.push(sealed);
  }
}

/** As WhatsApp's apps derive them (`Utils/messages-media.js`, `getMediaKeys`). */
function derive(mediaKey: Uint8Array, kind: FileKind) {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), purposeOf(kind), 112));
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) };
}
