/** Imports no schema, so that the browser bundle stays small. */
const MEBIBYTE = 1_048_576;

/** The most bytes WhatsApp takes of each (faq.whatsapp.com, "file sizes"); what is larger goes as a document. */
export const MAX_BYTES = {
  image: 16 * MEBIBYTE,
  video: 16 * MEBIBYTE,
  audio: 16 * MEBIBYTE,
  sticker: MEBIBYTE,
  document: 100 * MEBIBYTE,
} as const;
