import type { SessionReason } from '#contract/whatsapp-sessions';
import type { IncidentsTable } from '../storage/index.ts';
import { HELD_MS, hasHeld, type SessionRow } from '../whatsapp/index.ts';

/** What is wrong with a line, as somebody should be told. */
export interface Trouble {
  kind: IncidentsTable['kind'];
  reason: SessionReason | null;
  /** ISO 8601. */
  since: string;
}

/**
 * What is wrong with a line at `now`, once it is worth telling: at once where only a person can help, and after `patience`
 * milliseconds without a connection that has held where it tries again by itself. Nothing is wrong with a line that the team
 * has unlinked, or never linked.
 */
export function troubleOf(line: SessionRow, now: number, patience: number): Trouble | undefined {
  const reason = line.reason as SessionReason | null;
  if (line.state === 'unlinked' && reason === 'logged_out') return { kind: 'unlinked', reason, since: line.since };
  if (line.linked === 0 || hasHeld(line, now)) return undefined;
  const since = line.downSince ?? line.since;
  if (line.state === 'stopped') return { kind: 'stopped', reason, since };
  // A line that is open has come back in time if it holds: it is told once it has had the time to.
  const wait = line.state === 'open' ? patience + HELD_MS : patience;
  return now - Date.parse(since) >= wait ? { kind: 'down', reason, since } : undefined;
}

/** Whether there is more to tell than is known of a line: what only a person can mend is, once for each reason. */
export function isNews(trouble: Trouble, known: Pick<IncidentsTable, 'kind' | 'reason'> | undefined): boolean {
  if (!known) return true;
  return trouble.kind !== 'down' && (trouble.kind !== known.kind || trouble.reason !== known.reason);
}

export type End = 'recovered' | 'given_up';

/** How the trouble of a line has ended; `line` is undefined once it is removed. */
export function endOfTrouble(line: SessionRow | undefined, now: number): End | undefined {
  if (!line || line.reason === 'unlinked_by_user') return 'given_up';
  return hasHeld(line, now) ? 'recovered' : undefined;
}
