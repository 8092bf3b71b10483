import type { SessionReason } from '#contract/whatsapp-sessions';

/** What to do after WhatsApp has closed a connection. */
export interface CloseMeaning {
  reason: SessionReason;
  /** `erase` is for a log-out on the phone alone: no other code may cost anyone their link. */
  action: 'retry' | 'retry_at_once' | 'retry_much_later' | 'stop' | 'erase';
}

const meanings: Record<number, CloseMeaning> = {
  401: { reason: 'logged_out', action: 'erase' },
  403: { reason: 'banned', action: 'stop' },
  405: { reason: 'client_outdated', action: 'stop' },
  408: { reason: 'timed_out', action: 'retry' },
  411: { reason: 'multi_device_mismatch', action: 'stop' },
  428: { reason: 'connection_closed', action: 'retry' },
  440: { reason: 'connection_replaced', action: 'retry_much_later' },
  500: { reason: 'bad_session', action: 'retry' },
  503: { reason: 'unavailable', action: 'retry' },
  515: { reason: 'restart_required', action: 'retry_at_once' },
};

/** Codes as Baileys names them (`DisconnectReason`); an unknown one is an outage like any other. */
export function meaningOfClose(code: number): CloseMeaning {
  return meanings[code] ?? { reason: 'connection_closed', action: 'retry' };
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
/** Two connections that replace each other would fight for ever; the loser waits this long. */
const REPLACED_DELAY_MS = 300_000;

/** How long to wait before try number `attempt` (from 1), in milliseconds: doubling, with jitter from half to full. */
export function retryDelay(
  action: CloseMeaning['action'],
  attempt: number,
  random: () => number = Math.random,
): number {
  if (action === 'retry_at_once' && attempt === 1) return 0;
  if (action === 'retry_much_later') return REPLACED_DELAY_MS;
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}
