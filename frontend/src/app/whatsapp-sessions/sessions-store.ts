import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, filter, finalize, merge, mergeMap, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { SessionList, SessionQr, WhatsAppSession } from '#contract/whatsapp-sessions';
import { toApiError } from '../api';
import type { Cached } from '../cache';
import { EnhancedErrorHandlerService, Notices } from '../errors';
import { WhatsAppRealtimeService } from '../realtime';
import { type HeldSessions, keepNewer, noSessions, withList } from './held-sessions';
import { type AskedCode, type ShownQr, withCode } from './session-state';
import { SessionsApi } from './sessions-api';
import { StateAnnouncer } from './state-announcer';

interface SessionsState extends HeldSessions {
  readonly loading: 'first' | 'done' | 'failed';
  /** The code to show now, by line. */
  readonly qrs: Readonly<Record<string, ShownQr>>;
  /** The pairing codes that were asked for in this tab, by line. */
  readonly askedCodes: Readonly<Record<string, AskedCode>>;
  /** The line that was added here last. */
  readonly added: string | null;
  /** Whether an action's answer is awaited. */
  readonly busy: boolean;
}

const nothingYet: SessionsState = {
  ...noSessions,
  loading: 'first',
  qrs: {},
  askedCodes: {},
  added: null,
  busy: false,
};

/** The client's lines as they are now, and what an admin can do with them. */
export const SessionsStore = signalStore(
  withState(nothingYet),
  withMethods((store) => ({
    showQr(sessionId: string, code: SessionQr): void {
      patchState(store, ({ qrs }) => ({ qrs: { ...qrs, [sessionId]: withCode(qrs[sessionId], code, Date.now()) } }));
    },
    /** Whatever pairing code there is, a new one is awaited. */
    awaitCode(sessionId: string, number: string): void {
      patchState(store, ({ askedCodes, qrs: { [sessionId]: shown, ...qrs } }) => {
        const { pairingCode: _, ...qr } = shown ?? {};
        return {
          askedCodes: { ...askedCodes, [sessionId]: { number, awaited: true } },
          qrs: shown ? { ...qrs, [sessionId]: qr as ShownQr } : qrs,
        };
      });
    },
    stopAwaitingCode(sessionId: string): void {
      const asked = store.askedCodes()[sessionId];
      if (!asked?.awaited) return;
      patchState(store, ({ askedCodes }) => ({
        askedCodes: { ...askedCodes, [sessionId]: { ...asked, awaited: false } },
      }));
    },
  })),
  withMethods((store) => ({
    forgetAskedCode(sessionId: string): void {
      if (!store.askedCodes()[sessionId]) return;
      patchState(store, ({ askedCodes: { [sessionId]: _, ...others } }) => ({ askedCodes: others }));
    },
  })),
  withMethods((store) => ({
    take(session: WhatsAppSession): void {
      patchState(store, ({ sessions }) => ({ sessions: keepNewer(sessions, session) }));
      if (session.qr) store.showQr(session.id, session.qr);
      // A code that went by can be asked for again; whatever else ends linking ends that too.
      if (session.state === 'unlinked' && session.reason === 'qr_expired') store.stopAwaitingCode(session.id);
      else if (session.state !== 'linking') store.forgetAskedCode(session.id);
    },
  })),
  withMethods((store, announcer = inject(StateAnnouncer)) => ({
    /** A list from before is for the first paint only, and the codes in it have gone by. */
    takeList({ value: list, stale }: Cached<SessionList>): void {
      if (stale && store.loading() === 'done') return;
      patchState(store, (held) => ({ ...withList(held, list), loading: 'done' as const }));
      if (!stale) for (const session of list.items) store.take(session);
      announcer.know(store.sessions());
    },
    /** It is asked for again all the same. */
    noteFailure(): void {
      if (store.loading() !== 'done') patchState(store, { loading: 'failed' });
    },
    /** What has happened to a line just now, here or elsewhere. */
    hear(session: WhatsAppSession): void {
      store.take(session);
      announcer.tell(session);
    },
  })),
  withMethods(
    (store, api = inject(SessionsApi), errors = inject(EnhancedErrorHandlerService), notices = inject(Notices)) => {
      const load = rxMethod<void>(
        pipe(
          switchMap(() =>
            api.list({ failed: store.noteFailure }).pipe(
              tap((list) => {
                store.takeList(list);
              }),
              catchError(() => EMPTY),
            ),
          ),
        ),
      );
      /** A line over Meta's Cloud API, with what its events do not tell. */
      const refresh = rxMethod<string>(
        pipe(
          mergeMap((id) =>
            api.read(id).pipe(
              tap((session) => {
                store.take(session);
              }),
              catchError(() => EMPTY),
            ),
          ),
        ),
      );
      /** One action at a time; a failure is told, and nothing else changes. `conflict` is said where a 409 means just that. */
      const act = (action: Observable<unknown>, conflict?: string): void => {
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
              if (conflict && toApiError(error).type === 'conflict') notices.error(conflict);
              else errors.tellFailure(error);
            },
          });
      };
      const take = tap((session: WhatsAppSession) => {
        store.take(session);
      });
      return {
        load,
        /** A line that was just made here. */
        takeAdded(session: WhatsAppSession): void {
          store.take(session);
          patchState(store, { added: session.id });
        },
        refresh,
        rename: (id: string, name: string) => {
          act(api.rename(id, name).pipe(take), 'whatsappSessions.nameTaken');
        },
        connect: (id: string) => {
          act(api.connect(id).pipe(take));
        },
        askForCode: (id: string, number: string) => {
          if (store.busy()) return;
          store.awaitCode(id, number);
          const giveUp = tap({
            error: () => {
              store.stopAwaitingCode(id);
            },
          });
          act(api.connect(id, number).pipe(take, giveUp));
        },
        cancelLink: (id: string) => {
          act(api.cancelLink(id).pipe(take));
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
    },
  ),
  withHooks((store, realtime = inject(WhatsAppRealtimeService), notices = inject(Notices)) => ({
    onInit(): void {
      merge(
        merge(realtime.on('whatsapp_state'), realtime.on('whatsapp_disconnected')).pipe(
          tap(({ session }) => {
            store.hear(session);
            if (session.kind === 'cloud-api') store.refresh(session.id);
          }),
        ),
        realtime.on('whatsapp_authenticated').pipe(
          tap(({ session }) => {
            store.hear(session);
            if (session.kind === 'cloud-api') store.refresh(session.id);
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
