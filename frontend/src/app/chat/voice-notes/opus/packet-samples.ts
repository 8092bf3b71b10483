/** How long the frames of each configuration are, in samples of 48 kHz (RFC 6716, 3.1). */
const SILK = [480, 960, 1_920, 2_880];
const HYBRID = [480, 960];
const CELT = [120, 240, 480, 960];
/** 120 ms: no packet is longer. */
const LONGEST = 5_760;

/** How long an Opus packet plays, in samples of 48 kHz, as its first bytes say. */
export function packetSamples(packet: Uint8Array): number {
  const [first, second = 0] = packet;
  if (first === undefined) throw new Error('An Opus packet has at least one byte.');
  const samples = frameSamples(first >> 3) * frameCount(first & 3, second);
  if (samples > LONGEST) throw new Error('An Opus packet lasts 120 ms at most.');
  return samples;
}

function frameSamples(configuration: number): number {
  const lengths = configuration < 12 ? SILK : configuration < 16 ? HYBRID : CELT;
  return lengths[configuration % lengths.length] ?? 0;
}

function frameCount(code: number, second: number): number {
  if (code === 3) return second & 0x3f;
  return code === 0 ? 1 : 2;
}
