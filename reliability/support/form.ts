/** Whether the full counts are wanted, with the product's own periods; otherwise the short form for `npm test`. */
export const FULL = process.env['FULL'] === '1';

/** How many times faster than real time a tab lives: its time-outs, waits and periods are shorter by so much. */
export const SPEED = FULL ? 1 : 2;

export function short<T>(inShort: T, inFull: T): T {
  return FULL ? inFull : inShort;
}
