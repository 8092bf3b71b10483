import { inject, type Signal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  combineLatest,
  EMPTY,
  exhaustMap,
  finalize,
  type Observable,
  share,
  startWith,
  Subject,
  switchMap,
  takeUntil,
  tap,
} from 'rxjs';
import { CacheService } from '../../cache';
import { WhatsAppRealtimeService } from '../../realtime';
import type { ChatEvent } from '../events/chat-event';
import { chatEvents } from '../events/chat-events';
import { EventsSince } from '../events/events-since';

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly epoch: string;
  readonly seq: number;
}

export interface LiveListRules<Row> {
  /** What it is about, and where its beginning is kept: with another key it begins anew. */
  readonly key: Signal<string>;
  /** Reads a page: the first one without a cursor. */
  readonly fetch: (cursor?: string) => Observable<Page<Row>>;
  /** The rows after something has happened; the same where that makes no difference. */
  readonly after: (rows: readonly Row[], event: ChatEvent) => readonly Row[];
  /** Whether an event does not tell all that it changes, so that the list has to be read again. */
  readonly isOutdatedBy: (event: ChatEvent) => boolean;
}

/**
 * A list that is read page by page and kept live. What was shown before is there at once and brought up to date; what could
 * not be read comes by itself once the server is back. Made where `inject` may be called, and as long-lived as what it is
 * made in.
 */
export class LiveList<Row> {
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #rules: LiveListRules<Row>;
  readonly #since = new EventsSince();
  readonly #further = new Subject<string>();
  readonly #tries = signal(0);
  readonly #rows = signal<readonly Row[]>([]);
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly #more = signal<'none' | 'idle' | 'loading' | 'failed'>('none');

  readonly rows = this.#rows.asReadonly();
  readonly state = this.#state.asReadonly();
  /** Whether there is more, and how loading it goes. */
  readonly more = this.#more.asReadonly();

  constructor(rules: LiveListRules<Row>) {
    this.#rules = rules;
    chatEvents(this.#realtime)
      .pipe(takeUntilDestroyed())
      .subscribe((event) => {
        this.#since.remember(event);
        this.#rows.update((rows) => rules.after(rows, event));
        if (rules.isOutdatedBy(event)) this.tryAgain();
      });
    let shown = '';
    const startedOver$ = this.#realtime.startOver$.pipe(startWith(undefined));
    const begins$ = combineLatest([toObservable(rules.key), toObservable(this.#tries), startedOver$]).pipe(
      tap(([key]) => {
        if (key !== shown || this.#state() === 'failed') this.#clear();
        shown = key;
      }),
      share(),
    );
    begins$
      .pipe(
        switchMap(([key]) => this.#begin(key)),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.#further
      .pipe(
        exhaustMap((cursor) => this.#goOn(cursor).pipe(takeUntil(begins$))),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Reads the beginning again; after a failure at once instead of when the next try is due. */
  tryAgain(): void {
    this.#tries.update((tries) => tries + 1);
  }

  /** Loads the page behind what is shown, once at a time. */
  loadMore(): void {
    const cursor = this.#nextCursor();
    if (cursor !== null) this.#further.next(cursor);
  }

  #clear(): void {
    this.#rows.set([]);
    this.#nextCursor.set(null);
    this.#more.set('none');
    this.#state.set('loading');
  }

  #begin(key: string): Observable<unknown> {
    const failed = () => {
      if (this.#state() === 'loading') this.#state.set('failed');
    };
    return this.#cache
      .read(key, () => this.#fetch(), { ttl: 0, insists: true, failed })
      .pipe(
        tap(({ value: page, stale }) => {
          // What was kept from before is for the first moment only.
          if (stale && this.#state() === 'ready') return;
          this.#show(page.items, page);
          this.#state.set('ready');
        }),
        catchError(() => EMPTY),
      );
  }

  #goOn(cursor: string): Observable<unknown> {
    this.#more.set('loading');
    return this.#fetch(cursor).pipe(
      tap((page) => {
        this.#show([...this.#rows(), ...page.items], page);
      }),
      catchError(() => {
        this.#more.set('failed');
        return EMPTY;
      }),
    );
  }

  #fetch(cursor?: string): Observable<Page<Row>> {
    this.#since.pageAskedFor();
    return this.#rules.fetch(cursor).pipe(
      finalize(() => {
        this.#since.pageSettled();
      }),
    );
  }

  #show(rows: readonly Row[], { nextCursor, epoch, seq }: Page<Row>): void {
    this.#rows.set(this.#since.after(seq).reduce(this.#rules.after, rows));
    this.#nextCursor.set(nextCursor);
    this.#more.set(nextCursor === null ? 'none' : 'idle');
    this.#realtime.offerSnapshot(epoch, seq);
  }
}
