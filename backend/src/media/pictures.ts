import sharp from 'sharp';

/** Larger pictures are stored and sent, but never opened here. */
const MOST_PIXELS = 64_000_000;
/** A thumbnail within WhatsApp's own message is blurred and small; ours fills a bubble. */
const BUBBLE_PIXELS = 320;

// Of the formats libvips knows only those that are asked for below: SVG and the like would open other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});
sharp.cache(false);
sharp.concurrency(1);

const opened: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** A picture as a person sees it: upright, whatever way the camera was held. */
export interface Picture {
  width: number;
  height: number;
  /** A small JPEG. */
  thumbnail: Uint8Array;
}

/** Undefined for what is no picture, is damaged, or would take too much to open. */
export async function readPicture(path: string, mimeType: string): Promise<Picture | undefined> {
  if (!opened.has(mimeType)) return undefined;
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
    return { width: autoOrient.width, height: autoOrient.height, thumbnail: await shrink(path, BUBBLE_PIXELS) };
  } catch {
    return undefined;
  }
}

/** A JPEG whose longer side has at most so many pixels. */
export async function shrink(
  picture: string | Uint8Array,
  pixels: number,
  quality = 60,
): Promise<Uint8Array<ArrayBuffer>> {
  const small = await sharp(picture, { limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .toBuffer();
  return new Uint8Array(small);
}
