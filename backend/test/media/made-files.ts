import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A real photograph's file, of one colour; `orientation` as a camera notes it in EXIF (6: turned to the right). */
export async function jpeg(width: number, height: number, orientation = 1): Promise<Uint8Array<ArrayBuffer>> {
  const colour = { r: 200, g: 80, b: 40 };
  const picture = sharp({ create: { width, height, channels: 3, background: colour } });
  return new Uint8Array(await picture.withMetadata({ orientation }).jpeg().toBuffer());
}

/** A PNG that claims this size: a few bytes, until somebody makes room for the pixels. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 6], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', rows), chunk('IEND')]));
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

export async function webp(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sharp({ create: { width, height, channels: 4, background: { r: 0, g: 90, b: 160, alpha: 0.5 } } });
  return new Uint8Array(await picture.webp().toBuffer());
}

/** Silence of so many seconds. */
export function wav(seconds: number): Uint8Array<ArrayBuffer> {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * seconds, 128);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return new Uint8Array(Buffer.concat([header, samples]));
}

export function text(content: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(content);
}

/** As much of a video as tells what it is. */
export function mp4(): Uint8Array<ArrayBuffer> {
  return text('\0\0\0\x14ftypisom\0\0\0\0isom');
}

/** As much of a recording as tells what it is. */
export function amr(): Uint8Array<ArrayBuffer> {
  return text('#!AMR\n');
}
