/** The tables of the bot, column for column, as `Tables` has the others. */
export interface BotTables {
  bots: BotsTable;
  botFiles: BotFilesTable;
  botPlans: BotPlansTable;
  botTalks: BotTalksTable;
  agentRuns: AgentRunsTable;
  botResponders: BotRespondersTable;
  botResponderDays: BotResponderDaysTable;
}

/** What a client has decided about its bot. No row: off, and everything as it is by default. */
export interface BotsTable {
  clientCode: string;
  /** The `seq` at which it was saved last; the switch leaves it alone. */
  version: number;
  enabled: 0 | 1;
  /** JSON of the contract's `BotRule[]`, in order. */
  rules: string;
  /** JSON of the contract's `BusinessHours`. */
  hours: string;
  /** JSON of the contract's `Humanizer`. */
  humanizer: string;
  /** JSON of the contract's `BotLimits`. */
  limits: string;
  /** JSON of the contract's `BotOpening`; null for none. */
  opening: string | null;
  /** When it was saved last; null where only the switch was used. */
  updatedAt: string | null;
}

/** The files of a client's replies, which must not be cleaned up. */
export interface BotFilesTable {
  clientCode: string;
  mediaId: string;
}

/** What a bot is about to say in a conversation; at most one thought in each. */
export interface BotPlansTable {
  conversationId: string;
  clientCode: string;
  /** The last message that it is about: another one makes another thought of it. */
  messageId: string;
  /** The position of the first message that nobody has answered. */
  since: number;
  /** `reading` what was written, `asking` the responder, or `typing` the `answer`. */
  stage: 'reading' | 'asking' | 'typing';
  /** When this stage is over. */
  dueAt: string;
  /** The version of the bot that has decided on `answer`. */
  botVersion: number | null;
  /** JSON of the engine's `Answer`, once it is decided. */
  answer: string | null;
}

/** What a bot has said in a conversation on the last day on which it said something. */
export interface BotTalksTable {
  conversationId: string;
  /** In the client's time zone, such as "2026-11-27". */
  day: string;
  replies: number;
  /** The day on which it was told that the bot says no more that day. */
  cappedOn: string | null;
  /** When a rule for outside opening hours spoke last, ISO 8601. */
  awayAt: string | null;
}

/** The last time that a bot was asked to write to a contact first. What of it is shown is `agentRun` of the contact. */
export interface AgentRunsTable {
  contactId: string;
  clientCode: string;
  /** Which asking it is: the opening goes under a `clientMessageId` made of it, once. */
  id: string;
  sessionId: string;
  askedAt: string;
  /** `waiting` for its turn, `writing` until `dueAt`, `given` to the outbox at `dueAt`, or `over` without that. */
  stage: 'waiting' | 'writing' | 'given' | 'over';
  dueAt: string | null;
}

/** The language model that answers for a client. No row: none. */
export interface BotRespondersTable {
  clientCode: string;
  /** JSON of the contract's `ResponderSettings`. */
  settings: string;
  /** Encrypted; null where it needs none. */
  key: Uint8Array | null;
}

/** How often it was asked on a day of the client's time zone. */
export interface BotResponderDaysTable {
  clientCode: string;
  /** Such as "2026-11-27". */
  day: string;
  asked: number;
  failed: number;
}
