import { z } from 'zod';
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
    name: z.string().trim().min(1).max(120).nullable(),
    stage: id.nullable(),
    notes: z.string().max(10_000),
    fields: z.record(id, z.string().max(500)),
  })
  .partial()
  .refine(({ version: _since, ...change }) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateContactRequest = z.infer<typeof updateContactRequest>;

export const contactResponse = z.object({ contact, epoch: z.string(), seq: z.int() });
export type ContactResponse = z.infer<typeof contactResponse>;

/** Contacts to whom the bot is to write first. */
export const runAgentRequest = z.strictObject({ contactIds: z.array(id).min(1).max(500) });
export type RunAgentRequest = z.infer<typeof runAgentRequest>;

/** Who is on their turn now or was already, and who cannot be, each once. */
export const runAgentResponse = z.object({
  contacts: z.array(contact),
  refused: z.array(z.object({ contactId: id, reason: z.enum(['not_found', ...agentRunReason.options]) })),
  epoch: z.string(),
  seq: z.int(),
});
export type RunAgentResponse = z.infer<typeof runAgentResponse>;

/** Somebody who has not written yet. `conflict` where a contact has the number, in whichever spelling. */
export const createContactRequest = z.strictObject({
  phoneNumber,
  name: z.string().trim().min(1).max(120),
  stage: id.optional(),
});
export type CreateContactRequest = z.infer<typeof createContactRequest>;

/**
 * `q` finds in names and numbers. `stage` is the id of a stage, empty for contacts in none; `label` stands on a conversation
 * with them. `heardSince` is whoever a conversation has a message with from then on, `quietSince` everybody else.
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

/** A contact with their conversations, one on each line at most, the newest first. */
export const listedContact = contact.extend({ conversations: z.array(conversationOfContact) });
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
