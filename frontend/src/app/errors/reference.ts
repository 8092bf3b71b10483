/** Without 0, 1, I and O, which are taken for one another when read aloud. 32 of them, so that each is as likely as another. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A name for one bug that a person can quote, such as `K7WD-3PXA`. */
export function newReference(): string {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => LETTERS[byte % LETTERS.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
