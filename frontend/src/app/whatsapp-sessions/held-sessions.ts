import type { SessionList, WhatsAppSession } from '#contract/whatsapp-sessions';

/** The lines that are held, and the log their versions belong to; null before the first list. */
export interface HeldSessions {
  readonly epoch: string | null;
  readonly sessions: readonly WhatsAppSession[];
}

export const noSessions: HeldSessions = { epoch: null, sessions: [] };

/** The lines as a list says, except those that have changed after it was read. */
export function withList(held: HeldSessions, { items, epoch, seq }: SessionList): HeldSessions {
  const isSameLog = held.epoch === null || held.epoch === epoch;
  const changedSince = isSameLog ? held.sessions.filter(({ version }) => version > seq) : [];
  return { epoch, sessions: changedSince.reduce<readonly WhatsAppSession[]>(keepNewer, items) };
}

/** Puts a line in, or keeps the newer of two versions of it. New lines go last. Events say nothing of what only admins see. */
export function keepNewer(sessions: readonly WhatsAppSession[], session: WhatsAppSession): readonly WhatsAppSession[] {
  const known = sessions.find(({ id }) => id === session.id);
  if (!known) return [...sessions, session];
  if (known.version > session.version) return sessions;
  const kept = known.cloudApi && !session.cloudApi ? { ...session, cloudApi: known.cloudApi } : session;
  return sessions.map((other) => (other.id === session.id ? kept : other));
}
