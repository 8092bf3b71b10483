/** What is known of contacts has these limits. Imports no schema, so that the browser bundle stays small. */

/** The most characters of a name, of notes and of a value of the client's own fields. */
export const LONGEST = { name: 120, notes: 10_000, field: 500 } as const;
/** So many labels a conversation can have. */
export const MOST_LABELS = 20;

/** Contacts that one portion of an import may bring, and those of one import. */
export const CONTACTS_AT_ONCE = 500;
export const MOST_IMPORTED = 100_000;

/** What an import makes of a contact: new · known and changed · known and as it was · none, for a reason. */
export const IMPORT_OUTCOMES = ['created', 'changed', 'unchanged', 'left_out'] as const;
/**
 * Why a row of an import is no contact: its number can be nobody's · a row before has it · a text is longer than `LONGEST` ·
 * the client has no such stage, label or field any more · there is no room for its labels.
 */
export const IMPORT_REFUSALS = [
  'invalid',
  'duplicate',
  'too_long',
  'unknown_stage',
  'unknown_label',
  'unknown_field',
  'too_many_labels',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];
/** What happens to a contact who is there: what is empty is filled · what the file says holds · nothing. */
export const KNOWN_RULES = ['fill', 'overwrite', 'keep'] as const;
export type KnownRule = (typeof KNOWN_RULES)[number];
