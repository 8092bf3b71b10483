import type { UnsentFile } from '../../offline';

const MB = 1_000_000;
/** What WhatsApp takes of each kind; the server's own limits. */
const LARGEST: Readonly<Record<UnsentFile['type'], number>> = {
  image: 16 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
};

/** Kinds of pictures and recordings that every phone shows; anything else goes as a document. */
const SHOWN: readonly [RegExp, UnsentFile['type']][] = [
  [/^image\/(jpeg|png|webp)$/, 'image'],
  [/^video\/(mp4|3gpp)$/, 'video'],
  [/^audio\/(aac|mp4|mpeg|amr|ogg)(;|$)/, 'audio'],
];

/** Files as they will be sent; what is too large as a picture still goes as a document. */
export function chosenFiles(chosen: readonly File[]): { files: UnsentFile[]; tooLarge: string[] } {
  const fitting = chosen.filter(({ size }) => size <= LARGEST.document);
  return {
    files: fitting.map((file) => ({ blob: file, name: file.name, type: typeOf(file) })),
    tooLarge: chosen.filter((file) => !fitting.includes(file)).map(({ name }) => name),
  };
}

function typeOf({ type, size }: File): UnsentFile['type'] {
  const shown = SHOWN.find(([pattern]) => pattern.test(type))?.[1];
  return shown !== undefined && size <= LARGEST[shown] ? shown : 'document';
}
