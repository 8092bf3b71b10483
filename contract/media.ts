import { z } from 'zod';
import { media } from './messages.ts';

const MEBIBYTE = 1_048_576;

/** The most bytes WhatsApp takes of each (faq.whatsapp.com, "file sizes"); what is larger goes as a document. */
export const MAX_BYTES = {
  image: 16 * MEBIBYTE,
  video: 16 * MEBIBYTE,
  audio: 16 * MEBIBYTE,
  sticker: MEBIBYTE,
  document: 100 * MEBIBYTE,
} as const;

/** Carries the name of an uploaded file, percent-encoded as `encodeURIComponent` does. */
export const FILE_NAME_HEADER = 'X-File-Name';

/** Of an upload (201): what goes as `mediaId` into one message within a day; and of a file that is fetched once more (202). */
export const mediaResponse = z.object({ media });
export type MediaResponse = z.infer<typeof mediaResponse>;
