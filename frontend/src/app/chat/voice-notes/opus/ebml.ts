/** One element of a Matroska or WebM file (RFC 8794). */
export interface EbmlElement {
  readonly id: number;
  readonly content: Uint8Array;
}

/**
 * All elements of a file in its order; those of `entered` are not given, but what is in them. A recorder writes their sizes
 * before it knows them, as unknown, so their ends are not looked at.
 */
export function* ebmlElements(file: Uint8Array, entered: ReadonlySet<number>): Generator<EbmlElement> {
  let at = 0;
  while (at < file.length) {
    const id = numberAt(file, at, false);
    const size = numberAt(file, at + id.length, true);
    at += id.length + size.length;
    if (entered.has(id.value)) continue;
    if (at + size.value > file.length) throw new Error('The file ends within an element.');
    yield { id: id.value, content: file.subarray(at, at + size.value) };
    at += size.value;
  }
}

/** A number of one to eight bytes: zeros before the first one say how many. An id keeps that mark, a size does not. */
export function numberAt(file: Uint8Array, at: number, isSize: boolean): { value: number; length: number } {
  const first = file[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > file.length) throw new Error('The file is not EBML.');
  let value = isSize ? first & (0xff >> length) : first;
  for (const byte of file.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, length };
}
