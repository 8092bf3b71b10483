/** A page has a table of this many segments at most, each of 255 bytes at most (RFC 3533). */
export const MOST_SEGMENTS = 255;
const SEGMENT = 255;
const HEADER = 27;
const CHECKSUM_AT = 22;
/** The polynomial of Ogg, whose checksum runs from the highest bit and is not inverted. */
const POLYNOMIAL = 0x04c11db7;

export interface OggPage {
  readonly serial: number;
  /** 0, 1, 2, … within the stream. */
  readonly sequence: number;
  /** Samples of 48 kHz until the end of the last packet of the page. */
  readonly granule: number;
  readonly isFirst?: boolean;
  readonly isLast?: boolean;
  readonly packets: readonly Uint8Array[];
}

/** How many segments a packet takes: one that fills its last needs an empty one behind it, to show that it ends. */
export function segmentsOf(packet: Uint8Array): number {
  return Math.floor(packet.length / SEGMENT) + 1;
}

/** A page as it is written. Its packets have to fit. */
export function oggPage({ serial, sequence, granule, isFirst, isLast, packets }: OggPage): Uint8Array {
  const table = packets.flatMap((packet) => [
    ...Array.from({ length: segmentsOf(packet) - 1 }, () => SEGMENT),
    packet.length % SEGMENT,
  ]);
  if (table.length > MOST_SEGMENTS) throw new Error('These packets do not fit into one page.');
  const body = HEADER + table.length;
  const page = new Uint8Array(body + packets.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode('OggS'));
  page[5] = (isFirst ? 2 : 0) | (isLast ? 4 : 0);
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  page[26] = table.length;
  page.set(table, HEADER);
  let at = body;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(CHECKSUM_AT, oggChecksum(page), true);
  return page;
}

/** Of a page whose own place for it holds zeros. */
export function oggChecksum(page: Uint8Array): number {
  let checksum = 0;
  for (const byte of page) checksum = ((checksum << 8) ^ (table[(checksum >>> 24) ^ byte] ?? 0)) >>> 0;
  return checksum;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder << 1) ^ (remainder < 0 ? POLYNOMIAL : 0);
  return remainder >>> 0;
});
