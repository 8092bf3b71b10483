import { MAX_BYTES } from '#contract/file-sizes';
import type { MessageType } from '#contract/messages';
import { usualType } from '#contract/mime-types';

export type FileMessageType = Extract<MessageType, 'image' | 'video' | 'audio' | 'sticker' | 'document'>;

/** What WhatsApp's apps show and play everywhere (developers.facebook.com, "Supported media types"). */
const taken: Record<Exclude<FileMessageType, 'document'>, readonly string[]> = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  sticker: ['image/webp'],
};

/** What the elements of a page show, which run nothing of it. Anything else, SVG and HTML among it, is only ever saved. */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'video/3gpp',
  'audio/aac',
  'audio/amr',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
]);

/** Wrappings of many kinds of document: who sends one knows better which it is. */
const wrappings: ReadonlySet<string> = new Set(['application/zip', 'application/x-cfb', 'application/xml']);

const UNKNOWN = 'application/octet-stream';
/**
 * Sound in Ogg that is not Opus, such as Vorbis. The name `audio/ogg` means what WhatsApp does by it: of Ogg, its apps play Opus
 * only, and Meta refuses the rest after it has been sent. Browsers play both.
 */
const OGG_WITHOUT_OPUS = 'audio/x-ogg';

/** Lower case, without parameters, under its usual name; a type that is none is `application/octet-stream`. */
export function plainType(mimeType: string | null | undefined): string {
  const usual = usualType(mimeType ?? '');
  return usual.length > 100 || !/^[\w.+-]+\/[\w.+-]+$/.test(usual) ? UNKNOWN : usual;
}

/**
 * The type of a file: what its first bytes say, and what it is declared to be where they say nothing and nothing depends on
 * it. Pictures, sound and video that the bytes do not confirm are none.
 */
export function settledType(found: string | undefined, declared: string): string {
  const [told, seen] = [plainType(declared), found === undefined ? undefined : plainType(found)];
  if (seen === 'audio/ogg' && !found?.includes('opus')) return OGG_WITHOUT_OPUS;
  const isPlayable = /^(image|audio|video)\//.test(told);
  if (seen === undefined) return isPlayable ? UNKNOWN : told;
  if (wrappings.has(seen)) return isPlayable ? seen : told === UNKNOWN ? seen : told;
  // A container looks the same with and without a picture in it.
  const isSoundOnly = told.startsWith('audio/') && seen === told.replace('audio/', 'video/');
  return isSoundOnly ? told : seen;
}

/** Whether messages of this type carry a file. */
export function isFileType(type: string): type is FileMessageType {
  return type === 'document' || Object.hasOwn(taken, type);
}

/** How a file can be sent: as asked for, or else as a document, which anything can be. */
export function fittingType(asked: FileMessageType, file: { mimeType: string; bytes: number }): FileMessageType {
  if (asked === 'document') return asked;
  return taken[asked].includes(plainType(file.mimeType)) && file.bytes <= MAX_BYTES[asked] ? asked : 'document';
}

/** What a file is sent as where nobody has said: what it is. */
export function typeOfFile(file: { mimeType: string; bytes: number }): FileMessageType {
  const [kind] = file.mimeType.split('/');
  return fittingType(kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document', file);
}

/** The type a file is served with to be shown in a page; undefined where it may only be saved. */
export function shownType(mimeType: string): string | undefined {
  const plain = plainType(mimeType);
  if (plain === OGG_WITHOUT_OPUS) return 'audio/ogg';
  return shown.has(plain) ? plain : undefined;
}
