import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import {
  bufferTime,
  catchError,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  map,
  merge,
  mergeMap,
  type Observable,
  pipe,
  Subject,
  switchMap,
  tap,
  throttleTime,
} from 'rxjs';
import type { ContactChoice, ContactPage, ListedContact } from '#contract/contacts';
import { WhatsAppRealtimeService } from '../../realtime';
import { type ContactEvent, type ContactRows, missingAfter, rowsAfter, withRow } from './contact-rows';
import { ContactsApi } from './contacts-api';

const PAGE_SIZE = 200;
/** Who may have come in is read together, once in so many milliseconds. */
const TOGETHER = 1_000;
/** Of more than so many at once the list is read anew. */
const MOST_APART = 10;
/** While contacts are imported the list is read anew at most once in so many milliseconds, so many of it at most. */
const RENEWED_EVERY = 2_000;
const MOST_RENEWED = 500;

/** The contacts of a choice by name, as many as were scrolled to, live. */
@Injectable()
export class ContactsStore {
  readonly #api = inject(ContactsApi);
  readonly #rows = signal<readonly ListedContact[]>([]);
  readonly #choice = signal<ContactChoice>({});
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly #more = signal<'idle' | 'loading' | 'failed'>('idle');
  readonly #missing = new Subject<string>();
  /** What has happened while a page is on its way. */
  #since: ContactEvent[] = [];
  #onTheWay = 0;
  #pageSize = PAGE_SIZE;

  readonly rows = this.#rows.asReadonly();
  readonly choice = this.#choice.asReadonly();
  readonly state = this.#state.asReadonly();
  /** How loading more went. */
  readonly more = this.#more.asReadonly();
  readonly hasMore = computed(() => this.#nextCursor() !== null);

  readonly #load = rxMethod<{ choice: ContactChoice; limit: number }>(
    pipe(
      switchMap(({ choice, limit }) =>
        this.#page(choice, limit).pipe(
          tap((page) => {
            this.#state.set('ready');
            this.#show([], page);
          }),
          catchError(() => {
            // What is shown stays.
            if (this.#rows().length === 0) this.#state.set('failed');
            return EMPTY;
          }),
        ),
      ),
    ),
  );

  /** Loads the page behind what is shown, once at a time; does nothing at the end. */
  readonly loadMore = rxMethod<void>(
    exhaustMap(() => {
      const [cursor, choice] = [this.#nextCursor(), this.#choice()];
      if (cursor === null) return EMPTY;
      this.#more.set('loading');
      return this.#page(choice, this.#pageSize, cursor).pipe(
        tap((page) => {
          this.#more.set('idle');
          if (this.#nextCursor() === cursor && this.#choice() === choice) this.#show(this.#rows(), page);
        }),
        catchError(() => {
          this.#more.set('failed');
          return EMPTY;
        }),
      );
    }),
  );

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    contactEvents(realtime)
      .pipe(takeUntilDestroyed())
      .subscribe((event) => {
        this.#take(event);
      });
    realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.look(this.#choice(), this.#pageSize);
    });
    realtime
      .on('contacts_imported')
      .pipe(throttleTime(RENEWED_EVERY, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        this.#renew();
      });
    this.#missing
      .pipe(
        bufferTime(TOGETHER),
        map((ids) => [...new Set(ids)]),
        filter((ids) => ids.length > 0),
        mergeMap((ids) => this.#bringIn(ids)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Shows those of this choice, from the first, so many at a time. */
  look(choice: ContactChoice, pageSize = PAGE_SIZE): void {
    this.#choice.set(choice);
    this.#pageSize = pageSize;
    this.#rows.set([]);
    this.#nextCursor.set(null);
    this.#state.set('loading');
    this.#more.set('idle');
    this.#load({ choice, limit: pageSize });
  }

  /** Reads what is shown anew, which stays until then. */
  #renew(): void {
    const limit = Math.min(Math.max(this.#rows().length, this.#pageSize), MOST_RENEWED);
    this.#load({ choice: this.#choice(), limit });
  }

  #bringIn(ids: readonly string[]): Observable<unknown> {
    if (ids.length > MOST_APART) {
      this.look(this.#choice(), this.#pageSize);
      return EMPTY;
    }
    return merge(...ids.map((id) => this.#api.one(id).pipe(catchError(() => EMPTY)))).pipe(
      tap((row) => {
        const held = this.#rows().find(({ id }) => id === row.id);
        if (!held || held.version <= row.version) this.#rows.set(withRow(this.#held(), row));
      }),
    );
  }

  #take(event: ContactEvent): void {
    if (this.#onTheWay > 0) this.#since.push(event);
    if (this.#state() !== 'ready') return;
    this.#rows.set(rowsAfter(this.#held(), event));
    const missing = missingAfter(this.#held(), event);
    if (missing !== undefined) this.#missing.next(missing);
  }

  #page(choice: ContactChoice, limit: number, cursor?: string): Observable<ContactPage> {
    this.#onTheWay += 1;
    return this.#api.page(choice, limit, cursor).pipe(
      finalize(() => {
        this.#onTheWay -= 1;
        if (this.#onTheWay === 0) this.#since = [];
      }),
    );
  }

  #show(before: readonly ListedContact[], { items, nextCursor, seq }: ContactPage): void {
    const held = new Set(before.map(({ id }) => id));
    this.#nextCursor.set(nextCursor);
    this.#rows.set([...before, ...items.filter(({ id }) => !held.has(id))]);
    for (const event of this.#since.filter(({ data }) => data.seq === undefined || data.seq > seq)) {
      this.#rows.set(rowsAfter(this.#held(), event));
      const missing = missingAfter(this.#held(), event);
      if (missing !== undefined) this.#missing.next(missing);
    }
  }

  #held(): ContactRows {
    return { rows: this.#rows(), isWhole: this.#nextCursor() === null, choice: this.#choice() };
  }
}

function contactEvents(realtime: WhatsAppRealtimeService): Observable<ContactEvent> {
  return merge(
    realtime.on('contact_updated').pipe(map((data) => ({ name: 'contact:updated' as const, data }))),
    realtime.on('contact_removed').pipe(map((data) => ({ name: 'contact:removed' as const, data }))),
    realtime.on('conversation_updated').pipe(map((data) => ({ name: 'conversation:updated' as const, data }))),
    realtime.on('conversation_removed').pipe(map((data) => ({ name: 'conversation:removed' as const, data }))),
    realtime.on('new_message').pipe(map((data) => ({ name: 'message:new' as const, data }))),
  );
}
