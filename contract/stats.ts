import { z } from 'zod';
import { id, isoTime } from './values.ts';

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
  closedConversations: count,
  /** Open conversations by the agent they are assigned to; an agent without any is missing. */
  agents: z.record(id, z.object({ open: count, unread: count })),
  /** The messages of today by WhatsApp line; a line without any is missing. */
  lines: z.record(id, z.object({ received: count, sent: count })),
});
export type Stats = z.infer<typeof stats>;

/** `at`: when the figures were so, by the same clock as the `at` of `stats:updated`; whoever holds figures keeps the later ones. */
export const statsResponse = z.object({ stats, at: isoTime, epoch: z.string(), seq: z.int() });
export type StatsResponse = z.infer<typeof statsResponse>;
