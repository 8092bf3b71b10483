/** How long contacts wait, as `waiting` of a conversation query has it. Imports no schema: pages compute with it too. */

/** Seconds: `300`, or from there to another figure, `300-900`. */
export const WAITING = /^\d{1,9}(-\d{1,9})?$/;

/** The seconds that a `waiting` names: `most` is infinite where it names no end. */
export function waitingRange(waiting: string): { least: number; most: number } {
  const [least = 0, most = Infinity] = waiting.split('-').map(Number);
  return { least, most };
}
