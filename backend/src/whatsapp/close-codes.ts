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

/** Baileys' code for a connection that could not be made or was not answered any more (`DisconnectReason.timedOut`). */
const NO_ANSWER = 408;

/** Why a linked session lost a connection that was open, or could not have one. */
export function reasonOfClose(code: number, wasOpen: boolean): SessionReason {
  return code === NO_ANSWER && !wasOpen ? 'server_unreachable' : meaningOfClose(code).reason;
}

/**
 * Why no phone was linked, from the close that ended the try. A run of QR codes that nobody scanned ends with 408 after the
 * last one of them.
 */
export function reasonOfUnlinkedClose(code: number, shown: { codes: number; isLastCode: boolean }): SessionReason {
  const { reason, action } = meaningOfClose(code);
  if (shown.codes === 0 && action !== 'stop') return 'server_unreachable';
  if (code === NO_ANSWER && shown.isLastCode) return 'qr_expired';
  return action === 'stop' || action === 'retry' ? reason : 'connection_closed';
}
