import { computed, inject, Injectable, signal } from '@angular/core';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, map, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { BulkRecipient, RecipientPage, RecipientStatus } from '#contract/bulk-campaigns';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';

const PAGE_SIZE = 200;

/** A page as it was read: where it begins at the server's, and at which row of what is shown. */
interface ReadPage {
  readonly cursor: string | undefined;
  readonly first: number;
}

/** Rows that somebody looks at, by their places. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The recipients of a campaign, as many as were scrolled to, all or those in one state. */
@Injectable()
export class RecipientWindow {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  #pages: readonly ReadPage[] = [];

  readonly #status = signal<RecipientStatus | null>(null);
  readonly #rows = signal<readonly BulkRecipient[]>([]);
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly #more = signal<'idle' | 'loading' | 'failed'>('idle');

  /** The one state that is looked at; null for all. */
  readonly status = this.#status.asReadonly();
  readonly rows = this.#rows.asReadonly();
  readonly state = this.#state.asReadonly();
  /** How loading more went. */
  readonly more = this.#more.asReadonly();
  readonly hasMore = computed(() => this.#nextCursor() !== null);

  readonly #load = rxMethod<RecipientStatus | null>(
    pipe(
      switchMap((status) =>
        this.#page(status, undefined).pipe(
          tap((page) => {
            this.#begin(page);
          }),
          catchError(() => {
            this.#state.set('failed');
            return EMPTY;
          }),
        ),
      ),
    ),
  );

  /** Loads the page behind what is shown, once at a time; does nothing at the end. */
  readonly loadMore = rxMethod<void>(
    exhaustMap(() => {
      const [cursor, status] = [this.#nextCursor(), this.#status()];
      if (cursor === null) return EMPTY;
      this.#more.set('loading');
      return this.#page(status, cursor).pipe(
        tap((page) => {
          this.#more.set('idle');
          if (this.#nextCursor() === cursor && this.#status() === status) this.#append(cursor, page);
        }),
        catchError(() => {
          this.#more.set('failed');
          return EMPTY;
        }),
      );
    }),
  );

  /**
   * Reads again what somebody looks at. All recipients keep their places; those in one state come and go, and begin anew while
   * their beginning is looked at.
   */
  readonly refresh = rxMethod<RowRange>(
    exhaustMap(({ first, last }) => {
      const status = this.#status();
      if (this.#state() !== 'ready') return EMPTY;
      if (status !== null) {
        if (first > 0) return EMPTY;
        return this.#page(status, undefined).pipe(
          tap((page) => {
            if (this.#status() === status) this.#begin(page);
          }),
          catchError(() => EMPTY),
        );
      }
      return this.#renew(this.#pages.filter((page) => page.first <= last && page.first + PAGE_SIZE > first));
    }),
  );

  /** Shows those in this state, or all. */
  look(status: RecipientStatus | null): void {
    this.#status.set(status);
    this.#rows.set([]);
    this.#nextCursor.set(null);
    this.#state.set('loading');
    this.#more.set('idle');
    this.#load(status);
  }

  #page(status: RecipientStatus | null, cursor: string | undefined): Observable<RecipientPage> {
    return this.#api.recipients(this.#campaign.id(), { status: status ?? undefined, cursor, limit: PAGE_SIZE });
  }

  #begin({ items, nextCursor }: RecipientPage): void {
    this.#pages = [{ cursor: undefined, first: 0 }];
    this.#rows.set(items);
    this.#nextCursor.set(nextCursor);
    this.#state.set('ready');
  }

  #append(cursor: string, { items, nextCursor }: RecipientPage): void {
    this.#pages = [...this.#pages, { cursor, first: this.#rows().length }];
    this.#rows.update((rows) => [...rows, ...items]);
    this.#nextCursor.set(nextCursor);
  }

  #renew(pages: readonly ReadPage[]): Observable<unknown> {
    const [page, ...others] = pages;
    if (!page) return EMPTY;
    return this.#page(null, page.cursor).pipe(
      tap(({ items }) => {
        if (this.#status() === null) {
          this.#rows.update((rows) => [
            ...rows.slice(0, page.first),
            ...items,
            ...rows.slice(page.first + items.length),
          ]);
        }
      }),
      switchMap(() => this.#renew(others)),
      catchError(() => EMPTY),
      map(() => undefined),
    );
  }
}
