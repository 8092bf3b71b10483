import type { SessionReason } from '#contract/whatsapp-sessions';
import type { IncidentsTable } from '../storage/index.ts';
import type { SessionRow } from '../whatsapp/index.ts';

/** What is wrong with a line, as somebody should be told. */
export interface Trouble {
  kind: IncidentsTable['kind'];
  reason: SessionReason | null;
  /** ISO 8601. */
  since: string;
}

/**
 * What is wrong with a line at `now`, once it is worth telling: at once where only a person can help, and after `patience`
 * milliseconds where it tries again by itself. Nothing is wrong with a line that the team has unlinked, or never linked.
 */
export function troubleOf(line: SessionRow, now: number, patience: number): Trouble | undefined {
  const reason = line.reason as SessionReason | null;
  if (line.state === 'unlinked' && reason === 'logged_out') return { kind: 'unlinked', reason, since: line.since };
  if (line.linked === 0 || line.state === 'open') return undefined;
  const since = line.downSince ?? line.since;
  if (line.state === 'stopped') return { kind: 'stopped', reason, since };
  return now - Date.parse(since) >= patience ? { kind: 'down', reason, since } : undefined;
}

/** A line that opens and breaks again and again is one trouble: it is over once a connection has held for this long. */
const HELD_MS = 120_000;

export type End = 'recovered' | 'given_up';

/** How the trouble of a line has ended; `line` is undefined once it is removed. */
export function endOfTrouble(line: SessionRow | undefined, now: number): End | undefined {
  if (!line || line.reason === 'unlinked_by_user') return 'given_up';
  return line.state === 'open' && now - Date.parse(line.since) >= HELD_MS ? 'recovered' : undefined;
}
