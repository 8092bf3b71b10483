import { concat, defer, EMPTY, expand, type Observable, tap } from 'rxjs';
import type { EventPage, LoggedEvent, ReadReason } from '#contract/events';
import type { Cursor, EventSequencer } from './event-sequencer';
import type { ServerEvent } from './event-stream';

export interface SequencedEvent {
  readonly seq: number;
  readonly event: ServerEvent;
}

/** What to ask `GET /api/events` for; without an epoch any log is accepted. */
export interface LogQuery {
  readonly after: number;
  readonly epoch?: string;
  readonly limit?: number;
  readonly reason: ReadReason;
}

export type FetchEvents = (query: LogQuery) => Observable<EventPage>;

/** Brings from the log what has not been given out yet, page by page. */
export class EventLogReader {
  readonly #sequencer: EventSequencer<SequencedEvent>;
  readonly #fetch: FetchEvents;
  readonly #give: (events: readonly ServerEvent[]) => void;
  /** The oldest snapshot that still misses events from before this browser followed the log. */
  #oldestSnapshot: number | null = null;

  constructor(
    sequencer: EventSequencer<SequencedEvent>,
    fetch: FetchEvents,
    give: (events: readonly ServerEvent[]) => void,
  ) {
    this.#sequencer = sequencer;
    this.#fetch = fetch;
    this.#give = give;
  }

  get behind(): boolean {
    return this.#oldestSnapshot !== null || this.#sequencer.behind;
  }

  /** A page was read at `seq`: what it misses is brought by the next read. */
  noteSnapshot(seq: number): void {
    if (this.#sequencer.missedBy(seq) === null) return;
    this.#oldestSnapshot = Math.min(seq, this.#oldestSnapshot ?? seq);
  }

  forgetSnapshots(): void {
    this.#oldestSnapshot = null;
  }

  /** Emits each page after its events have been given out. */
  read(reason: ReadReason): Observable<EventPage> {
    return defer(() => {
      const { cursor } = this.#sequencer;
      return cursor ? concat(this.#readBefore(cursor), this.#readAfter(cursor, reason)) : this.#findHead();
    });
  }

  /** With nothing shown yet there is nothing to bring up to date: only the place counts. */
  #findHead(): Observable<EventPage> {
    return this.#fetch({ after: 0, limit: 1, reason: 'head' }).pipe(
      tap(({ epoch, seq }) => {
        if (!this.#sequencer.cursor) this.#giveSequenced(this.#sequencer.anchor({ epoch, seq }));
      }),
    );
  }

  #readAfter({ epoch, seq }: Cursor, reason: ReadReason): Observable<EventPage> {
    const page = (after: number): Observable<EventPage> =>
      this.#fetch({ after, epoch, reason }).pipe(
        tap((answer) => {
          this.#sequencer.sawHead(answer.seq);
          this.#giveSequenced(answer.events.flatMap((event) => this.#sequencer.receive(sequenced(event))));
        }),
      );
    return page(seq).pipe(expand((answer) => next(answer, Number.POSITIVE_INFINITY, page)));
  }

  /** For a snapshot older than where this browser started: the events between, which were never given out here. */
  #readBefore({ epoch }: Cursor): Observable<EventPage> {
    const from = this.#oldestSnapshot;
    const upTo = from === null ? null : this.#sequencer.missedBy(from);
    if (from === null || upTo === null) return EMPTY;
    const page = (after: number): Observable<EventPage> =>
      this.#fetch({ after, epoch, reason: 'snapshot' }).pipe(
        tap((answer) => {
          this.#give(answer.events.filter((event) => event.seq <= upTo).map(serverEvent));
        }),
      );
    const done = defer(() => {
      this.#sequencer.filledBackTo(from);
      this.#oldestSnapshot = null;
      return EMPTY;
    });
    return concat(page(from).pipe(expand((answer) => next(answer, upTo, page))), done);
  }

  #giveSequenced(events: readonly SequencedEvent[]): void {
    this.#give(events.map(({ event }) => event));
  }
}

function next(answer: EventPage, upTo: number, page: (after: number) => Observable<EventPage>): Observable<EventPage> {
  const last = answer.events.at(-1);
  return answer.more && last && last.seq < upTo ? page(last.seq) : EMPTY;
}

function sequenced(event: LoggedEvent): SequencedEvent {
  return { seq: event.seq, event: serverEvent(event) };
}

function serverEvent({ name, data }: LoggedEvent): ServerEvent {
  return { name, data } as ServerEvent;
}
