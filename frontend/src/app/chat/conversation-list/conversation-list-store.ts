import { computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withComputed, withHooks, withMethods, withProps, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import {
  catchError,
  debounce,
  EMPTY,
  exhaustMap,
  finalize,
  type Observable,
  of,
  pipe,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { Conversation, ConversationPage } from '#contract/conversations';
import { ApiClient } from '../../api';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import type { ChatEvent } from '../events/chat-event';
import { chatEvents } from '../events/chat-events';
import { EventsSince } from '../events/events-since';
import { type ConversationWindow, emptyWindow, withConversation, withPage } from './conversation-window';
import { belongsToSearch, searchTerms } from './search-query';
import { windowAfter } from './window-events';

interface ConversationListState {
  window: ConversationWindow;
  /** What is being searched for, as typed. */
  query: string;
  /** The search the window belongs to. */
  shownQuery: string;
  state: 'loading' | 'ready' | 'failed';
  /** How loading more went. */
  more: 'idle' | 'loading' | 'failed';
}

const initialState: ConversationListState = {
  window: emptyWindow,
  query: '',
  shownQuery: '',
  state: 'loading',
  more: 'idle',
};

const PAGE_SIZE = 50;
/** How long to wait for the next letter before searching, in milliseconds. */
const SEARCH_PAUSE = 200;

/** The conversation list: as much of it as was scrolled to, kept live and in the server's order. */
export const ConversationListStore = signalStore(
  { providedIn: 'root' },
  withState(initialState),
  withComputed(({ window, shownQuery }) => ({
    conversations: computed(() => window().items),
    belongs: computed(() => belongsToSearch(shownQuery())),
  })),
  withProps(() => ({
    _api: inject(ApiClient),
    _realtime: inject(WhatsAppRealtimeService),
    _since: new EventsSince(),
  })),
  withMethods((store) => ({
    _fetch(query: string, cursor?: string): Observable<ConversationPage> {
      const q = searchTerms(query) || undefined;
      store._since.pageAskedFor();
      return store._api.get<ConversationPage>('/conversations', { query: { limit: PAGE_SIZE, cursor, q } }).pipe(
        finalize(() => {
          store._since.pageSettled();
        }),
      );
    },
    _show(window: ConversationWindow, page: ConversationPage): void {
      const withEvents = store._since
        .after(page.seq)
        .reduce((shown, event) => windowAfter(shown, event, store.belongs()), withPage(window, page));
      patchState(store, { window: withEvents, state: 'ready', more: 'idle' });
      store._realtime.offerSnapshot(page.epoch, page.seq);
    },
    _apply(event: ChatEvent): void {
      store._since.remember(event);
      const window = windowAfter(store.window(), event, store.belongs());
      if (window !== store.window()) {
        patchState(store, { window });
      }
    },
  })),
  withMethods((store) => ({
    _load: rxMethod<{ query: string; pause: number }>(
      pipe(
        debounce(({ pause }) => (pause > 0 ? timer(pause) : of(null))),
        switchMap(({ query }) =>
          store._fetch(query).pipe(
            tap((page) => {
              patchState(store, { shownQuery: query });
              store._show(emptyWindow, page);
            }),
            catchError(() => {
              patchState(store, { state: 'failed' });
              return EMPTY;
            }),
          ),
        ),
      ),
    ),
    /** Loads the page behind what is shown, once at a time; does nothing at the end of the list. */
    loadMore: rxMethod<void>(
      exhaustMap(() => {
        const window = store.window();
        if (!window.end || store.state() !== 'ready') {
          return EMPTY;
        }
        patchState(store, { more: 'loading' });
        return store._fetch(store.shownQuery(), window.end.cursor).pipe(
          tap((page) => {
            if (store.window().end === window.end) {
              store._show(store.window(), page);
            } else {
              patchState(store, { more: 'idle' });
            }
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
    search(query: string): void {
      patchState(store, { query });
      store._load({ query, pause: SEARCH_PAUSE });
    },
    /** Fetches the beginning of the list again; what is shown stays until it is there. */
    reload(): void {
      if (store.state() === 'failed') {
        patchState(store, { state: 'loading' });
      }
      store._load({ query: store.query(), pause: 0 });
    },
    /** Takes over a conversation that was fetched or changed on its own. */
    take(conversation: Conversation): void {
      patchState(store, { window: withConversation(store.window(), conversation, store.belongs()) });
    },
    find(conversationId: string): Conversation | null {
      return store.window().items.find(({ id }) => id === conversationId) ?? null;
    },
  })),
  withHooks((store) => {
    const user = inject(SignInStore).user;
    const userId = computed(() => user()?.id ?? null);
    return {
      onInit(): void {
        chatEvents(store._realtime)
          .pipe(takeUntilDestroyed())
          .subscribe((event) => {
            store._apply(event);
          });
        store._realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
          store.reload();
        });
        effect(() => {
          const isSignedIn = userId() !== null;
          untracked(() => {
            patchState(store, initialState);
            if (isSignedIn) {
              store.reload();
            }
          });
        });
      },
    };
  }),
);
