import type { UnsentFile } from '../../offline';
import { asSticker } from './as-sticker';
import { aMovingWebP, aPicture } from './testing/pictures';

describe('A picture as a sticker', () => {
  async function made(picture: File): Promise<UnsentFile> {
    const sticker = await asSticker(picture);
    if ('trouble' in sticker) throw new Error(sticker.trouble);
    return sticker;
  }

  /** The opacity of a picture at a place, from 0 to 255. */
  async function opacityAt(blob: Blob, x: number, y: number): Promise<number | undefined> {
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return context?.getImageData(x, y, 1, 1).data[3];
  }

  it('is a WebP of 512 by 512 with all of the picture in its middle, and nothing around it', async () => {
    const sticker = await made(await aPicture(1_000, 500, 'image/jpeg'));

    expect([sticker.type, sticker.name, sticker.blob.type]).toEqual(['sticker', 'foto.webp', 'image/webp']);
    expect([sticker.width, sticker.height]).toEqual([512, 512]);
    expect(sticker.blob.size).toBeLessThanOrEqual(102_400);
    const [above, left] = [await opacityAt(sticker.blob, 256, 60), await opacityAt(sticker.blob, 4, 256)];
    expect([above, left]).toEqual([0, 255]);
  });

  it('makes a small picture as large as it can be', async () => {
    const sticker = await made(await aPicture(40, 40));

    expect(await opacityAt(sticker.blob, 2, 2)).toBe(255);
  });

  it('stays as it is where it fits already, and where it moves', async () => {
    const fitting = await aPicture(512, 512, 'image/webp');
    const moving = aMovingWebP(300_000);

    expect(await asSticker(fitting)).toEqual(jasmine.objectContaining({ blob: fitting, width: 512, height: 512 }));
    expect(await asSticker(moving)).toEqual(jasmine.objectContaining({ blob: moving, width: 300, height: 200 }));
  });

  it('is none where it is no picture or too large', async () => {
    expect(await asSticker(new File(['%PDF-1.4'], 'a.png', { type: 'image/png' }))).toEqual({ trouble: 'unreadable' });
    expect(await asSticker(aMovingWebP(600_000))).toEqual({ trouble: 'tooLarge' });
  });

  it('says so where the browser makes no WebP files', async () => {
    const picture = await aPicture(40, 40);
    spyOn(HTMLCanvasElement.prototype, 'toBlob').and.callFake((take) => {
      take(new Blob(['png'], { type: 'image/png' }));
    });

    expect(await asSticker(picture)).toEqual({ trouble: 'noWebP' });
  });
});
