import { z } from 'zod';
import { MOST_RECIPIENTS, PACE_PROFILES, PAUSES, RECIPIENTS_AT_ONCE } from './campaign-rules.ts';
import { MAX_TEXT_LENGTH } from './text-lengths.ts';
import { id, isoTime, pageLimit, phoneNumber, timeZone, version } from './values.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time of day such as "21:00".');
const count = z.int().nonnegative();

/**
 * `draft` is being put together; `scheduled` starts at `startAt`; `running` sends, or waits for what `waiting` names;
 * `paused` by a person; `stopped` by itself, to protect the number; `completed` and `cancelled` are its ends.
 */
export const campaignStatus = z.enum(['draft', 'scheduled', 'running', 'paused', 'stopped', 'completed', 'cancelled']);
export type CampaignStatus = z.infer<typeof campaignStatus>;

/** Why a campaign stopped by itself. */
export const campaignStop = z.enum([
  /** Too many of the last messages failed. */
  'failures',
  /** Too many recipients asked for no more messages. */
  'opt_outs',
  /** WhatsApp refuses first messages of this number (463). */
  'restricted',
  /** WhatsApp has closed the line in a way that hints at a ban. */
  'banned',
  /** Meta rates the quality of the number low. */
  'low_quality',
  /** Meta has paused or rejected the template. */
  'template_gone',
  /** The line was unlinked or removed. */
  'line_gone',
]);
export type CampaignStop = z.infer<typeof campaignStop>;

/** What a running campaign waits for, and so does a bot that is to write first. */
export const campaignWait = z.enum(['quiet_hours', 'daily_cap', 'line_down', 'chat_first', 'rate_limit']);
export type CampaignWait = z.infer<typeof campaignWait>;

/** How fast messages leave: the figures each kind of line allows are `PACE_LIMITS` of campaign-rules.ts. */
export const campaignPace = z.strictObject({
  profile: z.enum(PACE_PROFILES),
  gapSeconds: z
    .strictObject({ from: z.number().min(0).max(3_600), to: z.number().min(0).max(3_600) })
    .refine(({ from, to }) => from <= to, 'The shortest gap may not be longer than the longest.'),
  perMinute: z.int().min(1).max(60_000),
  perDay: z.int().min(1).max(MOST_RECIPIENTS),
  quietHours: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from !== to, 'Begin and end at different times, or use null for no quiet hours.')
    .nullable(),
  warmUp: z.boolean(),
});

/** `{{name}}` and `{{name|fallback}}` stand for what is known of a recipient. */
const bulkText = z.string().trim().min(1).max(MAX_TEXT_LENGTH['whatsapp-web']);
export const campaignTemplate = z.strictObject({
  templateId: id,
  parameters: z.record(z.string(), z.string().max(1_024)),
});

/**
 * What every recipient gets: a text, a file with a caption, or over Meta's Cloud API an approved template, whose parameters
 * may name variables too.
 */
export const campaignMessage = z
  .strictObject({
    text: bulkText.optional(),
    /** A file of the team's, uploaded before by `POST /media`. */
    mediaId: id.optional(),
    template: campaignTemplate.optional(),
  })
  .refine(({ text, mediaId, template: given }) => text !== undefined || mediaId !== undefined || given !== undefined, {
    message: 'Give a text, a file or a template.',
  })
  .refine(({ text, template: given }) => text === undefined || given === undefined, {
    message: 'A template has its own text.',
  });
export type CampaignMessage = z.infer<typeof campaignMessage>;

/** Where the consent of recipients to be written to came from. */
export const consentSource = z.enum(['form', 'purchase', 'in_person', 'wrote_first', 'other']);
export const consent = z
  .strictObject({ source: consentSource, note: z.string().trim().max(200).optional() })
  .refine(({ source, note }) => source !== 'other' || (note ?? '') !== '', 'Say where the consent came from.');
export type Consent = z.infer<typeof consent>;

/** How many recipients are in each state; together they are `total`. `pending` has not left yet. */
export const campaignCounts = z.object({
  total: count,
  pending: count,
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  skipped: count,
  uncertain: count,
});
export type CampaignCounts = z.infer<typeof campaignCounts>;

/**
 * The next time that nothing leaves for long: how many leave before that (none where other campaigns of the line have their
 * turn first), why nothing does then, and when it goes on.
 */
export const campaignPause = z.object({ after: count, resumesAt: isoTime, by: z.enum(PAUSES) });
export type CampaignPause = z.infer<typeof campaignPause>;

/** Where recipients of a draft came from, as a person would call it: `name` is that of a file. */
export const recipientSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), name: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal('list') }),
]);
export type RecipientSource = z.infer<typeof recipientSource>;
/**
 * `name` is that of a file, and empty for the rest; without one a file stands for all those behind the first `MOST_SOURCES` of
 * campaign-rules.ts. `added` is how many came in from it.
 */
export const campaignSource = z.object({ kind: z.enum(['file', 'list', 'contacts']), name: z.string(), added: count });
export type CampaignSource = z.infer<typeof campaignSource>;

export const bulkCampaign = z.object({
  id,
  version,
  name: z.string(),
  sessionId: id,
  status: campaignStatus,
  /** Why it stopped by itself. */
  stopped: campaignStop.nullable(),
  /** What it waits for while it runs, and until when where that is known. */
  waiting: z.object({ for: campaignWait, until: isoTime.nullable() }).nullable(),
  message: campaignMessage.nullable(),
  pace: campaignPace,
  counts: campaignCounts,
  /** Recipients who wrote back, and who asked for no more messages, since it was sent to them. */
  answered: count,
  optedOut: count,
  /** Of one that runs: until its last message has left; null where that cannot be said. */
  etaSeconds: z.int().nonnegative().nullable(),
  /** Of one that runs: null where it goes through without one. */
  pause: campaignPause.nullable(),
  /**
   * How many recipients have a value of each variable, by its key, 0 where it came along without any. A text names others only
   * with a fallback.
   */
  variables: z.record(z.string(), count),
  /** Where its recipients came from, in the order in which they did, as far as that was said. */
  sources: z.array(campaignSource),
  createdBy: id,
  createdAt: isoTime,
  /** Of a draft: when it is to start, at once where it is null. Of a scheduled one: when it does. */
  startAt: isoTime.nullable(),
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
});
export type BulkCampaign = z.infer<typeof bulkCampaign>;

/** Why a recipient is left out of a campaign, or was passed over by it. */
export const leftOutReason = z.enum(['invalid', 'duplicate', 'opted_out', 'not_on_whatsapp']);
export type LeftOutReason = z.infer<typeof leftOutReason>;

export const recipientStatus = z.enum(['pending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'uncertain']);
export type RecipientStatus = z.infer<typeof recipientStatus>;

export const bulkRecipient = z.object({
  id,
  /** Null once their data were deleted: they only count. */
  phoneNumber: phoneNumber.nullable(),
  name: z.string(),
  variables: z.record(z.string(), z.string()),
  status: recipientStatus,
  /** Of `skipped` a `leftOutReason` or `deleted`, of `failed` the code of its message's error. */
  reason: z.string().nullable(),
  conversationId: id.nullable(),
  sentAt: isoTime.nullable(),
  answeredAt: isoTime.nullable(),
});
export type BulkRecipient = z.infer<typeof bulkRecipient>;

/**
 * A number as somebody wrote it, with or without its country code; variables by the names of their columns. A column in which
 * nobody has anything is known too where it stands, empty, in one of a request.
 */
export const givenRecipient = z.strictObject({
  phoneNumber: z.string().max(64),
  name: z.string().trim().max(200).optional(),
  variables: z.record(z.string().max(40), z.string().max(1_024)).optional(),
});
export type GivenRecipient = z.infer<typeof givenRecipient>;

const name = z.string().trim().min(1).max(80);

/** What is missing can be filled in later: it is a draft until it is started. */
export const createCampaignRequest = z.strictObject({
  name,
  sessionId: id,
  message: campaignMessage.optional(),
  pace: campaignPace.optional(),
  recipients: z.array(givenRecipient).max(RECIPIENTS_AT_ONCE).optional(),
  /** Where the consent of `recipients` came from. */
  consent: consent.optional(),
});
export type CreateCampaignRequest = z.infer<typeof createCampaignRequest>;

/** A draft changes in everything (`startAt` null: it is to start at once), one that was started in its name and pace only. */
export const updateCampaignRequest = z
  .strictObject({
    name,
    sessionId: id,
    message: campaignMessage.nullable(),
    pace: campaignPace,
    startAt: isoTime.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateCampaignRequest = z.infer<typeof updateCampaignRequest>;

export const addRecipientsRequest = z.strictObject({
  recipients: z.array(givenRecipient).min(1).max(RECIPIENTS_AT_ONCE),
  consent,
  source: recipientSource.optional(),
});
export type AddRecipientsRequest = z.infer<typeof addRecipientsRequest>;

/** Contacts that have one of the labels on a conversation, or stand in one of the stages; of all where neither is named. */
export const addContactsRequest = z.strictObject({
  labels: z.array(id).max(50).default([]),
  stages: z.array(id).max(50).default([]),
  consent,
});
export type AddContactsRequest = z.input<typeof addContactsRequest>;

/** What estimates of a campaign go by: `LineUse` of campaign-forecast.ts. */
export const campaignLine = z.object({
  timeZone,
  day: z.iso.date(),
  sentToday: count,
  daysBefore: count,
  messagingLimit: z.string().nullable(),
  throughput: z.number().nullable(),
  between: count,
});
export type CampaignLine = z.infer<typeof campaignLine>;

export const campaignResponse = z.object({ campaign: bulkCampaign, line: campaignLine });
export type CampaignResponse = z.infer<typeof campaignResponse>;

/** How many came in; `leftOut` are those that did not, by their place in the request, or counted where they have none. */
export const addedRecipients = campaignResponse.extend({
  added: count,
  leftOut: z.array(z.object({ index: count, reason: leftOutReason })),
});
export type AddedRecipients = z.infer<typeof addedRecipients>;

export const startCampaignRequest = z.strictObject({
  /** When it is to start, in place of the draft's `startAt`; at once where it is null. One that is past is at once. */
  at: isoTime.nullable().optional(),
});
/** To whom a test goes: it counts nowhere. */
export const testCampaignRequest = z.strictObject({ phoneNumber: z.string().max(64) });

/** Newest first; `timeZone` is the client's. */
export const campaignPage = z.object({
  items: z.array(bulkCampaign),
  timeZone,
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type CampaignPage = z.infer<typeof campaignPage>;
export const campaignsQuery = z.object({ limit: pageLimit, cursor: z.string().max(200).optional() });

export const recipientsQuery = z.object({
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
  status: recipientStatus.optional(),
});
/** In the order in which they were given. */
export const recipientPage = z.object({ items: z.array(bulkRecipient), nextCursor: z.string().nullable() });
export type RecipientPage = z.infer<typeof recipientPage>;

/** Why recipients failed or were passed over, most frequent first. */
export const campaignReasons = z.object({
  items: z.array(z.object({ status: recipientStatus, reason: z.string(), count })),
});
export type CampaignReasons = z.infer<typeof campaignReasons>;

/**
 * Somebody who asked for no more bulk messages. `word` is what they wrote; null where a person of the team noted it. Whoever
 * WhatsApp shows no number of is known as a contact only, by `contactId`; `name` is null for a number that is nobody's. With
 * neither it is a number whose data were deleted: nobody can read it, and it is left alone all the same.
 */
export const optOut = z.object({
  phoneNumber: phoneNumber.nullable(),
  contactId: id.nullable(),
  name: z.string().nullable(),
  at: isoTime,
  word: z.string().nullable(),
});
export type OptOut = z.infer<typeof optOut>;
export const optOutPage = z.object({ items: z.array(optOut), nextCursor: z.string().nullable() });
export type OptOutPage = z.infer<typeof optOutPage>;
export const addOptOutRequest = z.strictObject({ phoneNumber: z.string().max(64) });

/** Which messages ask for no more bulk messages, whatever their capitals and accents, and what is answered. */
export const optOutRules = z.strictObject({
  words: z.array(z.string().trim().min(2).max(40)).min(1).max(20),
  reply: z.string().trim().max(1_024),
});
export type OptOutRules = z.infer<typeof optOutRules>;
export const optOutRulesResponse = z.object({ rules: optOutRules });
export type OptOutRulesResponse = z.infer<typeof optOutRulesResponse>;
