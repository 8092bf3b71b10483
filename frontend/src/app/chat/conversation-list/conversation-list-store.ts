import { computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withComputed, withHooks, withMethods, withProps, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, finalize, type Observable, tap } from 'rxjs';
import type { Conversation, ConversationPage } from '#contract/conversations';
import { ApiClient } from '../../api';
import { CacheService } from '../../cache';
import { DebounceService } from '../../debounce';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import type { ChatEvent } from '../events/chat-event';
import { chatEvents } from '../events/chat-events';
import { EventsSince } from '../events/events-since';
import { type ConversationWindow, emptyWindow, withConversation, withFirstPage, withPage } from './conversation-window';
import { belongsToSearch, searchTerms } from './search-query';
import { windowAfter } from './window-events';

interface ConversationListState {
  window: ConversationWindow;
  /** What is being searched for, as typed. */
  query: string;
  /** The search the window belongs to. */
  shownQuery: string;
  /** The log the versions in the window belong to; null before the first page. */
  epoch: string | null;
  /** Whether the window is one from before, until the page on the way takes its place. */
  isStale: boolean;
  state: 'loading' | 'ready' | 'failed';
  /** How loading more went. */
  more: 'idle' | 'loading' | 'failed';
}

const initialState: ConversationListState = {
  window: emptyWindow,
  query: '',
  shownQuery: '',
  epoch: null,
  isStale: false,
  state: 'loading',
  more: 'idle',
};

const PAGE_SIZE = 50;

interface Search {
  query: string;
  atOnce: boolean;
}

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
    _cache: inject(CacheService),
    _debounce: inject(DebounceService),
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
    /** Puts a page that was fetched just now on screen, with what has happened after it was read. */
    _show(window: ConversationWindow, page: ConversationPage): void {
      const withEvents = store._since
        .after(page.seq)
        .reduce((shown, event) => windowAfter(shown, event, store.belongs()), window);
      patchState(store, { window: withEvents, state: 'ready', more: 'idle' });
      store._realtime.offerSnapshot(page.epoch, page.seq);
    },
    /** The window a search begins with. Versions of two logs cannot be compared. */
    _firstWindow(query: string, page: ConversationPage): ConversationWindow {
      const shown = store.epoch() === page.epoch ? store.window() : emptyWindow;
      return withFirstPage(shown, page, belongsToSearch(query));
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
    /** Shows what a search found before, unless something of it is shown already. */
    _showHeld(query: string, page: ConversationPage): void {
      const isShown = store.state() === 'ready' && store.shownQuery() === query;
      if (isShown || store.epoch() !== page.epoch) return;
      const window = store._firstWindow(query, page);
      patchState(store, { window, shownQuery: query, isStale: true, state: 'ready', more: 'idle' });
    },
    _showFirst(query: string, page: ConversationPage): void {
      const window = store._firstWindow(query, page);
      patchState(store, { shownQuery: query, epoch: page.epoch, isStale: false });
      store._show(window, page);
    },
  })),
  withMethods((store) => ({
    _load: rxMethod<Search>(
      store._debounce.latest(
        ({ query }) =>
          store._cache
            .read(keyOf(query), () => store._fetch(query), { ttl: 0 })
            .pipe(
              tap(({ value: page, stale }) => {
                if (stale) store._showHeld(query, page);
                else store._showFirst(query, page);
              }),
              catchError(() => {
                patchState(store, { state: 'failed' });
                return EMPTY;
              }),
            ),
        { atOnce: ({ atOnce }) => atOnce },
      ),
    ),
    /** Loads the page behind what is shown, once at a time; does nothing at the end of the list. */
    loadMore: rxMethod<void>(
      exhaustMap(() => {
        const window = store.window();
        // The page that takes a stale one's place may end elsewhere.
        if (!window.end || store.state() !== 'ready' || store.isStale()) {
          return EMPTY;
        }
        patchState(store, { more: 'loading' });
        return store._fetch(store.shownQuery(), window.end.cursor).pipe(
          tap((page) => {
            if (store.window().end === window.end) {
              store._show(withPage(store.window(), page), page);
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
    /** Shows what was found before, if anything, and asks for it once the typing pauses. */
    search(query: string): void {
      patchState(store, { query });
      const held = store._cache.peek<ConversationPage>(keyOf(query));
      if (held) store._showHeld(query, held.value);
      store._load({ query, atOnce: query === '' });
    },
    /** Fetches the beginning of the list again; what is shown stays until it is there. */
    reload(): void {
      if (store.state() === 'failed') {
        patchState(store, { state: 'loading' });
      }
      store._load({ query: store.query(), atOnce: true });
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

function keyOf(query: string): string {
  return `conversations/${searchTerms(query)}`;
}
