import type { ReadReason } from '#contract/events';
import type { RealtimeFigures } from '#contract/probe';
import { LastHour } from './last-hour.ts';
import { RecentSample } from './recent-sample.ts';

/** What is counted by its name alone. */
export type Counted =
  'connections' | 'reconnections' | 'startOvers' | 'cutForSlowness' | 'cutForRate' | 'refusedJoins' | 'badEvents';

/** The sockets of now, by the transport they use after a possible upgrade. */
export interface SocketsNow {
  websocket: number;
  polling: number;
}

/** So many heartbeats make the round-trip times; one of them comes every 10 s from each socket. */
const HEARTBEATS = 512;

/** Reads whose events push has failed to bring. Those of a browser that polls are its regular way, not a recovery. */
const recovering: ReadonlySet<ReadReason> = new Set(['join', 'hole', 'safety', 'wake']);

/** Counts of one client or of the whole installation, since the process began. `clock` is in milliseconds and never goes back. */
export class RealtimeCounts {
  readonly totals: Record<Counted, number> = {
    connections: 0,
    reconnections: 0,
    startOvers: 0,
    cutForSlowness: 0,
    cutForRate: 0,
    refusedJoins: 0,
    badEvents: 0,
  };
  /** Reads of the log by the reason they gave. */
  readonly reads = new Map<ReadReason | 'unsaid', number>();
  /** Events that reads of the log have delivered. */
  readEvents = 0;
  #recoveredEvents = 0;
  readonly #reconnectionsLastHour = new LastHour();
  readonly #roundTrips = new RecentSample(HEARTBEATS);
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  add(what: Counted): void {
    this.totals[what] += 1;
    if (what === 'reconnections') this.#reconnectionsLastHour.add(this.#clock());
  }

  addRead(reason: ReadReason | undefined, events: number): void {
    const key = reason ?? 'unsaid';
    this.reads.set(key, (this.reads.get(key) ?? 0) + 1);
    this.readEvents += events;
    if (reason && recovering.has(reason)) this.#recoveredEvents += events;
  }

  /** `milliseconds` from a heartbeat's way out to the answer. */
  addRoundTrip(milliseconds: number): void {
    this.#roundTrips.add(milliseconds);
  }

  /** `since` is the time the process began to count, ISO 8601. */
  figures(since: string, now: SocketsNow): RealtimeFigures {
    const { connections, reconnections, startOvers, cutForSlowness, cutForRate } = this.totals;
    return {
      since,
      sockets: now.websocket + now.polling,
      ...now,
      connections,
      reconnections,
      reconnectionsLastHour: this.#reconnectionsLastHour.total(this.#clock()),
      catchUps: this.reads.get('join') ?? 0,
      gaps: this.reads.get('hole') ?? 0,
      recoveredEvents: this.#recoveredEvents,
      startOvers,
      cutForSlowness,
      cutForRate,
      roundTripP50: this.#roundTrips.percentile(0.5),
      roundTripP95: this.#roundTrips.percentile(0.95),
    };
  }
}
