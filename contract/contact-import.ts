import { z } from 'zod';
import { consent } from './bulk-campaigns.ts';
import { CONTACTS_AT_ONCE, IMPORT_OUTCOMES, IMPORT_REFUSALS, KNOWN_RULES } from './contact-limits.ts';
import { id } from './values.ts';

/**
 * A row of a file: E.164 digits, the ids of a stage, labels and fields, and texts as `PATCH /contacts/:id` takes them. What is
 * wrong with one leaves out that one alone. An empty value says nothing.
 */
export const givenContact = z.strictObject({
  phoneNumber: z.string().max(64),
  name: z.string().trim().optional(),
  stage: id.optional(),
  /** Added to those that are there. */
  labels: z.array(id).max(1_000).optional(),
  notes: z.string().optional(),
  fields: z.record(id, z.string()).optional(),
});
export type GivenContact = z.infer<typeof givenContact>;

/** `stage` is where those go that have none, in the file or here; null for nowhere. */
export const previewImportRequest = z.strictObject({
  known: z.enum(KNOWN_RULES),
  stage: id.nullable(),
  contacts: z.array(givenContact).min(1).max(CONTACTS_AT_ONCE),
});
export type PreviewImportRequest = z.infer<typeof previewImportRequest>;

/** What would come of each row. `optedOut`: they want no bulk messages, which an import does not change. */
export const importPreview = z.object({
  items: z.array(
    z.object({
      outcome: z.enum(IMPORT_OUTCOMES),
      reason: z.enum(IMPORT_REFUSALS).optional(),
      optedOut: z.boolean(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

/**
 * One portion of an import, whose id its maker has made up. Portions are counted from 0 and come in order; the last one given
 * again, as after a lost answer, changes nothing and is answered as before.
 */
export const importContactsRequest = previewImportRequest.extend({
  importId: id,
  portion: z.int().nonnegative(),
  /** Where their consent to be written to came from; kept with the number of each. */
  consent,
});
export type ImportContactsRequest = z.infer<typeof importContactsRequest>;

const count = z.int().nonnegative();
/** What came of a portion. `optedOut` counts those of the first three that want no bulk messages. */
export const importedPortion = z.object({
  created: count,
  changed: count,
  unchanged: count,
  optedOut: count,
  leftOut: z.array(z.object({ index: count, reason: z.enum(IMPORT_REFUSALS) })),
});
export type ImportedPortion = z.infer<typeof importedPortion>;
export const importContactsResponse = importedPortion.extend({ epoch: z.string(), seq: z.int() });
export type ImportContactsResponse = z.infer<typeof importContactsResponse>;
