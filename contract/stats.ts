import { z } from 'zod';

const count = z.int().nonnegative();

/** Absolute figures of a client: those of messages are of today in its time zone, those of conversations are of now. */
export const stats = z.object({
  received: count,
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  openConversations: count,
  /** Open conversations that nobody is assigned to. */
  unassigned: count,
  /** Open conversations with something unread. */
  unread: count,
});
export type Stats = z.infer<typeof stats>;

export const statsResponse = z.object({ stats, epoch: z.string(), seq: z.int() });
export type StatsResponse = z.infer<typeof statsResponse>;
