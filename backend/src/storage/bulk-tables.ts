import type { Generated } from 'kysely';

/** The tables of bulk messages, column for column, as `Tables` has the others. */
export interface BulkTables {
  bulkCampaigns: BulkCampaignsTable;
  bulkRecipients: BulkRecipientsTable;
  bulkLines: BulkLinesTable;
  bulkLineDays: BulkLineDaysTable;
  optOuts: OptOutsTable;
  optOutRules: OptOutRulesTable;
  consents: ConsentsTable;
}

/** One message to many. The eight counts are changed in the write that changes a recipient. */
export interface BulkCampaignsTable {
  id: string;
  clientCode: string;
  version: number;
  name: string;
  sessionId: string;
  status: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'completed' | 'cancelled';
  /** Why it stopped by itself. */
  stopped: string | null;
  /** What it waits for while it runs, and until when where that is known. */
  waitingFor: string | null;
  waitingUntil: string | null;
  /** JSON of the contract's `CampaignMessage`; null while a draft has none. */
  message: string | null;
  /** The file of `message`, which must not be cleaned up. */
  mediaId: string | null;
  /** JSON of the contract's pace. */
  pace: string;
  total: Generated<number>;
  pending: Generated<number>;
  sent: Generated<number>;
  delivered: Generated<number>;
  read: Generated<number>;
  failed: Generated<number>;
  skipped: Generated<number>;
  uncertain: Generated<number>;
  answered: Generated<number>;
  optedOut: Generated<number>;
  /** JSON: how many recipients have a value of each variable. Changed in the write that adds them. */
  variables: Generated<string>;
  /** JSON of the contract's `CampaignSource[]`. */
  sources: Generated<string>;
  /** What is being taken away, a portion at a time: all recipients of a draft, or the draft, which nobody sees any more. */
  removing: 'recipients' | 'campaign' | null;
  createdBy: string;
  createdAt: string;
  startAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** When one of its messages was accepted last: whose turn it is among the campaigns of a line. */
  lastSentAt: string | null;
  /** Since when its failures count against it: a person who resumes it has seen those before. */
  judgedSince: string | null;
}

/** Whom a campaign goes to. */
export interface BulkRecipientsTable {
  id: string;
  clientCode: string;
  campaignId: string;
  /** In the order in which they were given, from 1. */
  place: number;
  phoneNumber: string;
  /** The same for every spelling of the number. */
  numberKey: string;
  name: string;
  /** JSON: values by the keys of their variables. */
  variables: string;
  status: 'pending' | 'sent' | 'delivered' | 'read' | 'failed' | 'skipped' | 'uncertain';
  reason: string | null;
  /** The one message they get; from here on its status is theirs. */
  messageId: string | null;
  contactId: string | null;
  conversationId: string | null;
  /** When their turn was; null while it is to come, also where it is to come again. */
  sentAt: string | null;
  answeredAt: string | null;
  optedOutAt: string | null;
}

/** The last bulk message of a line, or question who has a number. */
export interface BulkLinesTable {
  sessionId: string;
  lastAt: string;
  /** Drawn then, 0 up to, but not including, 1: where in the bounds of a campaign the gap after it lies. */
  draw: number;
}

/** How many bulk messages a line has sent on each day (`2026-11-27`) of its client's time zone. */
export interface BulkLineDaysTable {
  sessionId: string;
  day: string;
  sent: number;
}

/** Who wants no bulk messages any more. */
export interface OptOutsTable {
  clientCode: string;
  numberKey: string;
  phoneNumber: string;
  at: string;
  /** What they wrote; null where a person of the team has noted it. */
  word: string | null;
  /** The same for all that is left of somebody whose data were deleted; null for everybody else. */
  deletionId: string | null;
}

export interface OptOutRulesTable {
  clientCode: string;
  /** JSON of the contract's `OptOutRules`. */
  rules: string;
}

/** Where the consent of a number to be written to came from, as it was said last. */
export interface ConsentsTable {
  clientCode: string;
  numberKey: string;
  source: string;
  note: string | null;
  userId: string;
  at: string;
}
