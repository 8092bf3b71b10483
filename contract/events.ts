import { z } from 'zod';
import { bulkCampaign, campaignCounts, campaignPause, campaignStatus } from './bulk-campaigns.ts';
import { contact, conversation } from './conversations.ts';
import type { LoggedEventName, ServerEventName } from './event-names.ts';
import { message, messageError, messageStatus } from './messages.ts';
import { stats, type Stats } from './stats.ts';
import { clientCode, id, isoTime, pageLimit } from './values.ts';
import { sessionAction, sessionQr, sessionReason, whatsappSession, type SessionQr } from './whatsapp-sessions.ts';

/** Every event carries these; `seq` only where the event is in the client's log. */
const envelope = { clientCode, at: isoTime, seq: z.int().positive().optional() };

/**
 * Somebody of the team; `viewing` is the contact whose conversation they have open, `viewingConversation` which of that
 * contact's it is, where their program has said so.
 */
export const presentUser = z.object({
  userId: id,
  name: z.string(),
  online: z.boolean(),
  viewing: id.nullable(),
  viewingConversation: id.optional(),
});
export type PresentUser = z.infer<typeof presentUser>;

/** Whose typing it is: `userId` of a colleague; in a group which participant, as in a message, where that is known. */
export const typing = z.object({
  contactId: id,
  /** In which of the contact's conversations, where that is known. */
  conversationId: id.optional(),
  by: z.enum(['contact', 'bot', 'user']),
  userId: id.optional(),
  participant: z.string().optional(),
  participantId: id.optional(),
});

/** What each event carries on the wire and in `GET /api/events`, beside the envelope. */
export const serverEvents = {
  'message:new': z.object({ ...envelope, contactId: id, message, conversation }),
  'message:status': z.object({
    ...envelope,
    contactId: id,
    conversationId: id,
    messageId: id,
    clientMessageId: z.string().optional(),
    status: messageStatus,
    error: messageError.optional(),
  }),
  'message:updated': z.object({ ...envelope, contactId: id, message }),
  'conversation:updated': z.object({ ...envelope, contactId: id, conversation }),
  'conversation:removed': z.object({ ...envelope, conversationId: id, mergedInto: id.optional() }),
  'contact:updated': z.object({ ...envelope, contact }),
  'contact:removed': z.object({ ...envelope, contactId: id, mergedInto: id.optional() }),
  /**
   * Contacts were put in or changed whom the chat does not show, all under this one `seq`: whoever lists contacts reads them
   * anew. Of those with a conversation, or who have written in a group, `contact:updated` tells, one by one.
   */
  'contacts:imported': z.object({ ...envelope, created: z.int().nonnegative(), changed: z.int().nonnegative() }),
  'whatsapp:qr': z.object({ ...envelope, sessionId: id, ...sessionQr.shape }),
  'whatsapp:authenticated': z.object({
    ...envelope,
    sessionId: id,
    phoneNumber: z.string(),
    name: z.string(),
    session: whatsappSession,
  }),
  'whatsapp:disconnected': z.object({
    ...envelope,
    sessionId: id,
    /** WhatsApp's close code, for example 401 or 515. */
    code: z.int(),
    reason: sessionReason,
    action: sessionAction,
    retryAt: isoTime.nullable(),
    session: whatsappSession,
  }),
  'whatsapp:state': z.object({ ...envelope, session: whatsappSession }),
  'stats:updated': z.object({ ...envelope, stats }),
  'bot:status_changed': z.object({ ...envelope, enabled: z.boolean(), conversationId: id.optional(), by: z.string() }),
  'bulk:progress': z.object({
    ...envelope,
    campaignId: id,
    status: campaignStatus,
    ...campaignCounts.shape,
    answered: z.int(),
    optedOut: z.int(),
    etaSeconds: z.int().nullable(),
    pause: campaignPause.nullable(),
    /** As it is now, where its state has changed: with `status`, `stopped` and `waiting`. */
    campaign: bulkCampaign.optional(),
    /** The campaign was a draft that somebody has thrown away. */
    removed: z.literal(true).optional(),
  }),
  'typing:start': z.object({ ...envelope, ...typing.shape }),
  'typing:stop': z.object({ ...envelope, ...typing.shape }),
  'presence:changed': z.object({
    ...envelope,
    users: z.array(presentUser),
    /** Whether that is everybody who is online; otherwise only those who changed. */
    complete: z.boolean().optional(),
  }),
  'settings:changed': z.object({ ...envelope, kind: z.string() }),
  'system:message': z.object({
    ...envelope,
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    params: z.record(z.string(), z.string()),
  }),
} as const satisfies Record<ServerEventName, z.ZodType>;

export type EventData<Name extends ServerEventName> = z.infer<(typeof serverEvents)[Name]>;

/** An event before the log has given it `seq`, `at` and `clientCode`. */
export type EventBody<Name extends ServerEventName> = Omit<EventData<Name>, keyof typeof envelope>;

/** One row of the log, as `GET /api/events` returns it; `data` is what was emitted. */
export type LoggedEvent = {
  [Name in LoggedEventName]: { seq: number; name: Name; at: string; data: EventData<Name> };
}[LoggedEventName];

/**
 * Why a browser reads the log. `head`: only to learn where it stands · `join`: what a reconnection missed · `hole`: what push
 * left out · `snapshot`: what a fetched page misses · `poll`: push is away · `safety`: once in a while beside push · `wake`:
 * the browser came back to life.
 */
export const readReason = z.enum(['head', 'join', 'hole', 'snapshot', 'poll', 'safety', 'wake']);
export type ReadReason = z.infer<typeof readReason>;

export const eventsQuery = z.object({
  after: z.coerce.number().int().nonnegative(),
  epoch: z.string().max(64).optional(),
  limit: pageLimit,
  /** For the operator's figures only. */
  reason: readReason.optional(),
  /** The contact whose conversation is open: how colleagues see somebody whose browser has no socket. */
  viewing: id.optional(),
  /** Which of that contact's conversations it is. */
  viewingConversation: id.optional(),
});

/** How far behind a cursor may be before the answer is "start over" (410): refetching is then the shorter way. */
export const MAX_CATCH_UP_EVENTS = 1_000;

export interface EventPage {
  epoch: string;
  /** The head of the log when the page was read. */
  seq: number;
  events: LoggedEvent[];
  more: boolean;
  /** What is not in the log, as it is now. */
  live: LiveState;
}

/** What is not in the log, as it is now. */
export interface LiveState {
  /** When it was so, by the server's clock. */
  at?: string;
  stats?: Stats;
  /** The figures of campaigns that run, or ran not long ago. */
  bulk?: EventBody<'bulk:progress'>[];
  /** Everybody of the team who is online. */
  presence?: PresentUser[];
  typing: z.infer<typeof typing>[];
  /** Only for admins: the QR codes being shown. */
  qr?: (SessionQr & { sessionId: string })[];
}
