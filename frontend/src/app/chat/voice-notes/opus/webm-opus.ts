import { ebmlElements, numberAt } from './ebml';

/** Sound as Opus has it, whatever it is wrapped in. */
export interface OpusStream {
  /** What a decoder needs to know first: the `OpusHead` of RFC 7845. */
  readonly head: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const CODEC = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;

const ENTERED: ReadonlySet<number> = new Set([SEGMENT, TRACKS, TRACK, CLUSTER, BLOCK_GROUP]);
/** After the number of the track: two bytes of time, one of flags. */
const BLOCK_HEADER = 3;
const LACING = 0b110;

/** What a browser has recorded as `audio/webm;codecs=opus`. Throws where there is anything else in it. */
export function readWebmOpus(file: Uint8Array): OpusStream {
  let codec = '';
  let head: Uint8Array | undefined;
  const packets: Uint8Array[] = [];
  for (const { id, content } of ebmlElements(file, ENTERED)) {
    if (id === CODEC) codec = new TextDecoder().decode(content).replace(/\0+$/, '');
    else if (id === CODEC_PRIVATE) head = content;
    else if (id === BLOCK || id === SIMPLE_BLOCK) packets.push(packetIn(content));
  }
  if (codec !== 'A_OPUS' || !head) throw new Error('The file holds no Opus.');
  return { head, packets };
}

function packetIn(block: Uint8Array): Uint8Array {
  const start = numberAt(block, 0, true).length + BLOCK_HEADER;
  const flags = block[start - 1] ?? 0;
  if ((flags & LACING) !== 0) throw new Error('Several packets in one block are not expected of a recorder.');
  return block.subarray(start);
}
