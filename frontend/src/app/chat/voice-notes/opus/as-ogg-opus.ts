import { oggOpus } from './ogg-opus';
import { readWebmOpus } from './webm-opus';

/** A recording in WebM as the same recording in Ogg, which is what phones play as a voice note. Throws where it is no Opus. */
export async function asOggOpus(recording: Blob): Promise<Blob> {
  const stream = readWebmOpus(new Uint8Array(await recording.arrayBuffer()));
  if (stream.packets.length === 0) throw new Error('Nothing was recorded.');
  const [serial = 0] = crypto.getRandomValues(new Uint32Array(1));
  return new Blob(oggOpus(stream, serial) as Uint8Array<ArrayBuffer>[], { type: 'audio/ogg' });
}
