import { MAX_BYTES } from '#contract/file-sizes';
import type { UnsentFile } from '../../offline';

/** Kinds of pictures and recordings that every phone shows; anything else goes as a document. */
const SHOWN: readonly [RegExp, UnsentFile['type']][] = [
  [/^image\/(jpeg|png|webp)$/, 'image'],
  [/^video\/(mp4|3gpp)$/, 'video'],
  [/^audio\/(aac|mp4|mpeg|amr|ogg)(;|$)/, 'audio'],
];

/** Files as they will be sent; what is too large as a picture still goes as a document. */
export function chosenFiles(chosen: readonly File[]): { files: UnsentFile[]; tooLarge: string[] } {
  const fitting = chosen.filter(({ size }) => size <= MAX_BYTES.document);
  return {
    files: fitting.map((file) => ({ blob: file, name: file.name, type: typeOf(file) })),
    tooLarge: chosen.filter((file) => !fitting.includes(file)).map(({ name }) => name),
  };
}

function typeOf({ type, size }: File): UnsentFile['type'] {
  const shown = SHOWN.find(([pattern]) => pattern.test(type))?.[1];
  return shown !== undefined && size <= MAX_BYTES[shown] ? shown : 'document';
}
