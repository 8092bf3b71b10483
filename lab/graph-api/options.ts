import type { After } from './lab-time.ts';

export interface GraphApiOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** What time it is in the lab: windows, limits, expiries and the times in webhooks follow it. */
  clock?: () => Date;
  /** What the lab waits with: retries of webhooks, delays, timeouts. */
  after?: After;
  /** Calls an hour about one account; Meta's are 5,000, unless a test cannot make so many. */
  callsAnHour?: number;
  /** Keeps numbers, people, templates, chats and files across restarts. Written a second after a change and on `close()`. */
  stateFile?: string;
}
