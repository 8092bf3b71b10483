/** The tables of the bot, column for column, as `Tables` has the others. */
export interface BotTables {
  bots: BotsTable;
  botFiles: BotFilesTable;
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
  /** When it was saved last; null where only the switch was used. */
  updatedAt: string | null;
}

/** The files of a client's replies, which must not be cleaned up. */
export interface BotFilesTable {
  clientCode: string;
  mediaId: string;
}
