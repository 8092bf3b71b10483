import type { Label } from '#contract/team-settings';
import { foldForSearch } from '#contract/search-words';

/** Those whose name has what is typed, whatever its case and accents. */
export function labelsMatching(labels: readonly Label[], typed: string): readonly Label[] {
  const words = foldForSearch(typed.trim());
  return labels.filter(({ name }) => foldForSearch(name).includes(words));
}
