import type { proto } from 'baileys';
import { openFile, sealFile, type FileKind, type SealedFile } from '../media/file-cipher.ts';
import type { FileStore } from '../media/file-store.ts';
import type { SharedFile } from './chat-line.ts';

/** A file to be sent, with what the sending app knows of it. */
export interface NewFile {
  kind: FileKind;
  bytes: Uint8Array;
  mimeType: string;
  fileName?: string | undefined;
  caption?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  seconds?: number | undefined;
  /** A recording made in the chat. */
  voice?: boolean | undefined;
  /** A small JPEG. */
  thumbnail?: Uint8Array | undefined;
}

const kindOfPart = {
  imageMessage: 'image',
  videoMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
  stickerMessage: 'sticker',
} as const satisfies Record<string, FileKind>;
const partOfKind = {
  image: 'imageMessage',
  video: 'videoMessage',
  audio: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
} as const satisfies Record<FileKind, keyof proto.IMessage>;

/** What the five kinds of file have between them. */
type FilePart = Omit<proto.Message.IImageMessage & proto.Message.IVideoMessage, 'contextInfo' | 'annotations'> & {
  ptt?: boolean | null;
  fileName?: string | null;
};

/** Encrypts a file, lays it where files lie, and makes the message that names it. */
export async function fileMessage(files: FileStore, file: NewFile): Promise<proto.IMessage> {
  const { sealed, ...keys } = sealFile(file.bytes, file.kind);
  const directPath = await files.keep(sealed);
  return { [partOfKind[file.kind]]: { ...keys, ...described(file), directPath } };
}

function described({ kind, bytes, mimeType, ...file }: NewFile): Partial<FilePart> {
  return {
    mimetype: mimeType,
    fileLength: bytes.length,
    ...(file.caption !== undefined && { caption: file.caption }),
    ...(file.fileName !== undefined && kind === 'document' && { fileName: file.fileName }),
    ...(file.width !== undefined && { width: file.width }),
    ...(file.height !== undefined && { height: file.height }),
    ...(file.seconds !== undefined && { seconds: file.seconds }),
    ...(kind === 'audio' && { ptt: file.voice ?? false }),
    ...(file.thumbnail && { jpegThumbnail: file.thumbnail }),
  };
}

/** The file of a message; undefined where it has none. */
export function fileIn(message: proto.IMessage): { kind: FileKind; part: FilePart } | undefined {
  for (const [name, kind] of Object.entries(kindOfPart)) {
    const part = message[name as keyof typeof kindOfPart];
    if (part) return { kind, part };
  }
  return undefined;
}

/** A file as its bubble shows it. */
export function sharedFile(message: proto.IMessage): SharedFile | undefined {
  const file = fileIn(message);
  if (file === undefined) return undefined;
  const { kind, part } = file;
  return {
    kind,
    mimeType: part.mimetype ?? '',
    bytes: Number(part.fileLength ?? 0),
    ...(part.fileName && { fileName: part.fileName }),
    ...(part.width && { width: part.width }),
    ...(part.height && { height: part.height }),
    ...(part.seconds && { seconds: part.seconds }),
    ...(part.ptt && { voice: true }),
    ...(part.jpegThumbnail && { hasThumbnail: true }),
  };
}

/** Fetches and decrypts the file of a message; throws where it is not there, or not what the message says. */
export async function openFileOf(files: FileStore, message: proto.IMessage): Promise<Buffer> {
  const { kind, part } = fileIn(message) ?? {};
  const { directPath, mediaKey, fileSha256, fileEncSha256 } = part ?? {};
  if (!kind || !directPath || !mediaKey || !fileSha256 || !fileEncSha256) throw new Error('There is no file in it');
  const file: SealedFile = {
    sealed: await files.read(directPath),
    mediaKey: Buffer.from(mediaKey),
    fileSha256: Buffer.from(fileSha256),
    fileEncSha256: Buffer.from(fileEncSha256),
  };
  return openFile(file, kind);
}
