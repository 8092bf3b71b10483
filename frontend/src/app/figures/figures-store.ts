import { computed, inject } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withComputed, withHooks, withMethods, withState } from '@ngrx/signals';
import { catchError, EMPTY, merge, type Observable, of, retry, switchMap, tap } from 'rxjs';
import type { Stats, StatsResponse } from '#contract/stats';
import { ApiClient } from '../api';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

interface FiguresState {
  /** Null until they are known. */
  readonly stats: Stats | null;
  /** When the server had them so, ISO 8601. */
  readonly at: string;
}

type Figures = Pick<StatsResponse, 'stats' | 'at'>;

const nothingYet: FiguresState = { stats: null, at: '' };

/** How long to wait after a failed fetch, in milliseconds. */
const RETRY_PAUSE = 10_000;

/**
 * The client's figures of today and of now, live, for whoever is signed in to a client. They are absolute, so the latest by
 * the server's clock are right, whether an answer, push or a poll has brought them.
 */
export const FiguresStore = signalStore(
  { providedIn: 'root' },
  withState(nothingYet),
  withComputed(({ stats }) => ({
    /** How many open conversations have something unread. */
    unread: computed(() => stats()?.unread ?? 0),
  })),
  withMethods((store, api = inject(ApiClient), realtime = inject(WhatsAppRealtimeService)) => {
    const take = ({ stats, at }: Figures): void => {
      if (at >= store.at()) patchState(store, { stats, at });
    };
    const fetched$ = api.get<StatsResponse>('/stats').pipe(
      retry({ count: 5, delay: RETRY_PAUSE }),
      // The next change brings them all the same.
      catchError(() => EMPTY),
    );
    return {
      /** Follows the figures of this user's client, beginning with nothing; of nobody's when there is no user. */
      follow(userId: string | undefined): Observable<Figures> {
        patchState(store, nothingYet);
        if (userId === undefined) return EMPTY;
        const startOver$ = realtime.startOver$.pipe(
          tap(() => {
            // Another log may be another server's, with another clock.
            patchState(store, { at: '' });
          }),
        );
        const fetches$ = merge(of(undefined), startOver$).pipe(switchMap(() => fetched$));
        return merge(realtime.on('stats_updated'), fetches$).pipe(tap(take));
      },
    };
  }),
  withHooks((store, { user } = inject(SignInStore)) => {
    const memberId = computed(() => (user()?.clientCode ? user()?.id : undefined));
    return {
      onInit(): void {
        toObservable(memberId)
          .pipe(
            switchMap((userId) => store.follow(userId)),
            takeUntilDestroyed(),
          )
          .subscribe();
      },
    };
  }),
);
