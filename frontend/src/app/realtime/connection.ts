/**
 * How events reach this browser now. `live`: pushed · `reconnecting`: push was lost a moment ago ·
 * `polling`: asked for every few seconds · `offline`: the server is out of reach.
 */
export type ConnectionKind = 'live' | 'reconnecting' | 'polling' | 'offline';

export interface Connection {
  readonly kind: ConnectionKind;
  /** Failed tries since push was last there. */
  readonly attempts: number;
  /** When push was last there, in epoch milliseconds; null before the first time. */
  readonly lastLiveAt: number | null;
  /** Events that push had missed and catching up or polling brought. */
  readonly recoveredEvents: number;
}
