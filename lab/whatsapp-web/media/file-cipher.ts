import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file as it lies at WhatsApp, and what opens it. */
export interface SealedFile {
  sealed: Buffer;
  mediaKey: Buffer;
  fileSha256: Buffer;
  fileEncSha256: Buffer;
}

const MAC_BYTES = 10;
const purposes: Record<FileKind, string> = {
  image: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
  sticker: 'WhatsApp Image Keys',
};

/** Encrypts as phones do: AES-256-CBC under keys of this one file, and ten bytes of an HMAC behind it. */
export function sealFile(bytes: Uint8Array, kind: FileKind): SealedFile {
  const mediaKey = randomBytes(32);
  const { iv, cipherKey, macKey } = keysOf(mediaKey, kind);
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const sealed = Buffer.concat([body, macOf(body, iv, macKey)]);
  return { sealed, mediaKey, fileSha256: sha256(bytes), fileEncSha256: sha256(sealed) };
}

/** Opens what a companion or a phone has sealed; throws where anything of it is not as the message says. */
export function openFile(file: SealedFile, kind: FileKind): Buffer {
  const { sealed } = file;
  const { iv, cipherKey, macKey } = keysOf(file.mediaKey, kind);
  const body = sealed.subarray(0, -MAC_BYTES);
  if (!sha256(sealed).equals(file.fileEncSha256)) throw new Error('The encrypted file is another one');
  if (!macOf(body, iv, macKey).equals(sealed.subarray(-MAC_BYTES))) throw new Error('The file is not authentic');
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  const bytes = Buffer.concat([decipher.update(body), decipher.final()]);
  if (!sha256(bytes).equals(file.fileSha256)) throw new Error('The file is another one');
  return bytes;
}

function keysOf(mediaKey: Uint8Array, kind: FileKind) {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), purposes[kind], 112));
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) };
}

function macOf(body: Uint8Array, iv: Uint8Array, macKey: Uint8Array): Buffer {
  return createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, MAC_BYTES);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
