/** What the bot of a client may be at most. Imports no schema, so that the browser bundle stays small. */
export const BOT_LIMITS = {
  rules: 200,
  /** Words of one rule, and the characters of each. */
  words: 50,
  word: 80,
  phrase: 200,
  pattern: 500,
  replyText: 4_096,
  /** Of a text beside a file, which WhatsApp cuts there. */
  caption: 1_024,
  actions: 10,
  noteText: 2_000,
  /** Contacts that one request may have it write to first. */
  runs: 500,
  /** Spans of a day in which the business is open. */
  spans: 4,
  holidays: 100,
  /** What a preview may bring of a conversation. */
  previewMessages: 100,
  systemPrompt: 8_000,
  knowledge: 20_000,
} as const;

/** The days of a week, as `BusinessHours` names them. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When the bot says nothing although a rule fits, for a client that has decided nothing: the contract's `BotLimits`. */
export const USUAL_LIMITS = { cooldownSeconds: 0, repliesPerDay: 50, quietMinutes: 60, oldestMinutes: 15 } as const;
