const LENGTH_BYTES = 3;
const HEADER_BYTES = 4;
const ROUTING_BYTES = 7;

/**
 * Cuts a stream of bytes into frames, each preceded by its length in three bytes. The first bytes of a connection are
 * an introduction: `WA`, the version and the dictionary, with edge routing (`ED`, length, bytes) before it when the
 * client knows one (baileys/lib/Utils/noise-handler.js:57-70).
 */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0);
  #introduced = false;

  /** Takes what arrived and gives the frames that are complete by now. */
  push(data: Buffer): Buffer[] {
    this.#bytes = this.#bytes.length === 0 ? data : Buffer.concat([this.#bytes, data]);
    if (!this.#introduced && !this.#skipIntroduction()) return [];
    const frames: Buffer[] = [];
    while (this.#bytes.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + this.#bytes.readUIntBE(0, LENGTH_BYTES);
      if (this.#bytes.length < end) break;
      frames.push(this.#bytes.subarray(LENGTH_BYTES, end));
      this.#bytes = this.#bytes.subarray(end);
    }
    return frames;
  }

  #skipIntroduction(): boolean {
    let length = HEADER_BYTES;
    if (this.#bytes.toString('latin1', 0, 2) === 'ED') {
      if (this.#bytes.length < ROUTING_BYTES) return false;
      length += ROUTING_BYTES + this.#bytes.readUIntBE(4, LENGTH_BYTES);
    }
    if (this.#bytes.length < length) return false;
    this.#bytes = this.#bytes.subarray(length);
    this.#introduced = true;
    return true;
  }
}

/** A frame as it travels: three bytes of length, then the bytes. */
export function frameOf(bytes: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + bytes.length);
  frame.writeUIntBE(bytes.length, 0, LENGTH_BYTES);
  frame.set(bytes, LENGTH_BYTES);
  return frame;
}
