/** A QR code as one SVG path on a square of `size` units, quiet zone included. */
export interface QrDrawing {
  readonly path: string;
  readonly size: number;
}

/** The standard asks for four empty modules on each side (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Draws a text as a QR code. The encoder is loaded with the first code. */
export async function drawQr(text: string): Promise<QrDrawing> {
  const { default: qrcode } = await import('qrcode');
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`;
    }
  }
  return { path, size: modules.size + 2 * QUIET_ZONE };
}
