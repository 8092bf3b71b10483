import { nameRank } from '../found-text';
import type { Choice } from './choice';

/** Whether one of them is called as what is searched for begins. */
export function areMeant(choices: readonly Choice[], query: string): boolean {
  return choices.some(({ text }) => nameRank(text, query) === 0);
}

/** Those that fit, the best first. */
export function matchingChoices(choices: readonly Choice[], query: string): readonly Choice[] {
  return choices
    .map((choice) => ({ choice, rank: nameRank(choice.text, query, choice.alias) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ choice }) => choice);
}
