export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const MEGABYTE = 1024 * 1024;

/** What may be sent as which kind: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types */
export const fileRules: Readonly<Record<FileKind, { mimeTypes: readonly string[]; maxBytes: number }>> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MEGABYTE },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MEGABYTE },
  audio: {
    mimeTypes: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'],
    maxBytes: 16 * MEGABYTE,
  },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MEGABYTE,
  },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1024 },
};

const kinds = Object.entries(fileRules) as [FileKind, (typeof fileRules)[FileKind]][];

/** All that can be uploaded. */
export const uploadableTypes = kinds.flatMap(([, { mimeTypes }]) => mimeTypes);

/** A type without its parameters: of `audio/ogg; codecs=opus` what stands before. */
export function bareType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** Which kind of file a type makes of itself. */
export function kindOfType(mimeType: string): FileKind | undefined {
  return kinds.find(([, { mimeTypes }]) => mimeTypes.includes(bareType(mimeType)))?.[0];
}
