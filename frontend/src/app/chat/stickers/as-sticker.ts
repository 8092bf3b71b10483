import type { UnsentFile } from '../../offline';

/** Why a file cannot be a sticker: no picture, too large, or this browser cannot make WebP files. */
export type StickerTrouble = 'unreadable' | 'tooLarge' | 'noWebP';

/**
 * What WhatsApp takes as a sticker: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types
 */
const SIDE = 512;
const MOST_BYTES = { still: 102_400, moving: 512_000 } as const;
/** No photograph of a phone is larger; opening one takes four bytes of memory for each of its pixels. */
const LARGEST_PICTURE = 25 * 1_048_576;
/** The first that is small enough is taken. */
const QUALITIES = [0.9, 0.75, 0.5, 0.25];

/**
 * A picture as a sticker: WebP, 512 by 512 pixels, all of the picture in the middle of it and nothing around. A WebP that moves,
 * or fits already, stays as it is.
 */
export async function asSticker(picture: File): Promise<UnsentFile | { trouble: StickerTrouble }> {
  if (picture.size > LARGEST_PICTURE) return { trouble: 'tooLarge' };
  const moving = movingSize(await picture.slice(0, 30).arrayBuffer());
  if (moving) return picture.size <= MOST_BYTES.moving ? stickerOf(picture, picture, moving) : { trouble: 'tooLarge' };
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (!bitmap) return { trouble: 'unreadable' };
  try {
    const { width, height } = bitmap;
    const fits = picture.type === 'image/webp' && width === SIDE && height === SIDE;
    if (fits && picture.size <= MOST_BYTES.still) return stickerOf(picture, picture, bitmap);
    return await drawn(picture, bitmap);
  } finally {
    bitmap.close();
  }
}

async function drawn(picture: File, bitmap: ImageBitmap): Promise<UnsentFile | { trouble: StickerTrouble }> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const scale = Math.min(SIDE / bitmap.width, SIDE / bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  canvas.getContext('2d')?.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/webp', quality);
    });
    // A browser that cannot make WebP files makes PNG files instead.
    if (blob?.type !== 'image/webp') return { trouble: 'noWebP' };
    if (blob.size <= MOST_BYTES.still) return stickerOf(picture, blob, canvas);
  }
  return { trouble: 'tooLarge' };
}

function stickerOf({ name }: File, blob: Blob, { width, height }: { width: number; height: number }): UnsentFile {
  return { blob, name: `${name.replace(/\.\w+$/, '')}.webp`, type: 'sticker', width, height };
}

/** The size of a WebP that moves, from its first 30 bytes; null of anything else (RFC 9649, "Extended File Format"). */
function movingSize(head: ArrayBuffer): { width: number; height: number } | null {
  if (head.byteLength < 30) return null;
  const [bytes, words] = [new DataView(head), String.fromCharCode(...new Uint8Array(head))];
  const isExtended = words.startsWith('RIFF') && words.slice(8, 16) === 'WEBPVP8X';
  const isMoving = isExtended && (bytes.getUint8(20) & 0b10) !== 0;
  const side = (at: number) => bytes.getUint16(at, true) + bytes.getUint8(at + 2) * 65_536 + 1;
  return isMoving ? { width: side(24), height: side(27) } : null;
}
