import { Service } from '@angular/core';
import { colourNumber, nameColour, PERSON_COLOURS } from '../../ui';

/**
 * The colours of names in groups. By itself everybody has one of a few, and two of a group would often share it: there the
 * second gets the next that is free, and keeps it as long as the page is open.
 */
@Service()
export class SenderColours {
  /** Of each group the numbers its people were given. */
  readonly #given = new Map<string, Map<string, number>>();

  /** The colour of somebody's name in a group, as a CSS value. */
  of(groupId: string, participantId: string): string {
    const given = this.#given.get(groupId) ?? new Map<string, number>();
    this.#given.set(groupId, given);
    const number = given.get(participantId) ?? freeNumber(colourNumber(participantId), new Set(given.values()));
    given.set(participantId, number);
    return nameColour(number);
  }
}

/** The first number from `wanted` on, round and round, that nobody has; `wanted` itself when each is taken. */
function freeNumber(wanted: number, taken: ReadonlySet<number>): number {
  const all = Array.from({ length: PERSON_COLOURS }, (_, step) => (wanted + step) % PERSON_COLOURS);
  return all.find((number) => !taken.has(number)) ?? wanted;
}
