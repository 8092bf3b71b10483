import type { RefusedRun } from '#contract/contacts';

/** Those who cannot be written to for the same reason, in the order of the first of each. */
export interface RefusedGroup {
  readonly reason: RefusedRun['reason'];
  readonly contactIds: readonly string[];
}

export function groupedByReason(refused: readonly RefusedRun[]): RefusedGroup[] {
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const those = refused.filter((each) => each.reason === reason);
    return { reason, contactIds: those.map(({ contactId }) => contactId) };
  });
}
