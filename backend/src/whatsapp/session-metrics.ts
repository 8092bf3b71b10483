import type { Figure } from '../operations/index.ts';
import type { WhatsAppSessions } from './whatsapp-sessions.ts';

/** What the lines of the installation tell on `/metrics`. */
export function sessionMetrics(sessions: WhatsAppSessions): Figure[] {
  return [
    {
      kind: 'gauge',
      name: 'whatsapp_sessions',
      help: 'WhatsApp lines, by their state',
      label: 'state',
      read: () => sessions.counts(),
    },
    {
      kind: 'counter',
      name: 'whatsapp_disconnections_total',
      help: 'Connections to WhatsApp that were lost or refused, by reason',
      label: 'reason',
      read: () => sessions.disconnections(),
    },
    {
      kind: 'counter',
      name: 'unreadable_whatsapp_keys_total',
      help: 'Stored WhatsApp keys that could not be read, each counted once',
      read: () => sessions.unreadableKeys(),
    },
  ];
}

/** The part of `/health` about the sessions that were linked at the start. */
export function restorationPart(sessions: WhatsAppSessions): Record<string, number | string | null> {
  const { states, ...summary } = sessions.restoration ?? { states: {} };
  return { ...summary, ...states };
}
