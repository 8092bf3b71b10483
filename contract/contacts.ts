import { z } from 'zod';
import { BOT_LIMITS } from './bot-limits.ts';
import { campaignPace } from './bulk-campaigns.ts';
import { PAUSES } from './campaign-rules.ts';
import { LONGEST } from './contact-limits.ts';
import { agentRunReason, contact, contactKind, conversationStatus } from './conversations.ts';
import { message } from './messages.ts';
import { id, isoTime, pageLimit, phoneNumber, version } from './values.ts';

/**
 * `name` given by the team stays, whatever the person calls themselves on WhatsApp, until null brings that back; `stage` is
 * the id of one of the client's stages; of `fields` only those named change, and an empty value takes one away. With
 * `version` nothing is changed unless the contact still has it.
 */
export const updateContactRequest = z
  .strictObject({
    version,
    name: z.string().trim().min(1).max(LONGEST.name).nullable(),
    stage: id.nullable(),
    notes: z.string().max(LONGEST.notes),
    fields: z.record(id, z.string().max(LONGEST.field)),
  })
  .partial()
  .refine(({ version: _since, ...change }) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateContactRequest = z.infer<typeof updateContactRequest>;

export const contactResponse = z.object({ contact, epoch: z.string(), seq: z.int() });
export type ContactResponse = z.infer<typeof contactResponse>;

/** `labels` are kept for the first conversation of somebody who has none yet. */
export const oneContactResponse = contactResponse.extend({ labels: z.array(id) });
export type OneContactResponse = z.infer<typeof oneContactResponse>;

/** Contacts to whom the bot is to write first. */
export const runAgentRequest = z.strictObject({ contactIds: z.array(id).min(1).max(BOT_LIMITS.runs) });
export type RunAgentRequest = z.infer<typeof runAgentRequest>;

/** Somebody it cannot write to, and why. */
const refusedRun = z.object({ contactId: id, reason: z.enum(['not_found', ...agentRunReason.options]) });
export type RefusedRun = z.infer<typeof refusedRun>;

/** What would come of it as things stand; nothing of it is done. */
export const runAgentPreview = z.object({
  /** Through which lines the bot would write. */
  lines: z.array(
    z.object({
      sessionId: id,
      /** To how many of them, and to how many others before. */
      contacts: z.int().positive(),
      before: z.int().nonnegative(),
      /** The first of them, and what they would read; where that is nothing, why. */
      first: z.object({ contactId: id, text: z.string().nullable(), reason: agentRunReason.nullable() }),
      /** How fast, and when not. */
      pace: campaignPace,
      /** When about the last of them would be written to; null where that is more than a year away. */
      endsAt: isoTime.nullable(),
      /** What would keep the first one waiting; null where nothing does. */
      heldBy: z.enum(PAUSES).nullable(),
    }),
  ),
  /** With whom it is already, or was within a day without an answer: they are not written to once more. */
  underWay: z.array(id),
  refused: z.array(refusedRun),
});
export type RunAgentPreview = z.infer<typeof runAgentPreview>;
export const runAgentPreviewResponse = z.object({ preview: runAgentPreview });
export type RunAgentPreviewResponse = z.infer<typeof runAgentPreviewResponse>;

/** Who is on their turn now or was already, which `underWay` names, and who cannot be, each once. */
export const runAgentResponse = z.object({
  contacts: z.array(contact),
  underWay: z.array(id),
  refused: z.array(refusedRun),
  epoch: z.string(),
  seq: z.int(),
});
export type RunAgentResponse = z.infer<typeof runAgentResponse>;

/** Contacts whom the bot is not to write to first after all. */
export const cancelRunsRequest = runAgentRequest;
export type CancelRunsRequest = z.infer<typeof cancelRunsRequest>;

/** Why nothing was taken back. `writing`: they are being written to, which goes on · `not_waiting`: the bot had no plans with them. */
const keptRun = z.object({ contactId: id, reason: z.enum(['not_found', 'writing', 'not_waiting']) });
export type KeptRun = z.infer<typeof keptRun>;

/** Who waits no more, as if the bot had not been asked, and with whom nothing has changed, each once. */
export const cancelRunsResponse = z.object({
  contacts: z.array(contact),
  kept: z.array(keptRun),
  epoch: z.string(),
  seq: z.int(),
});
export type CancelRunsResponse = z.infer<typeof cancelRunsResponse>;

/** Somebody who has not written yet. `conflict` where a contact has the number, in whichever spelling. */
export const createContactRequest = z.strictObject({
  phoneNumber,
  name: z.string().trim().min(1).max(LONGEST.name),
  stage: id.optional(),
});
export type CreateContactRequest = z.infer<typeof createContactRequest>;

/**
 * `q` finds in names and numbers. `stage` is the id of a stage, empty for contacts in none; `label` stands on a conversation
 * with them, or is kept for their first. `heardSince` is whoever a conversation has a message with from then on, `quietSince` everybody else.
 */
export const contactChoice = z.object({
  q: z.string().trim().max(100).optional(),
  kind: contactKind.optional(),
  stage: z.string().max(64).optional(),
  label: id.optional(),
  heardSince: isoTime.optional(),
  quietSince: isoTime.optional(),
});
export type ContactChoice = z.infer<typeof contactChoice>;

/** By name. */
export const contactQuery = contactChoice.extend({ limit: pageLimit, cursor: z.string().max(300).optional() });

/** What a conversation adds to what is known of its contact. */
export const conversationOfContact = z.object({
  id,
  version,
  sessionId: id,
  status: conversationStatus,
  labels: z.array(id),
  /** When its last message came. */
  updatedAt: isoTime,
});
export type ConversationOfContact = z.infer<typeof conversationOfContact>;

/**
 * A contact with their conversations, one on each line at most, the newest first. `labels` are those of somebody who has none
 * yet: the first conversation that begins takes them.
 */
export const listedContact = contact.extend({ conversations: z.array(conversationOfContact), labels: z.array(id) });
export type ListedContact = z.infer<typeof listedContact>;

export const contactPage = z.object({
  items: z.array(listedContact),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type ContactPage = z.infer<typeof contactPage>;

/** How many contacts a choice is about, and how many of them are in each stage (null for none) that has any. */
export const contactCounts = z.object({
  total: z.int().nonnegative(),
  stages: z.array(z.object({ stage: z.string().nullable(), contacts: z.int().positive() })),
  epoch: z.string(),
  seq: z.int(),
});
export type ContactCounts = z.infer<typeof contactCounts>;

/** `visual`: images and videos; `audio`: recordings and sound files. Stickers are none of them. */
export const fileKind = z.enum(['visual', 'audio', 'document']);
export type FileKind = z.infer<typeof fileKind>;

/** All kinds where none is named. */
export const contactFileQuery = z.object({
  kind: fileKind.optional(),
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
});
/** Messages with a file, from all conversations with the contact, newest first. */
export const contactFilePage = z.object({
  items: z.array(message),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type ContactFilePage = z.infer<typeof contactFilePage>;

const count = z.int().nonnegative();

/** What is lost with the data of a contact. */
export const contactFigures = z.object({
  conversations: count,
  /** In their conversations. */
  messages: count,
  /** What they wrote in groups. */
  groupMessages: count,
  files: count,
  /** What the team has written down about them. */
  notes: count,
  /** Places in campaigns that no longer say who it was. */
  campaigns: count,
});
export type ContactFigures = z.infer<typeof contactFigures>;

export const contactFiguresResponse = z.object({ contact, figures: contactFigures, epoch: z.string(), seq: z.int() });
export type ContactFiguresResponse = z.infer<typeof contactFiguresResponse>;

/**
 * Deletes the data of a contact for good, unless the contact has changed since `version`. With `leaveAlone` no campaign and no
 * bot writes to their number any more, though nobody can read it; whoever has opted out is left alone in any case.
 */
export const deleteContactQuery = z.strictObject({
  version: z.coerce.number().int().nonnegative(),
  leaveAlone: z.enum(['true', 'false']).default('false'),
});

/** A contact whose data are being deleted; `messagesLeft` of it are still to go. */
export const contactDeletion = z.object({ id, requestedAt: isoTime, messagesLeft: count });
export type ContactDeletion = z.infer<typeof contactDeletion>;

export const contactDeletionResponse = z.object({ deletion: contactDeletion, epoch: z.string(), seq: z.int() });
export type ContactDeletionResponse = z.infer<typeof contactDeletionResponse>;

export const contactDeletionList = z.object({ items: z.array(contactDeletion), epoch: z.string(), seq: z.int() });
export type ContactDeletionList = z.infer<typeof contactDeletionList>;
