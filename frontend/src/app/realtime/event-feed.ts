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
  merge,
  type Observable,
  Subject,
  switchMap,
  tap,
} from 'rxjs';
import type { AppConfig } from '#contract/config';
import type { EventPage } from '#contract/events';
import type { StartOverProblem } from '#contract/http';
import { toApiError } from '../api';
import type { ConnectionFacts } from './connection';
import { EarliestTimer } from './earliest-timer';
import { EventLogReader, type FetchEvents, type SequencedEvent } from './event-log-reader';
import { type Cursor, EventSequencer } from './event-sequencer';
import type { ServerEvent } from './event-stream';
import type { SocketSignal } from './held-connection';
import type { RealtimeClock } from './realtime-clock';
import { UnloggedState } from './unlogged-state';

/** How long an event that came out of order may take to be followed by the missing one. */
const HOLE_PATIENCE = 250;

export interface FeedSetup {
  readonly clientCode: string;
  readonly socket$: Observable<SocketSignal>;
  readonly fetchEvents: FetchEvents;
  readonly pollPeriods: AppConfig['realtime']['pollPeriods'];
  readonly clock: RealtimeClock;
  readonly online$: Observable<boolean>;
  readonly wake$: Observable<unknown>;
  readonly give: (event: ServerEvent) => void;
  readonly startOver: () => void;
  readonly unauthorized: () => void;
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
  readonly #doubts = new Subject<void>();
  readonly #live = new BehaviorSubject(false);
  readonly #openEndpoints = new Set<string>();
  #lastRead = 0;

  constructor(setup: FeedSetup) {
    this.#setup = setup;
    this.#unlogged = new UnloggedState(setup.clientCode);
    this.#catchingUp = new EarliestTimer(setup.clock.scheduler);
    this.#lastRead = setup.clock.scheduler.now();
    this.#reader = new EventLogReader(this.#sequencer, setup.fetchEvents, (events) => {
      this.#giveRecovered(events);
    });
  }

  /** Follows the log while subscribed. Emits nothing; everything goes to the callbacks of the set-up. */
  run(): Observable<never> {
    const { socket$, wake$, online$, report, clock, pollPeriods } = this.#setup;
    const catchUps$ = this.#catchingUp.rings$.pipe(filter(() => this.#reader.behind));
    const polls$ = this.#live.pipe(
      distinctUntilChanged(),
      switchMap((live) => interval(live ? pollPeriods.connected : pollPeriods.disconnected, clock.scheduler)),
    );
    const wakes$ = wake$.pipe(filter(() => !this.#live.value || this.#slept()));
    return merge(
      merge(catchUps$, polls$, wakes$, this.#doubts).pipe(exhaustMap(() => this.#read())),
      online$.pipe(
        tap((online) => {
          report(() => ({ online }));
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
      this.#doubts.next();
      return;
    }
    this.#sequencer.sawHead(snapshot.seq);
    this.#reader.noteSnapshot(snapshot.seq);
    this.#catchUpIfBehind(HOLE_PATIENCE);
  }

  #take(signal: SocketSignal): void {
    if (signal.kind === 'event') {
      this.#takeEvent(signal.event);
      return;
    }
    if (signal.kind === 'joined') {
      this.#takeJoin(signal);
      return;
    }
    const { state, endpoint, failures } = signal;
    if (state === 'unauthorized') this.#setup.unauthorized();
    if (state === 'connecting' || state === 'open') return;
    this.#openEndpoints.delete(endpoint);
    this.#setup.report((facts) => ({ attempts: Math.max(failures, facts.attempts) }));
    this.#noteLive();
  }

  #takeEvent(event: ServerEvent): void {
    const { seq } = event.data;
    if (seq === undefined) {
      this.#setup.give(event);
      return;
    }
    for (const due of this.#sequencer.receive({ seq, event })) this.#setup.give(due.event);
    this.#catchUpIfBehind(HOLE_PATIENCE);
  }

  #takeJoin({ endpoint, epoch, seq }: Cursor & { endpoint: string }): void {
    this.#openEndpoints.add(endpoint);
    this.#setup.report(() => ({ attempts: 0 }));
    this.#noteLive();
    const { cursor } = this.#sequencer;
    if (!cursor) {
      this.#anchor({ epoch, seq });
      return;
    }
    if (epoch !== cursor.epoch) {
      this.#startOver({ epoch, seq });
      return;
    }
    this.#sequencer.sawHead(seq);
    this.#catchUpIfBehind(0);
  }

  #read(): Observable<unknown> {
    return defer(() => {
      const before = this.#sequencer.cursor?.seq;
      return this.#reader.read().pipe(
        tap((page) => {
          this.#takeUnlogged(page);
        }),
        catchError((error: unknown) => {
          const head = headOf(error);
          this.#noteAnswer(head !== null);
          if (head) this.#moveTo(head);
          return EMPTY;
        }),
        finalize(() => {
          const progress = this.#sequencer.cursor?.seq !== before;
          this.#catchUpIfBehind(progress ? HOLE_PATIENCE : this.#setup.pollPeriods.disconnected);
        }),
      );
    });
  }

  #takeUnlogged(page: EventPage): void {
    const at = new Date(this.#setup.clock.scheduler.now()).toISOString();
    for (const event of this.#unlogged.eventsOf(page.live, at)) this.#setup.give(event);
    this.#noteAnswer(true);
  }

  #moveTo(head: Cursor): void {
    if (this.#sequencer.cursor) this.#startOver(head);
    else this.#anchor(head);
  }

  #anchor(cursor: Cursor): void {
    for (const due of this.#sequencer.anchor(cursor)) this.#setup.give(due.event);
    this.#catchUpIfBehind(HOLE_PATIENCE);
  }

  #startOver(head: Cursor): void {
    this.#sequencer.restart(head);
    this.#reader.forgetSnapshots();
    this.#setup.startOver();
  }

  #catchUpIfBehind(milliseconds: number): void {
    if (this.#reader.behind) this.#catchingUp.ringIn(milliseconds);
  }

  #giveRecovered(events: readonly ServerEvent[]): void {
    for (const event of events) this.#setup.give(event);
    if (events.length === 0) return;
    this.#setup.report(({ recoveredEvents }) => ({ recoveredEvents: recoveredEvents + events.length }));
  }

  #noteLive(): void {
    const live = this.#openEndpoints.size > 0;
    if (live === this.#live.value) return;
    const lastLiveAt = this.#setup.clock.scheduler.now();
    this.#setup.report(() => ({ live, lastLiveAt, answered: null }));
    this.#live.next(live);
  }

  #noteAnswer(answered: boolean): void {
    this.#lastRead = this.#setup.clock.scheduler.now();
    this.#setup.report(() => ({ answered }));
  }

  /** Timers stand still while a computer sleeps, and a socket may be dead without knowing it yet. */
  #slept(): boolean {
    return this.#setup.clock.scheduler.now() - this.#lastRead > this.#setup.pollPeriods.connected;
  }
}

/** Where the log stands now, when the server said that the cursor cannot be served. */
function headOf(error: unknown): Cursor | null {
  const { type, problem } = toApiError(error);
  const { epoch, seq } = (problem ?? {}) as Partial<StartOverProblem>;
  return type === 'start-over' && epoch !== undefined && seq !== undefined ? { epoch, seq } : null;
}
