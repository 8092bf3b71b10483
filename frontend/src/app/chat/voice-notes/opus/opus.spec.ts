import { ascii, element, head, joined, packet, simpleBlock, webm } from '../testing/made-webm';
import { asOggOpus } from './as-ogg-opus';
import { oggOpus } from './ogg-opus';
import { oggChecksum, oggPage, segmentsOf } from './ogg-page';
import { packetSamples } from './packet-samples';
import { readWebmOpus } from './webm-opus';

interface ReadPage {
  flags: number;
  granule: number;
  sequence: number;
  serial: number;
  packets: Uint8Array[];
}

/** Reads Ogg by RFC 3533, in another way than it is written, and checks each page's sum bit by bit. */
function readOgg(file: Uint8Array): ReadPage[] {
  const pages: ReadPage[] = [];
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, file.byteOffset + at);
    expect(new TextDecoder().decode(file.subarray(at, at + 5))).toBe('OggS\0');
    const table = [...file.subarray(at + 27, at + 27 + view.getUint8(26))];
    const body = at + 27 + table.length;
    const end = body + table.reduce((sum, size) => sum + size, 0);
    const bare = file.slice(at, end);
    bare.fill(0, 22, 26);
    expect(view.getUint32(22, true)).toBe(slowChecksum(bare));
    const packets: Uint8Array[] = [];
    let [from, to] = [body, body];
    for (const size of table) {
      to += size;
      if (size === 255) continue;
      packets.push(file.subarray(from, to));
      from = to;
    }
    expect(from).toBe(end);
    pages.push({
      flags: view.getUint8(5),
      granule: Number(view.getBigUint64(6, true)),
      serial: view.getUint32(14, true),
      sequence: view.getUint32(18, true),
      packets,
    });
    at = end;
  }
  return pages;
}

function slowChecksum(bytes: Uint8Array): number {
  let sum = 0n;
  for (const byte of bytes) {
    sum ^= BigInt(byte) << 24n;
    for (let bit = 0; bit < 8; bit += 1) {
      sum <<= 1n;
      if (sum >> 32n) sum ^= 0x104c11db7n;
    }
  }
  return Number(sum);
}

describe('Opus in WebM', () => {
  it('is read from what a recorder writes: unknown sizes, simple blocks and groups', () => {
    const group = element([0xa0], joined(element([0xa1], joined([0x81, 0, 20, 0], packet(40))), element([0x9b], [20])));
    const { head: read, packets } = readWebmOpus(webm(joined(simpleBlock(packet(30)), group)));

    expect(read).toEqual(head);
    expect(packets).toEqual([packet(30), packet(40)]);
  });

  it('is refused where it is another codec, is laced, cut off, or no WebM at all', () => {
    expect(() => readWebmOpus(webm(simpleBlock(packet(3)), 'A_VORBIS'))).toThrowError(/no Opus/);
    expect(() => readWebmOpus(webm(simpleBlock(packet(3), 0x82)))).toThrowError(/Several packets/);
    expect(() => readWebmOpus(webm(simpleBlock(packet(3))).slice(0, -1))).toThrowError(/ends within/);
    expect(() => readWebmOpus(ascii('ftyp an mp4 of some kind'))).toThrowError();
    expect(() => readWebmOpus(new Uint8Array(20))).toThrowError(/not EBML/);
    expect(() => readWebmOpus(new Uint8Array())).toThrowError(/no Opus/);
  });
});

describe('The length of an Opus packet', () => {
  /** Of RFC 6716, table 2, in milliseconds. */
  const frames: [configuration: number, milliseconds: number][] = [
    [0, 10],
    [1, 20],
    [2, 40],
    [3, 60],
    [11, 60],
    [12, 10],
    [13, 20],
    [15, 20],
    [16, 2.5],
    [17, 5],
    [18, 10],
    [31, 20],
  ];

  for (const [configuration, milliseconds] of frames) {
    it(`is ${milliseconds} ms a frame for configuration ${configuration}`, () => {
      expect(packetSamples(Uint8Array.of(configuration << 3))).toBe(milliseconds * 48);
    });
  }

  it('counts the frames', () => {
    expect(packetSamples(Uint8Array.of((31 << 3) | 1))).toBe(1_920);
    expect(packetSamples(Uint8Array.of((31 << 3) | 2))).toBe(1_920);
    expect(packetSamples(Uint8Array.of((31 << 3) | 3, 0xc0 | 5))).toBe(4_800);
  });

  it('is refused where there is none, or too much', () => {
    expect(() => packetSamples(new Uint8Array())).toThrowError();
    expect(() => packetSamples(Uint8Array.of((3 << 3) | 3, 63))).toThrowError(/120 ms/);
  });
});

describe('An Ogg page', () => {
  it('has the checksum that is known of its bytes', () => {
    // "123456789" under CRC-32 with this polynomial, no reflection, starting at 0 and not inverted.
    expect(oggChecksum(ascii('123456789'))).toBe(0x89a1897f);
  });

  for (const length of [1, 254, 255, 256, 510, 1_000]) {
    it(`ends a packet of ${length} bytes where it ends`, () => {
      const [page] = readOgg(oggPage({ serial: 1, sequence: 0, granule: 0, packets: [packet(length), packet(3)] }));

      expect(page?.packets).toEqual([packet(length), packet(3)]);
      expect(segmentsOf(packet(length))).toBe(Math.floor(length / 255) + 1);
    });
  }

  it('holds no more than fits', () => {
    const packets = Array.from({ length: 256 }, () => packet(1));

    expect(() => oggPage({ serial: 1, sequence: 0, granule: 0, packets })).toThrowError(/do not fit/);
  });
});

describe('Opus in Ogg', () => {
  const read = (packets: Uint8Array[]) => readOgg(joined(...oggOpus({ head, packets }, 0xfedcba98)));

  it('begins with its two headers, each on a page of its own', () => {
    const [first, second] = read([packet(20)]);

    expect(first).toEqual({ flags: 2, granule: 0, serial: 0xfedcba98, sequence: 0, packets: [head] });
    expect(second?.flags).toBe(0);
    expect(second?.granule).toBe(0);
    expect(second?.packets.length).toBe(1);
    expect(new TextDecoder().decode(second?.packets[0])).toBe('OpusTags\r\0\0\0CRM Condorito\0\0\0\0');
  });

  it('keeps every packet, counts the samples to the end of each page, and says which is the last', () => {
    const packets = Array.from({ length: 120 }, (_, n) => packet(10 + n, n));
    const pages = read(packets);

    expect(pages.flatMap((page) => page.packets).slice(2)).toEqual(packets);
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 115_200]);
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
  });

  it('begins a new page before the table of one is full', () => {
    const pages = read(Array.from({ length: 10 }, () => packet(15_000)));

    expect(pages.slice(2).map((page) => page.packets.length)).toEqual([4, 4, 2]);
    expect(pages.slice(2).map(({ granule }) => granule)).toEqual([3_840, 7_680, 9_600]);
  });
});

describe('A recording as Ogg', () => {
  it('is the same sound in another wrapping', async () => {
    const recording = new Blob([webm(simpleBlock(packet(30)))]);
    const ogg = await asOggOpus(recording);

    expect(ogg.type).toBe('audio/ogg');
    expect(readOgg(new Uint8Array(await ogg.arrayBuffer()))[2]?.packets).toEqual([packet(30)]);
  });

  it('is none where nothing was recorded', async () => {
    const silent = new Blob([webm(new Uint8Array())]);

    await expectAsync(asOggOpus(silent)).toBeRejectedWithError('Nothing was recorded.');
  });
});
