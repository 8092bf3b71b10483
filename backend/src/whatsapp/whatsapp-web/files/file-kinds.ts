import type { FileMessageType as FileKind } from '../../../media/index.ts';

export type { FileKind };

/** What WhatsApp tells apart when it encrypts files and takes them in. */
const kinds: Record<FileKind, { purpose: string; uploadPath: string }> = {
  image: { purpose: 'WhatsApp Image Keys', uploadPath: '/mms/image' },
  video: { purpose: 'WhatsApp Video Keys', uploadPath: '/mms/video' },
  audio: { purpose: 'WhatsApp Audio Keys', uploadPath: '/mms/audio' },
  document: { purpose: 'WhatsApp Document Keys', uploadPath: '/mms/document' },
  sticker: { purpose: 'WhatsApp Image Keys', uploadPath: '/mms/image' },
};

/** What the keys of a file of this kind are derived for (`Defaults/index.js`, `MEDIA_HKDF_KEY_MAPPING`). */
export function purposeOf(kind: FileKind): string {
  return kinds[kind].purpose;
}

/** Where files of this kind are taken in (`Defaults/index.js`, `MEDIA_PATH_MAP`). */
export function uploadPathOf(kind: FileKind): string {
  return kinds[kind].uploadPath;
}
