import type { WhatsAppSession } from '#contract/whatsapp-sessions';

/** What is said about a line that does not simply work: keys of this screen's texts. */
export interface SessionWords {
  /** What happened. */
  readonly reason: string | null;
  /** What happens next; null where the line waits for a countdown, or where the advice says it all. */
  readonly next: string | null;
  /** What that means for the messages, and what a person can do. */
  readonly advice: string | null;
}

/** Undefined for a line that works, and for one that is being linked: its codes and steps say what to do. */
export function wordsOf({ state, reason }: Pick<WhatsAppSession, 'state' | 'reason'>): SessionWords | undefined {
  if (state === 'open' || state === 'linking') return undefined;
  const why = { reason: reason && `reason.${reason}`, advice: reason && `advice.${reason}` };
  if (state === 'retrying' || (state === 'unlinked' && reason)) return { ...why, next: null };
  return { ...why, next: `next.${state}` };
}

/** A while as people read it: `12 s`, `4 min 58 s`, `5 min`. */
export function durationOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
