import { z } from 'zod';
import { WAITING_AGES } from './report-limits.ts';
import { id, isoTime } from './values.ts';

export { LONGEST_RANGE, WAITING_AGES } from './report-limits.ts';

const count = z.int().nonnegative();

/**
 * How long people waited for a first reply, in seconds: from their first message that nobody had answered to the first
 * answer by somebody of the team (in the browser or on the phone; what the bot or a campaign says does not end the wait).
 * `median` and `p90` are up to 5 % too high or too low, and null where nobody was answered.
 */
export const firstReplies = z.object({
  answered: count,
  median: z.number().nonnegative().nullable(),
  p90: z.number().nonnegative().nullable(),
});
export type FirstReplies = z.infer<typeof firstReplies>;

/** What a message that was sent is counted under. */
export const sentBy = z.object({ user: count, phone: count, bot: count, campaign: count });
export type SentBy = z.infer<typeof sentBy>;

/** Messages between contacts and the team. A status includes those it passed: what was read was delivered, and sent. */
const messageFigures = {
  received: count,
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  sentBy,
  firstReplies,
};

/** Absolute figures of a client: those of messages are of today in its time zone, those of conversations are of now. */
export const stats = z.object({
  ...messageFigures,
  openConversations: count,
  /** Open conversations that nobody is assigned to. */
  unassigned: count,
  /** Open conversations with something unread. */
  unread: count,
  /** Open conversations whose contact waits for an answer. */
  waiting: count,
  closedConversations: count,
  /** Open conversations by the agent they are assigned to; an agent without any is missing. */
  agents: z.record(id, z.object({ open: count, unread: count, waiting: count })),
  /** The messages of today by WhatsApp line; a line without any is missing. */
  lines: z.record(id, z.object({ received: count, sent: count })),
});
export type Stats = z.infer<typeof stats>;

/** `at`: when the figures were so, by the same clock as the `at` of `stats:updated`; whoever holds figures keeps the later ones. */
export const statsResponse = z.object({ stats, at: isoTime, epoch: z.string(), seq: z.int() });
export type StatsResponse = z.infer<typeof statsResponse>;

/** A day of the client's calendar, such as `2026-11-27`. */
const day = z.iso.date();

/** Both days belong to the range; today by default. */
export const reportQuery = z.object({ from: day.optional(), to: day.optional() });
export type ReportQuery = z.infer<typeof reportQuery>;

const messageTotals = z.object(messageFigures);
export type MessageTotals = z.infer<typeof messageTotals>;

/** How many conversations there were at an instant. */
const conversationTotals = z.object({ openConversations: count, unassigned: count, unread: count, waiting: count });
export type ConversationTotals = z.infer<typeof conversationTotals>;

/** The messages of an hour or a day and, as it ended, the conversations; null before anything is known of them. */
const reportPoint = messageTotals.extend({ at: isoTime, conversations: conversationTotals.nullable() });
export type ReportPoint = z.infer<typeof reportPoint>;

/** The figures of a range of days in the client's time zone, beside those before it. */
export const statsReport = z.object({
  from: day,
  to: day,
  timeZone: z.string(),
  totals: messageTotals,
  /**
   * As many days just before the range, and where it ends today only up to the same time of the day, so that both can be
   * compared. `conversations` are as they were at `until`.
   */
  before: z.object({
    from: day,
    to: day,
    until: isoTime,
    totals: messageTotals,
    conversations: conversationTotals.nullable(),
  }),
  /** What a point covers: an hour in a range of at most two days, otherwise a day. */
  grain: z.enum(['hour', 'day']),
  /** From the beginning of the range to its end or now, oldest first, without a gap. `at`: when it begins. */
  points: z.array(reportPoint),
  /** Whoever of the team has sent something in the range, most first; also people who have been deactivated since. */
  agents: z.array(z.object({ userId: id, name: z.string(), sent: count, failed: count, firstReplies })),
  /** Lines over which something went in the range, most first; also lines that were removed since. */
  lines: z.array(
    z.object({
      sessionId: id,
      name: z.string(),
      received: count,
      sent: count,
      delivered: count,
      read: count,
      failed: count,
      firstReplies,
    }),
  ),
  at: isoTime,
  epoch: z.string(),
  seq: z.int(),
});
export type StatsReport = z.infer<typeof statsReport>;

/** How the work is spread over the team at this moment, and of today; for admins. */
export const teamStats = z.object({
  /** Everybody who can work now, by name, and whoever of the others still has open conversations. */
  agents: z.array(
    z.object({
      userId: id,
      name: z.string(),
      role: z.enum(['agent', 'admin']),
      active: z.boolean(),
      open: count,
      unread: count,
      waiting: count,
      /** When the one of them who waits longest began to; null where nobody waits. */
      waitingSince: isoTime.nullable(),
      sentToday: count,
      firstReplies,
    }),
  ),
  /** Open conversations whose contact waits, by age: one more group than `WAITING_AGES` has. `unassigned` are among them. */
  waiting: z.array(z.object({ count, unassigned: count })).length(WAITING_AGES.length + 1),
  at: isoTime,
  epoch: z.string(),
  seq: z.int(),
});
export type TeamStats = z.infer<typeof teamStats>;
