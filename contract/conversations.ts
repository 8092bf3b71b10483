import { z } from 'zod';
import { campaignWait } from './bulk-campaigns.ts';
import { MOST_LABELS } from './contact-limits.ts';
import { message } from './messages.ts';
import { id, isoTime, pageLimit, phoneNumber, version } from './values.ts';
import { WAITING } from './waiting-range.ts';

export const contactKind = z.enum(['person', 'group']);

/**
 * `waiting` for the line's turn · `writing`: shown as typing, until WhatsApp has taken it · `sent` · `answered`: they have written
 * since the bot was asked to · `not_needed`: somebody wrote before it was their turn, the team or they (`person`, `wrote_first`, `opted_out`) ·
 * `failed`, for a `reason`.
 */
export const agentRunState = z.enum(['waiting', 'writing', 'sent', 'answered', 'not_needed', 'failed']);

/**
 * Why the bot cannot write to a contact of its own accord. `bot_off`, `conversation_off`: it is off, for everybody or here ·
 * `no_opening`: its settings say nothing to begin with · `no_line`: it is not clear which line · `no_number`, `group`,
 * `own_line`: nobody it writes to · `opted_out` · `not_on_whatsapp` · `window_closed`: over the Cloud API only a template
 * would go · `nothing_to_say`: its text is empty for them · `template_gone`, `template_unfit` · `person`: somebody of the team
 * has written to them first · `wrote_first`: they have · `line_gone`: unlinked, removed, restricted or of low quality · `undeliverable` to
 * `country_restricted`: what Meta said of the message · `not_delivered`: WhatsApp did not take it, for another reason ·
 * `uncertain`: nobody knows whether it arrived.
 */
export const agentRunReason = z.enum([
  'bot_off',
  'conversation_off',
  'no_opening',
  'no_line',
  'no_number',
  'group',
  'own_line',
  'opted_out',
  'not_on_whatsapp',
  'window_closed',
  'nothing_to_say',
  'template_gone',
  'template_unfit',
  'person',
  'wrote_first',
  'line_gone',
  'undeliverable',
  'marketing_limited',
  'marketing_declined',
  'spam_limit',
  'payment_missing',
  'template_refused',
  'template_paused',
  'country_restricted',
  'not_delivered',
  'uncertain',
]);
export type AgentRunReason = z.infer<typeof agentRunReason>;

/** What a bot waits for that is to write first: what a campaign does, and that it is switched on again. */
export const agentRunWait = z.enum([...campaignWait.options, 'bot_off']);
export type AgentRunWait = z.infer<typeof agentRunWait>;

/** How far the bot is with a contact to whom it was asked to write first. */
export const agentRun = z.object({
  state: agentRunState,
  /** Of `not_needed` and `failed`; of `answered` that they have asked for no more messages (`opted_out`). */
  reason: agentRunReason.optional(),
  /** What keeps the bot from writing, and until when where that is known; without it, others come first on the line. */
  waiting: z.object({ for: agentRunWait, until: isoTime.nullable() }).optional(),
  /** Since when it is in this state. */
  at: isoTime,
});
export type AgentRun = z.infer<typeof agentRun>;

export const contact = z.object({
  id,
  version,
  /** Whoever writes in a group is a contact too, of kind `person`. */
  kind: contactKind,
  /** The one the team has given, else `whatsappName`, else the number; a group's is empty until WhatsApp has told it. */
  name: z.string(),
  /** What people call themselves on WhatsApp, or a group's subject; empty until WhatsApp has told it. */
  whatsappName: z.string(),
  /** Null for a group, and while WhatsApp has told only a person's LID, which is never shown as a phone number. */
  phoneNumber: phoneNumber.nullable(),
  /** The id of one of the client's stages; null for none. */
  stage: z.string().nullable(),
  /** What the team has written down about them. */
  notes: z.string(),
  /** Values of the client's own fields, by the field's id. */
  fields: z.record(id, z.string()),
  /** The last time that the bot was asked to write to them first; null where it never was. */
  agentRun: agentRun.nullable(),
  createdAt: isoTime,
});
export type Contact = z.infer<typeof contact>;

export const conversationStatus = z.enum(['open', 'closed']);

export const conversation = z.object({
  id,
  version,
  contactId: id,
  contact: contact.pick({ id: true, kind: true, name: true, phoneNumber: true, stage: true }),
  sessionId: id,
  status: conversationStatus,
  /** Messages from the contact that nobody of the team has opened yet; shared by the team. */
  unread: z.int().nonnegative(),
  lastMessage: message.nullable(),
  assignedTo: id.nullable(),
  labels: z.array(id),
  botEnabled: z.boolean(),
  /**
   * On a line over Meta's Cloud API: until when the contact may be written to freely, 24 hours after their last message;
   * after that only templates go. Null where they have not written yet, and on every other line.
   */
  windowEndsAt: isoTime.nullable(),
  /** Since when the contact waits for an answer by somebody of the team; null where nobody waits, and in a group. */
  waitingSince: isoTime.nullable(),
  /**
   * When its last message came: what was sent during an outage and comes late stands above what came before. `sentAt` of
   * that message is WhatsApp's own time.
   */
  updatedAt: isoTime,
});
export type Conversation = z.infer<typeof conversation>;

export const conversationFilter = z.enum(['all', 'mine', 'unassigned', 'closed']);
export type ConversationFilter = z.infer<typeof conversationFilter>;

/**
 * `q` finds in names and numbers. `filter` defaults to every open conversation, of one `contact` to the closed ones too;
 * `label`, `session`, `unread`, `agent` (whose it is) and `waiting` narrow it down further. `waiting` is how long the contact
 * has been waiting for an answer at least, in seconds, and behind a `-` less than how long: `0`, `300-900`.
 */
export const conversationQuery = z.object({
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
  q: z.string().trim().max(100).optional(),
  filter: conversationFilter.default('all'),
  contact: id.optional(),
  label: id.optional(),
  session: id.optional(),
  unread: z.literal('true').optional(),
  agent: id.optional(),
  waiting: z.string().regex(WAITING, 'Seconds, such as 300, or 300-900.').optional(),
});

/** Newest first, by `updatedAt`. */
export const conversationPage = z.object({
  items: z.array(conversation),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type ConversationPage = z.infer<typeof conversationPage>;

export const createConversationRequest = z.strictObject({ phoneNumber, sessionId: id.optional() });
export type CreateConversationRequest = z.infer<typeof createConversationRequest>;

/** `unread` can only be set to 0: a person has opened the conversation. `labels` are all it has from now on. */
export const updateConversationRequest = z
  .strictObject({
    assignedTo: id.nullable(),
    status: conversationStatus,
    unread: z.literal(0),
    labels: z.array(id).max(MOST_LABELS),
    botEnabled: z.boolean(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateConversationRequest = z.infer<typeof updateConversationRequest>;

export const conversationResponse = z.object({ conversation, epoch: z.string(), seq: z.int() });
export type ConversationResponse = z.infer<typeof conversationResponse>;

/** How many open conversations a person of the team has. */
export const openConversations = z.object({ open: z.int().nonnegative() });
export type OpenConversations = z.infer<typeof openConversations>;
export const releaseConversationsResponse = z.object({
  released: z.int().nonnegative(),
  epoch: z.string(),
  seq: z.int(),
});
export type ReleaseConversationsResponse = z.infer<typeof releaseConversationsResponse>;

const place = z.string().max(200).optional();
/** At most one of `before`, `after` (cursors of a page) and `around` (the id of a message, which is in the page). */
export const messageQuery = z
  .object({ limit: pageLimit, before: place, after: place, around: id.optional() })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((each) => each !== undefined).length <= 1,
    'Use only one of before, after and around.',
  );
