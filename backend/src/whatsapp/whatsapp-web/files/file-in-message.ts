import type { proto } from 'baileys';
import { plainType, type AnnouncedMedia } from '../../../media/index.ts';
import type { FileKeys } from './file-cipher.ts';
import type { FileKind } from './file-kinds.ts';

/** What the kinds of file have in common, and what some of them have beside. */
type FilePart = Omit<proto.Message.IImageMessage & proto.Message.IVideoMessage, 'contextInfo' | 'annotations'> & {
  fileName?: string | null;
  ptt?: boolean | null;
};

/** Which contents have a file, and of which kind. */
export const kindOfContent = {
  imageMessage: 'image',
  videoMessage: 'video',
  ptvMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
  stickerMessage: 'sticker',
} as const satisfies Partial<Record<keyof proto.IMessage, FileKind>>;

/** The picture an app sends along is some kilobytes; more is not kept. */
const LARGEST_THUMBNAIL = 65_536;
/** As many pixels as any screen shows; senders write what they like. */
const MOST_PIXELS = 100_000;
const A_DAY_S = 86_400;

/** A file that can be fetched. */
export interface FileInMessage {
  kind: FileKind;
  keys: FileKeys;
  directPath: string;
}

/** Where the file of a message lies and what opens it; undefined where there is none, or not enough is said of it. */
export function fileIn(content: proto.IMessage): FileInMessage | undefined {
  const { kind, part } = partOf(content) ?? {};
  const { mediaKey, fileSha256, fileEncSha256, directPath } = part ?? {};
  if (!kind || mediaKey?.length !== 32 || fileSha256?.length !== 32 || !directPath) return undefined;
  return { kind, directPath, keys: { mediaKey, fileSha256, ...(fileEncSha256?.length === 32 && { fileEncSha256 }) } };
}

/** What a message says of its file before it has been fetched; undefined where none can be. */
export function announcedIn(content: proto.IMessage): AnnouncedMedia | undefined {
  const { part } = (fileIn(content) && partOf(content)) ?? {};
  if (!part) return undefined;
  const { fileName, jpegThumbnail: thumbnail } = part;
  const [width, height] = [within(part.width, MOST_PIXELS), within(part.height, MOST_PIXELS)];
  const seconds = within(part.seconds, A_DAY_S);
  return {
    mimeType: plainType(part.mimetype),
    bytes: within(part.fileLength, Number.MAX_SAFE_INTEGER) ?? 0,
    ...(fileName && { fileName }),
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(seconds !== undefined && { seconds }),
    ...(part.ptt === true && { voice: true }),
    ...(thumbnail && isSmallJpeg(thumbnail) && { thumbnail }),
  };
}

function partOf(content: proto.IMessage): { kind: FileKind; part: FilePart } | undefined {
  for (const [name, kind] of Object.entries(kindOfContent)) {
    const part: FilePart | null | undefined = content[name as keyof typeof kindOfContent];
    if (part) return { kind, part };
  }
  return undefined;
}

/** A whole number from 1 to `most`; undefined for anything else. */
function within(value: unknown, most: number): number | undefined {
  const number = Number(value ?? 0);
  return Number.isInteger(number) && number > 0 && number <= most ? number : undefined;
}

function isSmallJpeg(bytes: Uint8Array): boolean {
  return bytes.length <= LARGEST_THUMBNAIL && bytes[0] === 0xff && bytes[1] === 0xd8;
}
