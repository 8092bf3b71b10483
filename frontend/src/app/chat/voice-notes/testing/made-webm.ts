export const ascii = (text: string) => new TextEncoder().encode(text);
export const joined = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** An element whose size is known, written with four bytes. */
export function element(id: number[], content: Uint8Array | number[]): Uint8Array {
  const { length } = content;
  return joined(id, [0x10 | (length >> 24), (length >> 16) & 255, (length >> 8) & 255, length & 255], content);
}

/** One whose size its writer did not know yet, as browsers write them. */
const unfinished = (id: number[], content: Uint8Array) =>
  joined(id, [0x01, 255, 255, 255, 255, 255, 255, 255], content);

export const head = joined(ascii('OpusHead'), [1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0]);

/** 20 ms of CELT in one frame, filled up to a length. */
export const packet = (length: number, fill = 7) => joined([0xf8], new Uint8Array(length - 1).fill(fill));

export const simpleBlock = (content: Uint8Array, flags = 0x80) => element([0xa3], joined([0x81, 0, 0, flags], content));

/** A file as a browser records it. */
export function webm(blocks: Uint8Array, codec = 'A_OPUS'): Uint8Array<ArrayBuffer> {
  const entry = joined(element([0xd7], [1]), element([0x86], ascii(codec)), element([0x63, 0xa2], head));
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], entry));
  const cluster = unfinished([0x1f, 0x43, 0xb6, 0x75], joined(element([0xe7], [0]), blocks));
  return joined(
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], ascii('webm'))),
    unfinished([0x18, 0x53, 0x80, 0x67], joined(element([0x15, 0x49, 0xa9, 0x66], [1, 2, 3]), tracks, cluster)),
  );
}
