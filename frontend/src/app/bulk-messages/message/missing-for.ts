import type { BulkRecipient } from '#contract/bulk-campaigns';
import { missingVariables, variablesOf } from '#contract/campaign-rules';

/** A variable that some recipients would read nothing for. */
export interface MissingVariable {
  readonly name: string;
  readonly count: number;
}

/** For how many of these recipients nothing would stand in the place of which variable, those with the most first. */
export function missingFor(text: string, recipients: readonly BulkRecipient[]): MissingVariable[] {
  const counts = new Map<string, number>();
  for (const recipient of recipients) {
    for (const name of missingVariables(text, variablesOf(recipient))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}
