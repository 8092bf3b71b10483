export interface DecodedText {
  readonly text: string;
  /** As TextDecoder names it. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/** How many bytes are looked at for the zeros of UTF-16. */
const LOOKED_AT = 4_096;

/**
 * The text of a file as spreadsheets save it: UTF-8 and UTF-16 with a mark at the beginning or without, otherwise
 * Windows-1252, in which every byte means something.
 */
export function decodedText(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decodedAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodedAs('utf-16be', bytes);
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodedAs('utf-8', bytes);
  const zeros = placesOfZeros(bytes.subarray(0, LOOKED_AT));
  if (zeros !== null) return decodedAs(zeros === 'odd' ? 'utf-16le' : 'utf-16be', bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodedAs('windows-1252', bytes);
  }
}

function decodedAs(encoding: DecodedText['encoding'], bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Of UTF-16 without a mark: half of the bytes of Latin letters and digits are zero, always the same half. */
function placesOfZeros(bytes: Uint8Array): 'even' | 'odd' | null {
  let [even, odd] = [0, 0];
  bytes.forEach((byte, place) => {
    if (byte !== 0) return;
    if (place % 2 === 0) even += 1;
    else odd += 1;
  });
  if (Math.max(even, odd) < bytes.length / 4) return null;
  return odd > even ? 'odd' : 'even';
}
