import type { SessionList, SessionQr, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Tone } from '../ui';

/** A QR code with the moment it was first shown here, from which its ring is drawn. */
export interface ShownQr extends SessionQr {
  readonly shownAt: number;
}

/** Puts a line in, or keeps the newer of two versions of it. New lines go last. */
export function keepNewer(sessions: readonly WhatsAppSession[], session: WhatsAppSession): readonly WhatsAppSession[] {
  const known = sessions.find(({ id }) => id === session.id);
  if (!known) return [...sessions, session];
  if (known.version > session.version) return sessions;
  return sessions.map((other) => (other.id === session.id ? session : other));
}

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

export function toneOf({ state }: Pick<WhatsAppSession, 'state'>): Tone {
  if (state === 'open') return 'success';
  if (state === 'stopped') return 'danger';
  return state === 'unlinked' ? 'neutral' : 'warning';
}

/** Whole seconds until then, 0 once it has passed. */
export function secondsUntil(time: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(time) - now) / 1_000));
}
