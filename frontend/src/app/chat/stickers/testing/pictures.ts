/** A picture of this size, half of it in one colour and half in another, as a file of this type. */
export async function aPicture(width: number, height: number, type = 'image/png'): Promise<File> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#0f766e';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#f2b705';
    context.fillRect(0, 0, width / 2, height);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, type);
  });
  return new File([blob ?? ''], `foto.${type.replace('image/', '')}`, { type });
}

/** The first bytes of a WebP that moves, of 300 by 200 pixels, filled up to this size. */
export function aMovingWebP(bytes: number): File {
  const head = new Uint8Array(30);
  head.set(new TextEncoder().encode('RIFF\0\0\0\0WEBPVP8X'));
  const view = new DataView(head.buffer);
  view.setUint8(20, 0b10);
  view.setUint16(24, 299, true);
  view.setUint16(27, 199, true);
  return new File([head, new Uint8Array(bytes - head.length)], 'baila.webp', { type: 'image/webp' });
}
