import type { RefusedRun } from '#contract/contacts';
import type { Contact } from '#contract/conversations';

/** Somebody whom the bot does not write to, for a reason below `agentRuns.reason`. */
export interface LeftOut {
  readonly contactId: string;
  /** `under_way`: it is with them already · `written`: it was within a day, and they have not answered. */
  readonly reason: RefusedRun['reason'] | 'under_way' | 'written';
}

/** Those who are left out for the same reason, in the order of the first of each. */
export interface LeftOutGroup {
  readonly reason: LeftOut['reason'];
  readonly contactIds: readonly string[];
}

/** All whom the bot does not write to of these contacts: with whom it is already, and whom it cannot write to. */
export function leftOutOf(
  { underWay, refused }: { readonly underWay: readonly string[]; readonly refused: readonly RefusedRun[] },
  contacts: readonly Contact[],
): LeftOut[] {
  const written = new Set(contacts.filter(({ agentRun }) => agentRun?.state === 'sent').map(({ id }) => id));
  return [
    ...underWay.map((contactId): LeftOut => ({ contactId, reason: written.has(contactId) ? 'written' : 'under_way' })),
    ...refused,
  ];
}

export function groupedByReason(leftOut: readonly LeftOut[]): LeftOutGroup[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const those = leftOut.filter((each) => each.reason === reason);
    return { reason, contactIds: those.map(({ contactId }) => contactId) };
  });
}
