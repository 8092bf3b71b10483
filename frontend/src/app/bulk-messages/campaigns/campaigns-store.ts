import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, pipe, switchMap, tap } from 'rxjs';
import type { CampaignPage } from '#contract/bulk-campaigns';
import type { Cached } from '../../cache';
import { WhatsAppRealtimeService } from '../../realtime';
import { CampaignsApi } from './campaigns-api';
import { ClientClock } from './client-clock';
import { type HeldCampaigns, noCampaigns, withFirstPage, withNextPage, without, withProgress } from './held-campaigns';

interface CampaignsState extends HeldCampaigns {
  readonly loading: 'first' | 'done' | 'failed';
  /** How loading more went. */
  readonly more: 'idle' | 'loading' | 'failed';
}

const nothingYet: CampaignsState = { ...noCampaigns, loading: 'first', more: 'idle' };

/** The client's bulk campaigns, as far as was asked for, kept live. */
export const CampaignsStore = signalStore(
  withState(nothingYet),
  withMethods((store, clock = inject(ClientClock)) => ({
    /** A list from before is for the first paint only. */
    _takeFirst({ value: page, stale }: Cached<CampaignPage>): void {
      if (stale && store.loading() === 'done') return;
      patchState(store, (held) => ({ ...withFirstPage(held, page), loading: 'done' as const }));
      clock.hear(page.timeZone);
    },
    /** It is asked for again all the same. */
    _fail(): void {
      if (store.loading() !== 'done') patchState(store, { loading: 'failed' });
    },
  })),
  withMethods((store, api = inject(CampaignsApi)) => ({
    load: rxMethod<void>(
      pipe(
        switchMap(() =>
          api.list({ failed: store._fail }).pipe(
            tap((page) => {
              store._takeFirst(page);
            }),
            catchError(() => EMPTY),
          ),
        ),
      ),
    ),
    /** Loads the page behind what is shown, once at a time; does nothing at the end of the list. */
    loadMore: rxMethod<void>(
      exhaustMap(() => {
        const cursor = store.nextCursor();
        if (cursor === null) return EMPTY;
        patchState(store, { more: 'loading' });
        return api.page(cursor).pipe(
          tap((page) => {
            // The list may have begun anew meanwhile.
            if (store.nextCursor() === cursor) patchState(store, (held) => withNextPage(held, page));
            patchState(store, { more: 'idle' });
          }),
          catchError(() => {
            patchState(store, { more: 'failed' });
            return EMPTY;
          }),
        );
      }),
    ),
  })),
  withMethods((store) => ({
    /** A draft that was thrown away here. */
    forget(id: string): void {
      patchState(store, (held) => without(held, id));
    },
    retry(): void {
      patchState(store, { loading: 'first' });
      store.load();
    },
  })),
  withHooks((store, realtime = inject(WhatsAppRealtimeService)) => ({
    onInit(): void {
      realtime
        .on('bulk_message_progress')
        .pipe(takeUntilDestroyed())
        .subscribe((progress) => {
          patchState(store, (held) => withProgress(held, progress));
        });
      realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
        store.load();
      });
      store.load();
    },
  })),
);
