import { z } from 'zod';
import { contact } from './conversations.ts';
import { id, pageLimit } from './values.ts';

/**
 * `name` given by the team stays, whatever the person calls themselves on WhatsApp; `stage` is the id of one of the client's
 * stages; `fields` are all there are from now on.
 */
export const updateContactRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    stage: id.nullable(),
    notes: z.string().max(10_000),
    fields: z.record(id, z.string().max(500)),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
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
