import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, filter, finalize, merge, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { SessionList, SessionQr, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Cached } from '../cache';
import { EnhancedErrorHandlerService, Notices } from '../errors';
import { WhatsAppRealtimeService } from '../realtime';
import { type HeldSessions, keepNewer, noSessions, type ShownQr, withList } from './session-state';
import { SessionsApi } from './sessions-api';

interface SessionsState extends HeldSessions {
  readonly loading: 'first' | 'done' | 'failed';
  /** The code to show now, by line. */
  readonly qrs: Readonly<Record<string, ShownQr>>;
  /** Whether an action's answer is awaited. */
  readonly busy: boolean;
}

const nothingYet: SessionsState = { ...noSessions, loading: 'first', qrs: {}, busy: false };

/** The client's lines as they are now, and what an admin can do with them. */
export const SessionsStore = signalStore(
  withState(nothingYet),
  withMethods((store) => ({
    take(session: WhatsAppSession): void {
      patchState(store, ({ sessions }) => ({ sessions: keepNewer(sessions, session) }));
      if (session.qr) this.showQr(session.id, session.qr);
    },
    showQr(sessionId: string, { qr, expiresAt, attempt, attempts }: SessionQr): void {
      if (store.qrs()[sessionId]?.qr === qr) return;
      const shown = { qr, expiresAt, attempt, attempts, shownAt: Date.now() };
      patchState(store, ({ qrs }) => ({ qrs: { ...qrs, [sessionId]: shown } }));
    },
  })),
  withMethods((store) => ({
    /** A list from before is for the first paint only, and the codes in it have gone by. */
    takeList({ value: list, stale }: Cached<SessionList>): void {
      if (stale && store.loading() === 'done') return;
      patchState(store, (held) => ({ ...withList(held, list), loading: 'done' as const }));
      if (!stale) for (const session of list.items) store.take(session);
    },
  })),
  withMethods((store, api = inject(SessionsApi), errors = inject(EnhancedErrorHandlerService)) => {
    const load = rxMethod<void>(
      pipe(
        switchMap(() =>
          api.list().pipe(
            tap((list) => {
              store.takeList(list);
            }),
            catchError(() => {
              if (store.loading() !== 'done') patchState(store, { loading: 'failed' });
              return EMPTY;
            }),
          ),
        ),
      ),
    );
    /** One action at a time; a failure is told, and nothing else changes. */
    const act = (action: Observable<unknown>): void => {
      if (store.busy()) return;
      patchState(store, { busy: true });
      action
        .pipe(
          finalize(() => {
            patchState(store, { busy: false });
          }),
        )
        .subscribe({
          error: (error: unknown) => {
            errors.tellFailure(error);
          },
        });
    };
    const take = tap((session: WhatsAppSession) => {
      store.take(session);
    });
    return {
      load,
      add: (name: string) => {
        act(api.add(name).pipe(take));
      },
      connect: (id: string) => {
        act(api.connect(id).pipe(take));
      },
      unlink: (id: string) => {
        act(api.unlink(id).pipe(take));
      },
      remove: (id: string) => {
        act(
          api.remove(id).pipe(
            tap(() => {
              patchState(store, ({ sessions }) => ({ sessions: sessions.filter((session) => session.id !== id) }));
            }),
          ),
        );
      },
      retry(): void {
        patchState(store, { loading: 'first' });
        load();
      },
    };
  }),
  withHooks((store, realtime = inject(WhatsAppRealtimeService), notices = inject(Notices)) => ({
    onInit(): void {
      merge(
        realtime.on('whatsapp_state').pipe(
          tap(({ session }) => {
            store.take(session);
          }),
        ),
        realtime.on('whatsapp_disconnected').pipe(
          tap(({ session }) => {
            store.take(session);
          }),
        ),
        realtime.on('whatsapp_authenticated').pipe(
          tap(({ session }) => {
            store.take(session);
            notices.success('whatsappSessions.linked', { name: session.name });
          }),
        ),
        realtime.on('whatsapp_qr').pipe(
          tap((code) => {
            store.showQr(code.sessionId, code);
          }),
        ),
        merge(
          realtime.startOver$,
          realtime.on('settings_changed').pipe(filter(({ kind }) => kind === 'whatsappSessions')),
        ).pipe(tap(() => store.load())),
      )
        .pipe(takeUntilDestroyed())
        .subscribe();
      store.load();
    },
  })),
);
