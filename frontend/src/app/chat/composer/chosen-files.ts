import { MAX_BYTES } from '#contract/file-sizes';
import { refusalByMeta } from '#contract/files-at-meta';
import { usualType } from '#contract/mime-types';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { UnsentFile } from '../../offline';

const MEBIBYTE = 1_048_576;

/** Kinds of pictures and recordings that every phone shows; anything else goes as a document. */
const SHOWN: readonly [RegExp, UnsentFile['type']][] = [
  [/^image\/(jpeg|png|webp)$/, 'image'],
  [/^video\/(mp4|3gpp)$/, 'video'],
  [/^audio\/(aac|mp4|mpeg|amr|ogg)(;|$)/, 'audio'],
];

/** A file that cannot be sent; `most` is how many MB of its kind can be. */
export type RefusedFile =
  { name: string; why: 'fileKindRefused' } | { name: string; why: 'fileTooLarge'; most: number };

/**
 * Files as they will be sent over a line of this kind; what is too large as a picture still goes as a document. What a browser
 * does not know the type of, only the server can judge.
 */
export function chosenFiles(
  chosen: readonly File[],
  lineKind: WhatsAppSession['kind'],
): { files: UnsentFile[]; refused: RefusedFile[] } {
  const judged = chosen.map((file) => ({ file, type: typeOf(file) }));
  const refused = judged.flatMap(({ file, type }) => refusalOf(file, type, lineKind) ?? []);
  const fitting = judged.filter(({ file, type }) => !refusalOf(file, type, lineKind));
  return { files: fitting.map(({ file, type }) => ({ blob: file, name: file.name, type })), refused };
}

function typeOf({ type, size }: File): UnsentFile['type'] {
  const shown = SHOWN.find(([pattern]) => pattern.test(type))?.[1];
  return shown !== undefined && size <= MAX_BYTES[shown] ? shown : 'document';
}

function refusalOf(
  { name, type: mimeType, size: bytes }: File,
  type: UnsentFile['type'],
  lineKind: WhatsAppSession['kind'],
): RefusedFile | undefined {
  if (bytes > MAX_BYTES.document) return { name, why: 'fileTooLarge', most: MAX_BYTES.document / MEBIBYTE };
  if (lineKind !== 'cloud-api' || mimeType === '') return undefined;
  const refusal = refusalByMeta(type, { mimeType: usualType(mimeType), bytes });
  if (!refusal) return undefined;
  if (refusal.about === 'kind') return { name, why: 'fileKindRefused' };
  // A picture became a document by being too large for what is made smaller on its way.
  const most = mimeType.startsWith('image/') ? MAX_BYTES.image : refusal.mostBytes;
  return { name, why: 'fileTooLarge', most: most / MEBIBYTE };
}
