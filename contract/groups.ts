import { z } from 'zod';
import { id, phoneNumber } from './values.ts';

/**
 * Somebody in a group. Whoever has written to the client is a contact, by whose name they go; of others there is the number,
 * or nothing where WhatsApp hides it.
 */
export const groupMember = z.object({
  contactId: id.optional(),
  /** Empty where nobody knows it. */
  name: z.string(),
  phoneNumber: phoneNumber.nullable(),
  /** May change the group. */
  isAdmin: z.boolean(),
  /** The line itself. */
  isMe: z.boolean(),
});
export type GroupMember = z.infer<typeof groupMember>;

/** Null while WhatsApp cannot be asked: the line is not connected, or no longer in the group. */
export const groupMembersResponse = z.object({ members: z.array(groupMember).nullable() });
export type GroupMembersResponse = z.infer<typeof groupMembersResponse>;
