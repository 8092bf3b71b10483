import type { Label } from '#contract/team-settings';
import { folded } from '../folded';

/** Those whose name has what is typed, whatever its case and accents. */
export function labelsMatching(labels: readonly Label[], typed: string): readonly Label[] {
  const words = folded(typed.trim());
  return labels.filter(({ name }) => folded(name).includes(words));
}
