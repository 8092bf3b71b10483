import { z } from 'zod';
import { contact } from './conversations.ts';
import { message } from './messages.ts';
import { id, pageLimit, version } from './values.ts';

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

/** `q` finds in names and numbers. By name. */
export const contactQuery = z.object({
  limit: pageLimit,
  cursor: z.string().max(300).optional(),
  q: z.string().trim().max(100).optional(),
});
export const contactPage = z.object({
  items: z.array(contact),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type ContactPage = z.infer<typeof contactPage>;

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
