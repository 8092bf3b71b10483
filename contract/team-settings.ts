import { z } from 'zod';
import { comparableName } from './same-word.ts';
import { LABEL_COLOURS, MOST_CONTACT_FIELDS, MOST_STAGES, SHORTCUT } from './team-setting-values.ts';
import { id, isoTime, timeZone } from './values.ts';

export const labelColour = z.enum(LABEL_COLOURS);
export type LabelColour = z.infer<typeof labelColour>;

export const label = z.object({ id, name: z.string(), colour: labelColour, createdAt: isoTime });
export type Label = z.infer<typeof label>;
export const labelResponse = z.object({ label });
export type LabelResponse = z.infer<typeof labelResponse>;
/**
 * One label, on how many conversations it stands, closed ones included, and how many contacts keep it for their first
 * conversation.
 */
export const labelInUse = z.object({
  label,
  conversations: z.int().nonnegative(),
  contacts: z.int().nonnegative(),
});
export type LabelInUse = z.infer<typeof labelInUse>;

export const createLabelRequest = z.strictObject({ name: z.string().trim().min(1).max(40), colour: labelColour });
export type CreateLabelRequest = z.infer<typeof createLabelRequest>;
export const updateLabelRequest = createLabelRequest
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateLabelRequest = z.infer<typeof updateLabelRequest>;

/**
 * `text` may name `{{nombre}}`, `{{primer_nombre}}` and `{{agente}}`, or `{{name}}`, `{{first_name}}` and `{{agent}}`: filled in when
 * it is put into the composer.
 */
export const cannedReply = z.object({ id, shortcut: z.string(), text: z.string(), createdAt: isoTime });
export type CannedReply = z.infer<typeof cannedReply>;
export const cannedReplyResponse = z.object({ cannedReply });
export type CannedReplyResponse = z.infer<typeof cannedReplyResponse>;

export const createCannedReplyRequest = z.strictObject({
  shortcut: z.string().trim().toLowerCase().regex(SHORTCUT, 'Use 1 to 32 letters, digits, "-" or "_".'),
  text: z.string().trim().min(1).max(4_096),
});
export type CreateCannedReplyRequest = z.infer<typeof createCannedReplyRequest>;
export const updateCannedReplyRequest = createCannedReplyRequest
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateCannedReplyRequest = z.infer<typeof updateCannedReplyRequest>;

/** Something of the client's own with a name: what refers to it keeps its `id` when it is renamed. */
const named = z.strictObject({ id, name: z.string().trim().min(1).max(40) });
export type NamedSetting = z.infer<typeof named>;

/** What one client has decided for its whole team. */
export const clientSettings = z.strictObject({
  /** The stages a contact goes through, in order. */
  stages: z
    .array(named)
    .max(MOST_STAGES)
    .refine((stages) => areDifferent(stages.map(({ name }) => name)), 'Each stage has a name of its own.')
    .refine((stages) => areDifferent(stages.map((stage) => stage.id)), 'Each stage has an id of its own.'),
  /** The client's own fields of contacts, in order; a value stays with its field's `id` when that is renamed. */
  contactFields: z
    .array(named)
    .max(MOST_CONTACT_FIELDS)
    .refine((fields) => areDifferent(fields.map(({ name }) => name)), 'Each field has a name of its own.')
    .refine((fields) => areDifferent(fields.map((field) => field.id)), 'Each field has an id of its own.'),
  /** Whether contacts see that their messages were read (the blue ticks), once somebody of the team has opened them. */
  readReceipts: z.boolean(),
  /** The IANA time zone by which the client's days begin, and its hours are: those of the bot, quiet ones, of the dashboard. */
  timeZone,
});
export type ClientSettings = z.infer<typeof clientSettings>;
export const updateClientSettingsRequest = clientSettings.partial();
export const clientSettingsResponse = z.object({ settings: clientSettings });
export type ClientSettingsResponse = z.infer<typeof clientSettingsResponse>;
export type UpdateClientSettingsRequest = z.infer<typeof updateClientSettingsRequest>;

/** One stage, and how many contacts stand in it. */
export const stageInUse = z.object({ stage: named, contacts: z.int().nonnegative() });
export type StageInUse = z.infer<typeof stageInUse>;
/** Where the contacts of the stage go: to another one, or to none. */
export const removeStageRequest = z.strictObject({ moveTo: id.nullable() });
export type RemoveStageRequest = z.infer<typeof removeStageRequest>;
/** One field, and how many contacts have a value of it. */
export const contactFieldInUse = z.object({ field: named, contacts: z.int().nonnegative() });
export type ContactFieldInUse = z.infer<typeof contactFieldInUse>;

function areDifferent(names: readonly string[]): boolean {
  return new Set(names.map(comparableName)).size === names.length;
}

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time of day such as "22:00".');

/** What one person has decided for themselves, on every device. */
export const preferences = z.strictObject({
  language: z.enum(['es', 'en']).nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  /** Whether a new message sounds while the app is open. */
  sound: z.boolean(),
  /** Which new messages are told of: all, or those of one's own conversations and of nobody's. */
  notify: z.enum(['all', 'mine', 'none']),
  /** When nothing sounds and nothing is pushed, in `timeZone`; null for never. May span midnight. */
  quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay, timeZone }).nullable(),
});
export type Preferences = z.infer<typeof preferences>;
export const updatePreferencesRequest = preferences.partial();
export const preferencesResponse = z.object({ preferences });
export type PreferencesResponse = z.infer<typeof preferencesResponse>;
export type UpdatePreferencesRequest = z.infer<typeof updatePreferencesRequest>;
