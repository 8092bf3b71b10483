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

/** What has been seen, and from which `Connection` is read. */
export interface ConnectionFacts extends Omit<Connection, 'kind'> {
  /** Whether the browser has a network at all. */
  readonly online: boolean;
  readonly live: boolean;
  /** Whether the last poll since push was lost got an answer; null before the first one. */
  readonly answered: boolean | null;
}

export const unknownConnection: ConnectionFacts = {
  online: true,
  live: false,
  answered: null,
  attempts: 0,
  lastLiveAt: null,
  recoveredEvents: 0,
};

export function connectionOf(facts: ConnectionFacts): Connection {
  const { attempts, lastLiveAt, recoveredEvents } = facts;
  return { kind: kindOf(facts), attempts, lastLiveAt, recoveredEvents };
}

function kindOf({ online, live, answered }: ConnectionFacts): ConnectionKind {
  if (!online) return 'offline';
  if (live) return 'live';
  if (answered === null) return 'reconnecting';
  return answered ? 'polling' : 'offline';
}
