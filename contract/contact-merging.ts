import { z } from 'zod';
import { LONGEST } from './contact-limits.ts';
import { listedContact } from './contacts.ts';
import { contact } from './conversations.ts';
import { id, isoTime, phoneNumber, version } from './values.ts';

/**
 * Why two contacts cannot become one. `changed`: somebody was faster, or another number would stay than was shown · `group` ·
 * `two_accounts`: each is a WhatsApp account of its own · `number_unknown`: one shows no number and no address that WhatsApp
 * could be asked about · `cannot_tell`: WhatsApp does not say whether both are one account · `no_line`: no line is connected
 * that could ask it · `messages_waiting`: what still waits to be sent would go to another number than it was written for ·
 * `being_merged`: one of them is already becoming one with another.
 */
export const mergeRefusal = z.enum([
  'changed',
  'group',
  'two_accounts',
  'number_unknown',
  'cannot_tell',
  'no_line',
  'messages_waiting',
  'being_merged',
]);
export type MergeRefusal = z.infer<typeof mergeRefusal>;

/** What would become of two contacts: the number that stays (null for none shown), and one that is only noted down. */
export const mergeOutlook = z.union([
  z.object({ phoneNumber: phoneNumber.nullable(), spareNumber: phoneNumber.nullable() }),
  z.object({ refused: mergeRefusal }),
]);
export type MergeOutlook = z.infer<typeof mergeOutlook>;

export const mergePreviewQuery = z.object({ with: id });
export const mergePreview = z.object({
  contact: listedContact,
  other: listedContact,
  outlook: mergeOutlook,
  epoch: z.string(),
  seq: z.int(),
});
export type MergePreview = z.infer<typeof mergePreview>;

/** Of which of the two a value stays: of the contact that stays itself, or of the other one. */
export const mergeSide = z.enum(['this', 'other']);
export type MergeSide = z.infer<typeof mergeSide>;

/**
 * The other contact becomes part of this one. What `keep` does not name is this contact's, else the other's; notes are
 * joined, and refused (400, about `keep.notes`) where they are too long for one contact. `phoneNumber` is the one that was shown to stay: nothing is done where it would be another.
 */
export const mergeContactsRequest = z.strictObject({
  version,
  with: z.strictObject({ id, version }),
  phoneNumber: phoneNumber.nullable().optional(),
  keep: z
    .strictObject({
      name: mergeSide,
      stage: mergeSide,
      notes: z.string().max(LONGEST.notes),
      fields: z.record(id, mergeSide),
    })
    .partial()
    .optional(),
});
export type MergeContactsRequest = z.infer<typeof mergeContactsRequest>;

/**
 * `isDone` is false (and the status 202) where they have many messages: `contact:removed` tells when they are one, and
 * `system:message` with the code `merge_given_up` that they stay two, with the `reason`: what has come to light meanwhile, as
 * above, or `left_mixed` where an earlier version had moved messages that nobody can tell apart any more.
 */
export const mergeContactsResponse = z.object({ contact, isDone: z.boolean(), epoch: z.string(), seq: z.int() });
export type MergeContactsResponse = z.infer<typeof mergeContactsResponse>;

/**
 * Why two contacts may be one person: `same_number` in two spellings · `same_field`: the same name, and the same value of the
 * client's own field · `same_name`, and one of them has no number.
 */
export const mergeReason = z.enum(['same_number', 'same_field', 'same_name']);
export type MergeReason = z.infer<typeof mergeReason>;

export const mergeSuggestion = z.object({
  reason: mergeReason,
  /** The id of the field whose value is the same, with `same_field`. */
  fieldId: id.nullable(),
  /** The one known for longer first. */
  contacts: z.tuple([listedContact, listedContact]),
});
export type MergeSuggestion = z.infer<typeof mergeSuggestion>;

/** A page may hold fewer than `limit`, or none, and go on. */
export const mergeSuggestionQuery = z.object({
  limit: z.coerce.number().int().min(10).max(100).default(50),
  cursor: z.string().max(1_000).optional(),
});
export const mergeSuggestionPage = z.object({
  items: z.array(mergeSuggestion),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type MergeSuggestionPage = z.infer<typeof mergeSuggestionPage>;

/** Two contacts of whom somebody has said that they are two people, the last said first. */
export const distinctContacts = z.object({ contacts: z.tuple([contact, contact]), at: isoTime });
export const distinctContactsPage = z.object({
  items: z.array(distinctContacts),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type DistinctContactsPage = z.infer<typeof distinctContactsPage>;

export const distinctContactsRequest = z.strictObject({ contactIds: z.tuple([id, id]) });
export type DistinctContactsRequest = z.infer<typeof distinctContactsRequest>;
