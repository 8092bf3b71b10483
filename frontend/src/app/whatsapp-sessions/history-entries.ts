import type { SessionHistoryEntry, WhatsAppSession } from '#contract/whatsapp-sessions';

/** What an event about a line tells: the line as it is now, and how it came to be so. */
export interface SessionNews {
  readonly at: string;
  readonly session: WhatsAppSession;
  readonly code?: number;
  readonly action?: SessionHistoryEntry['action'];
}

type Entries = readonly SessionHistoryEntry[];

/** A history, newest first, with what has just happened in front. A new name is no part of it. */
export function withNews(entries: Entries, { at, session, code, action }: SessionNews): Entries {
  const { version, state, reason, retryAt } = session;
  const newest = entries.at(0);
  if (newest && newest.version >= version) return entries;
  if (newest?.state === state && newest.reason === reason && newest.retryAt === retryAt) return entries;
  return [{ version, at, state, reason, code: code ?? null, action: action ?? null, retryAt }, ...entries];
}

export interface HistoryDay {
  /** A time of that day. */
  readonly day: string;
  readonly entries: Entries;
}

/** The entries by the days they fall on, in the browser's time zone. */
export function inDays(entries: Entries): readonly HistoryDay[] {
  const days = new Map<string, SessionHistoryEntry[]>();
  for (const entry of entries) {
    const day = new Date(entry.at).toDateString();
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days.values()].map((ofDay) => ({ day: ofDay[0]?.at ?? '', entries: ofDay }));
}

/** How long the next try was put off, in whole seconds; null where none was planned. */
export function pauseOf({ at, retryAt }: Pick<SessionHistoryEntry, 'at' | 'retryAt'>): number | null {
  return retryAt === null ? null : Math.max(0, Math.round((Date.parse(retryAt) - Date.parse(at)) / 1_000));
}
