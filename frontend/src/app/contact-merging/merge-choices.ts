import type { MergeContactsRequest, MergeSide } from '#contract/contact-merging';
import type { Contact } from '#contract/conversations';
import { isNamed } from '../contact-names';

/** The contact that stays, and the one that becomes part of it. */
export interface ContactPair {
  readonly contact: Contact;
  readonly other: Contact;
}

/** A value of which the two have different ones; null for none. */
export interface Difference {
  /** `name`, `stage`, or the id of one of the client's own fields. */
  readonly key: string;
  readonly kind: 'name' | 'stage' | 'field';
  readonly values: Readonly<Record<MergeSide, string | null>>;
  /** The one that stays unless somebody chooses. */
  readonly preferred: MergeSide;
}

/** Where the two differ, own fields in the order of their ids. */
export function differencesOf({ contact, other }: ContactPair, fieldIds: readonly string[]): Difference[] {
  const name: Difference = {
    key: 'name',
    kind: 'name',
    values: { this: contact.name, other: other.name },
    preferred: !isNamed(contact) && isNamed(other) ? 'other' : 'this',
  };
  const stage: Difference = {
    key: 'stage',
    kind: 'stage',
    values: { this: contact.stage, other: other.stage },
    preferred: contact.stage === null ? 'other' : 'this',
  };
  const fields = fieldIds.map((fieldId): Difference => {
    const values = { this: contact.fields[fieldId] ?? null, other: other.fields[fieldId] ?? null };
    return { key: fieldId, kind: 'field', values, preferred: values.this === null ? 'other' : 'this' };
  });
  return [name, stage, ...fields].filter(({ values }) => values.this !== values.other);
}

/** What is written about either, once, and what is noted down besides; the server knows a number that is in there already. */
export function joinedNotes({ contact, other }: ContactPair, more: readonly string[] = []): string {
  return [...new Set([contact.notes, other.notes, ...more])].filter((notes) => notes !== '').join('\n');
}

/** What is asked of the server: what somebody saw, and what they chose. */
export function mergeRequest(
  { contact, other }: ContactPair,
  phoneNumber: string | null,
  chosen: { differences: readonly Difference[]; sideOf: (difference: Difference) => MergeSide; notes: string },
): MergeContactsRequest {
  const { differences, sideOf, notes } = chosen;
  const sides = new Map(differences.map((difference) => [difference.key, sideOf(difference)]));
  const [name, stage] = [sides.get('name'), sides.get('stage')];
  const fields = differences.filter(({ kind }) => kind === 'field').map((field) => [field.key, sideOf(field)] as const);
  return {
    version: contact.version,
    with: { id: other.id, version: other.version },
    phoneNumber,
    keep: { ...(name && { name }), ...(stage && { stage }), notes, fields: Object.fromEntries(fields) },
  };
}
