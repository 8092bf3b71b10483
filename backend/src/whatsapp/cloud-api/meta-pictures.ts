import { plainType, shrink } from '../../media/index.ts';

/** What Meta takes as a picture: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types */
const MOST_BYTES = 5 * 1_048_576;
const takenTypes = ['image/jpeg', 'image/png'];

/** A phone shows no more than this; the second only where a picture is all noise. */
const SIDES = [{ pixels: 4_096, quality: 85 }, { pixels: 1_600 }];

/** What the JPEG is that takes the place of a picture which Meta would not take. */
export const REPLACEMENT_TYPE = 'image/jpeg';

/** Whether a picture cannot go as it is. */
export function needsReplacement({ mimeType, bytes }: { mimeType: string; bytes: number }): boolean {
  return bytes > MOST_BYTES || !takenTypes.includes(plainType(mimeType));
}

/** The picture as a JPEG that Meta takes; undefined where it cannot be opened. */
export async function replacementOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (const { pixels, quality } of SIDES) {
    const picture = await shrink(path, pixels, quality).catch(() => undefined);
    if (picture && picture.length <= MOST_BYTES) return picture;
  }
  return undefined;
}
