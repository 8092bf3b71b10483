/** What has been said in a conversation, and whom to. */
export interface Said {
  from: 'contact' | 'bot' | 'team';
  text: string;
  /** ISO 8601; null where nobody knows, and then nothing is concluded from it. */
  at: string | null;
}

/** All that the bot decides by, beside its own rules. */
export interface Situation {
  now: Date;
  timeZone: string;
  /** What nobody has answered yet, oldest first, at least one; when the last of it was written, by WhatsApp's time. */
  thought: readonly Said[];
  askedAt: string | null;
  /** The last messages before it, oldest first, without what only the team sees and what went to many. */
  before: readonly Said[];
  /** Whether the contact has never written on this line before. */
  isFirst: boolean;
  /** When somebody of the team wrote last; null where nobody has. */
  teamAt: string | null;
  /** When a rule for outside opening hours spoke last; null where none has. */
  awayAt: string | null;
  /** Replies of the bot in this conversation today, by the client's time zone. */
  repliesToday: number;
  /** What fills the variables of replies, by their keys. */
  variables: Readonly<Record<string, string>>;
}
