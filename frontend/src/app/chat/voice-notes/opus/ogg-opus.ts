import { MOST_SEGMENTS, type OggPage, oggPage, segmentsOf } from './ogg-page';
import { packetSamples } from './packet-samples';
import type { OpusStream } from './webm-opus';

/** A page is to hold a second at most (RFC 7845, 3), in samples of 48 kHz. */
const PAGE_SAMPLES = 48_000;
const VENDOR = 'CRM Condorito';

/** Sound as WhatsApp takes it: Opus in Ogg (RFC 7845). The packets stay as they are. `serial` is any number of 32 bits. */
export function oggOpus({ head, packets }: OpusStream, serial: number): Uint8Array[] {
  const headers = [
    { granule: 0, packets: [head], isFirst: true },
    { granule: 0, packets: [tags()] },
  ];
  const pages: Omit<OggPage, 'serial' | 'sequence'>[] = [...headers, ...soundPages(packets)];
  return pages.map((page, sequence) => oggPage({ ...page, serial, sequence, isLast: sequence === pages.length - 1 }));
}

function soundPages(packets: readonly Uint8Array[]): { granule: number; packets: Uint8Array[] }[] {
  const pages: { granule: number; packets: Uint8Array[] }[] = [];
  let held: Uint8Array[] = [];
  let [segments, samples, granule] = [0, 0, 0];
  const close = () => {
    if (held.length > 0) pages.push({ granule, packets: held });
    [held, segments, samples] = [[], 0, 0];
  };
  for (const packet of packets) {
    const [itsSegments, itsSamples] = [segmentsOf(packet), packetSamples(packet)];
    if (segments + itsSegments > MOST_SEGMENTS || samples + itsSamples > PAGE_SAMPLES) close();
    held.push(packet);
    segments += itsSegments;
    samples += itsSamples;
    granule += itsSamples;
  }
  close();
  return pages;
}

/** Who made the file, and no comments. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode(VENDOR);
  const packet = new Uint8Array(8 + 4 + vendor.length + 4);
  packet.set(new TextEncoder().encode('OpusTags'));
  new DataView(packet.buffer).setUint32(8, vendor.length, true);
  packet.set(vendor, 12);
  return packet;
}
