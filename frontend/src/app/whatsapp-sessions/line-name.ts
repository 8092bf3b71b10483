/** Why a line cannot have a name: a key of this screen's texts. */
export type NameProblem = 'nameMissing' | 'nameTaken';

/** What is wrong with a name that was typed, beside the names of the other lines; null where nothing is. */
export function nameProblemOf(typed: string, others: readonly string[]): NameProblem | null {
  const name = typed.trim().toLowerCase();
  if (name === '') return 'nameMissing';
  return others.some((other) => other.toLowerCase() === name) ? 'nameTaken' : null;
}
