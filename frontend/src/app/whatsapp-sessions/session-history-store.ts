import { computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withComputed, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, filter, merge, pipe, retry, switchMap, tap } from 'rxjs';
import type { SessionHistoryEntry } from '#contract/whatsapp-sessions';
import { toApiError, tryAgain } from '../api';
import { EnhancedErrorHandlerService } from '../errors';
import { WhatsAppRealtimeService } from '../realtime';
import { inDays, type SessionNews, withNews } from './history-entries';
import { SessionsApi } from './sessions-api';

interface HistoryState {
  readonly sessionId: string;
  /** Newest first. */
  readonly entries: readonly SessionHistoryEntry[];
  /** What has happened while the first page was on its way. */
  readonly news: readonly SessionNews[];
  readonly nextCursor: string | null;
  readonly loading: 'first' | 'more' | 'done' | 'failed';
}

const nothingYet: HistoryState = { sessionId: '', entries: [], news: [], nextCursor: null, loading: 'first' };

/** What one line went through, page by page, and what happens to it while somebody looks. */
export const SessionHistoryStore = signalStore(
  withState(nothingYet),
  withComputed(({ entries }) => ({ days: computed(() => inDays(entries())) })),
  withMethods((store, api = inject(SessionsApi), errors = inject(EnhancedErrorHandlerService)) => {
    const load = rxMethod<void>(
      pipe(
        switchMap(() =>
          api.history(store.sessionId()).pipe(
            tap(({ items, nextCursor }) => {
              const entries = store.news().reduce(withNews, items);
              patchState(store, { entries, news: [], nextCursor, loading: 'done' });
            }),
            retry({
              delay: (error: unknown, failures) => {
                patchState(store, { loading: 'failed' });
                return toApiError(error).unanswered ? tryAgain(failures) : EMPTY;
              },
            }),
          ),
        ),
      ),
    );
    return {
      load,
      retry(): void {
        patchState(store, { loading: 'first' });
        load();
      },
      open(sessionId: string): void {
        patchState(store, { ...nothingYet, sessionId });
        load();
      },
      loadMore: rxMethod<void>(
        pipe(
          filter(() => store.loading() === 'done'),
          exhaustMap(() => {
            patchState(store, { loading: 'more' });
            return api.history(store.sessionId(), store.nextCursor() ?? undefined).pipe(
              tap(({ items, nextCursor }) => {
                patchState(store, { entries: [...store.entries(), ...items], nextCursor, loading: 'done' });
              }),
              catchError((error: unknown) => {
                patchState(store, { loading: 'done' });
                errors.tellFailure(error);
                return EMPTY;
              }),
            );
          }),
        ),
      ),
      hear(news: SessionNews): void {
        if (news.session.id !== store.sessionId()) return;
        if (store.loading() === 'first') patchState(store, { news: [...store.news(), news] });
        else patchState(store, { entries: withNews(store.entries(), news) });
      },
    };
  }),
  withHooks((store, realtime = inject(WhatsAppRealtimeService)) => ({
    onInit(): void {
      const news$ = merge(
        realtime.on('whatsapp_state'),
        realtime.on('whatsapp_authenticated'),
        realtime.on('whatsapp_disconnected'),
      );
      merge(
        news$.pipe(
          tap((news) => {
            store.hear(news);
          }),
        ),
        realtime.startOver$.pipe(
          tap(() => {
            store.retry();
          }),
        ),
      )
        .pipe(takeUntilDestroyed())
        .subscribe();
    },
  })),
);
