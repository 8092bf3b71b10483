import {
  BehaviorSubject,
  catchError,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  Subject,
  switchMap,
  tap,
} from 'rxjs';
import type { AppConfig } from '#contract/config';
import type { EventPage, ReadReason } from '#contract/events';
import type { ConnectionFacts } from './connection';
import { EarliestTimer } from './earliest-timer';
import { EventLogReader, type FetchEvents, type SequencedEvent } from './event-log-reader';
import { type Cursor, EventSequencer } from './event-sequencer';
import type { ServerEvent } from './event-stream';
import type { SocketSignal } from './held-connection';
import type { RealtimeTiming } from './realtime-timing';
import { UnloggedState } from './unlogged-state';

/** How long an event that came out of order may take to be followed by the missing one. */
const HOLE_PATIENCE = 250;
const HOUR = 3_600_000;
/**
 * How often to ask, in milliseconds, while the browser says that it has no network and nobody answers: a browser prints
 * each request that fails. It says when the network is back.
 */
const NO_NETWORK_PERIOD = 20_000;

export interface FeedSetup {
  readonly clientCode: string;
  readonly socket$: Observable<SocketSignal>;
  readonly fetchEvents: FetchEvents;
  /** Where the log stands, when a read failed because its cursor cannot be continued; null for any other failure. */
  readonly startOverHead: (error: unknown) => Cursor | null;
  readonly pollPeriods: AppConfig['realtime']['pollPeriods'];
  readonly clock: RealtimeTiming;
  /** Whether the browser believes that it has a network. It may be wrong both ways. */
  readonly online$: Observable<boolean>;
  readonly wake$: Observable<unknown>;
  readonly give: (event: ServerEvent) => void;
  readonly startOver: () => void;
  readonly unauthorized: () => void;
  /** The server answers again after it did not, or no longer answers although push seems to be there. */
  readonly doubtSockets: () => void;
  readonly report: (change: (facts: ConnectionFacts) => Partial<ConnectionFacts>) => void;
}

/** One sign-in's way through the log: push, catching up and polling behind one cursor. */
export class EventFeed {
  readonly #setup: FeedSetup;
  readonly #sequencer = new EventSequencer<SequencedEvent>();
  readonly #reader: EventLogReader;
  readonly #unlogged: UnloggedState;
  readonly #catchingUp: EarliestTimer;
  /** Reads that are worth it although nothing is known to be missing. */
  readonly #doubts = new Subject<ReadReason>();
  readonly #period: BehaviorSubject<number>;
  #live = false;
  #online = true;
  readonly #openEndpoints = new Set<string>();
  /** Where this browser stood when an endpoint was last tried. */
  readonly #cursorAtTry = new Map<string, Cursor>();
  /** Why the next catching up is needed. */
  #reason: ReadReason = 'hole';
  #answered: boolean | null = null;
  #lastRead = 0;

  constructor(setup: FeedSetup) {
    this.#setup = setup;
    this.#period = new BehaviorSubject(setup.pollPeriods.disconnected);
    this.#unlogged = new UnloggedState(setup.clientCode);
    this.#catchingUp = new EarliestTimer(setup.clock.scheduler);
    this.#lastRead = setup.clock.scheduler.now();
    this.#reader = new EventLogReader(this.#sequencer, setup.fetchEvents, (events) => {
      this.#giveRecovered(events);
    });
  }

  /** Follows the log while subscribed. Emits nothing; everything goes to the callbacks of the set-up. */
  run(): Observable<never> {
    const { socket$, wake$, online$, clock } = this.#setup;
    const because = (reason: ReadReason) => map(() => reason);
    const catchUps$ = this.#catchingUp.rings$.pipe(
      filter(() => this.#reader.behind),
      map(() => this.#reason),
    );
    const polls$ = this.#period.pipe(
      distinctUntilChanged(),
      switchMap((period) => interval(period, clock.scheduler)),
      map((): ReadReason => (this.#live ? 'safety' : 'poll')),
    );
    const wakes$ = wake$.pipe(
      filter(() => !this.#live || this.#slept()),
      because('wake'),
    );
    return merge(
      merge(catchUps$, polls$, wakes$, this.#doubts).pipe(exhaustMap((reason) => this.#read(reason))),
      online$.pipe(
        tap((online) => {
          this.#takeOnline(online);
        }),
      ),
      socket$.pipe(
        tap((signal) => {
          this.#take(signal);
        }),
      ),
    ).pipe(ignoreElements());
  }

  /** A fetched page stands at this place of the log. */
  offerSnapshot(snapshot: Cursor): void {
    const { cursor } = this.#sequencer;
    if (!cursor) {
      this.#anchor(snapshot);
      return;
    }
    // Either the page or the cursor is of a log that is gone; the server says which.
    if (snapshot.epoch !== cursor.epoch) {
      this.#doubts.next('snapshot');
      return;
    }
    this.#sequencer.sawHead(snapshot.seq);
    this.#reader.noteSnapshot(snapshot.seq);
    this.#catchUpIfBehind(HOLE_PATIENCE, 'snapshot');
  }

  #take(signal: SocketSignal): void {
    switch (signal.kind) {
      case 'event':
        this.#takeEvent(signal.event);
        return;
      case 'joined':
        this.#takeJoin(signal);
        return;
      case 'transport':
        return;
      case 'state':
        if (signal.state === 'unauthorized') this.#setup.unauthorized();
        if (signal.state === 'connecting') this.#noteTry(signal.endpoint);
        if (signal.state === 'connecting' || signal.state === 'open') return;
        this.#openEndpoints.delete(signal.endpoint);
        this.#setup.report((facts) => ({ attempts: Math.max(signal.failures, facts.attempts) }));
        this.#noteLive();
    }
  }

  /**
   * A network that is gone is a doubt only: a server on this computer or nearby needs none that the browser knows of. So
   * sockets try at once too; Socket.IO has closed them by now (engine.io-client, socket.js), except for localhost.
   */
  #takeOnline(online: boolean): void {
    this.#online = online;
    if (!online) {
      this.#setup.doubtSockets();
      this.#doubts.next('wake');
    }
    this.#notePeriod();
  }

  #takeEvent(event: ServerEvent): void {
    const { seq } = event.data;
    if (seq === undefined) {
      this.#setup.give(event);
      return;
    }
    for (const due of this.#sequencer.receive({ seq, event })) this.#setup.give(due.event);
    this.#catchUpIfBehind(HOLE_PATIENCE, 'hole');
  }

  #takeJoin({ endpoint, epoch, seq, roundTrip }: Cursor & { endpoint: string; roundTrip: number }): void {
    this.#openEndpoints.add(endpoint);
    this.#setup.report(() => ({ attempts: 0, roundTrip }));
    this.#noteLive();
    const { cursor } = this.#sequencer;
    if (!cursor) {
      this.#anchor({ epoch, seq });
      return;
    }
    // A log that ends before what was seen of it has been put back; what it says from now on would look like old news.
    const wasPutBack = seq < (this.#cursorAtTry.get(endpoint)?.seq ?? 0);
    if (epoch !== cursor.epoch || wasPutBack) {
      this.#startOver({ epoch, seq });
      return;
    }
    this.#sequencer.sawHead(seq);
    this.#catchUpIfBehind(0, 'join');
  }

  #read(reason: ReadReason): Observable<unknown> {
    return defer(() => {
      const before = this.#sequencer.cursor?.seq;
      return this.#reader.read(reason).pipe(
        tap((page) => {
          this.#takeUnlogged(page);
        }),
        catchError((error: unknown) => {
          const head = this.#setup.startOverHead(error);
          this.#noteAnswer(head !== null);
          if (head) this.#moveTo(head);
          return EMPTY;
        }),
        finalize(() => {
          const progress = this.#sequencer.cursor?.seq !== before;
          if (progress && reason === 'hole') this.#setup.report(({ gaps }) => ({ gaps: gaps + 1 }));
          this.#catchUpIfBehind(progress ? HOLE_PATIENCE : this.#periodWithoutPush(), reason);
        }),
      );
    });
  }

  #takeUnlogged(page: EventPage): void {
    // By the server's clock, like what is pushed: whoever holds both knows which is later.
    const at = page.live.at ?? new Date(this.#setup.clock.scheduler.now()).toISOString();
    for (const event of this.#unlogged.eventsOf(page.live, at)) this.#setup.give(event);
    this.#noteAnswer(true);
  }

  #moveTo(head: Cursor): void {
    if (this.#sequencer.cursor) this.#startOver(head);
    else this.#anchor(head);
  }

  #anchor(cursor: Cursor): void {
    for (const due of this.#sequencer.anchor(cursor)) this.#setup.give(due.event);
    this.#catchUpIfBehind(HOLE_PATIENCE, 'hole');
  }

  #noteTry(endpoint: string): void {
    const { cursor } = this.#sequencer;
    if (cursor) this.#cursorAtTry.set(endpoint, cursor);
  }

  #startOver(head: Cursor): void {
    this.#sequencer.restart(head);
    this.#cursorAtTry.clear();
    this.#reader.forgetSnapshots();
    this.#setup.report(({ startOvers }) => ({ startOvers: startOvers + 1 }));
    this.#setup.startOver();
  }

  #catchUpIfBehind(milliseconds: number, reason: ReadReason): void {
    if (!this.#reader.behind) return;
    this.#reason = reason;
    this.#catchingUp.ringIn(milliseconds);
  }

  #giveRecovered(events: readonly ServerEvent[]): void {
    for (const event of events) this.#setup.give(event);
    if (events.length === 0) return;
    this.#setup.report(({ recoveredEvents }) => ({ recoveredEvents: recoveredEvents + events.length }));
  }

  #noteLive(): void {
    const live = this.#openEndpoints.size > 0;
    if (live === this.#live) return;
    this.#live = live;
    const now = this.#setup.clock.scheduler.now();
    // Where the browser has no network and the poll has failed too, nothing is left to wait for.
    const answered = !live && !this.#online && this.#answered === false ? false : null;
    this.#answered = answered;
    this.#setup.report(({ lastLiveAt, reconnectedAt }) => ({
      live,
      lastLiveAt: now,
      answered,
      ...(live && lastLiveAt !== null && { reconnectedAt: [...reconnectedAt.filter((at) => at > now - HOUR), now] }),
    }));
    this.#notePeriod();
  }

  #notePeriod(): void {
    this.#period.next(this.#live ? this.#setup.pollPeriods.connected : this.#periodWithoutPush());
  }

  #periodWithoutPush(): number {
    const { disconnected } = this.#setup.pollPeriods;
    return !this.#online && this.#answered === false ? Math.max(disconnected, NO_NETWORK_PERIOD) : disconnected;
  }

  #noteAnswer(answered: boolean): void {
    this.#lastRead = this.#setup.clock.scheduler.now();
    const isNews = this.#live ? !answered : answered && this.#answered === false;
    this.#answered = answered;
    this.#setup.report(() => ({ answered }));
    this.#notePeriod();
    if (isNews) this.#setup.doubtSockets();
  }

  /** Timers stand still while a computer sleeps, and a socket may be dead without knowing it yet. */
  #slept(): boolean {
    return this.#setup.clock.scheduler.now() - this.#lastRead > this.#setup.pollPeriods.connected;
  }
}
