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
  /** Holes in what was pushed that had to be read from the log. */
  readonly gaps: number;
  /** How often everything shown was fetched anew, because the log could not be continued. */
  readonly startOvers: number;
  /** When push came back, in epoch milliseconds: those of the last hour. */
  readonly reconnectedAt: readonly number[];
  /** Milliseconds there and back over the socket, the last time it was measured; null before the first time. */
  readonly roundTrip: number | null;
}

/** What has been seen, and from which `Connection` is read. */
export interface ConnectionFacts extends Omit<Connection, 'kind'> {
  readonly live: boolean;
  /** Whether the last poll got an answer; null before the first one since push came or was lost. */
  readonly answered: boolean | null;
}

export const unknownConnection: ConnectionFacts = {
  live: false,
  answered: null,
  attempts: 0,
  lastLiveAt: null,
  recoveredEvents: 0,
  gaps: 0,
  startOvers: 0,
  reconnectedAt: [],
  roundTrip: null,
};

export function connectionOf(facts: ConnectionFacts): Connection {
  const { live: _live, answered: _answered, ...told } = facts;
  return { kind: kindOf(facts), ...told };
}

function kindOf({ live, answered }: ConnectionFacts): ConnectionKind {
  if (live) return 'live';
  if (answered === null) return 'reconnecting';
  return answered ? 'polling' : 'offline';
}
