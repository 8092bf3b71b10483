import { computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withComputed, withHooks, withMethods, withProps, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, finalize, type Observable, switchMap, tap } from 'rxjs';
import type { Conversation, ConversationPage } from '#contract/conversations';
import { searchTerms } from '#contract/search-words';
import { ApiClient } from '../../api';
import { CacheService } from '../../cache';
import { DebounceService } from '../../debounce';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import type { ChatEvent } from '../events/chat-event';
import { chatEvents } from '../events/chat-events';
import { EventsSince } from '../events/events-since';
import { type ConversationWindow, emptyWindow, withConversation, withFirstPage, withPage } from './conversation-window';
import { belongsToView, everything, type ListView, newlyWaiting, viewQuery } from './list-view';
import { belongsToSearch } from './search-query';
import { windowAfter } from './window-events';

interface ConversationListState {
  window: ConversationWindow;
  /** What is being searched for, as typed. */
  query: string;
  view: ListView;
  /** The search and the view the window belongs to. */
  shownQuery: string;
  shownView: ListView;
  /** The log the versions in the window belong to; null before the first page. */
  epoch: string | null;
  /** Whether the window is one from before, until the page on the way takes its place. */
  isStale: boolean;
  /** At which time by the server's clock, in milliseconds, it was last asked who waits how long. */
  askedAt: number;
  state: 'loading' | 'ready' | 'failed';
  /** How loading more went. */
  more: 'idle' | 'loading' | 'failed';
}

const initialState: ConversationListState = {
  window: emptyWindow,
  query: '',
  view: everything,
  shownQuery: '',
  shownView: everything,
  epoch: null,
  isStale: false,
  askedAt: 0,
  state: 'loading',
  more: 'idle',
};

const PAGE_SIZE = 50;
/** How far the server's clock may be from what is known of it here, in seconds. */
const CLOCK_ERROR = 5;

/** What the list is to show. */
interface Search {
  query: string;
  view: ListView;
}

/** The conversation list: as much of it as was scrolled to, kept live and in the server's order. */
export const ConversationListStore = signalStore(
  { providedIn: 'root' },
  withState(initialState),
  withComputed(({ window, shownQuery, shownView }, user = inject(SignInStore).user) => ({
    conversations: computed(() => window().items),
    userId: computed(() => user()?.id ?? null),
    /** Another for another search or another view. */
    shownKey: computed(() => keyOf({ query: shownQuery(), view: shownView() })),
  })),
  withProps(() => ({
    _api: inject(ApiClient),
    _cache: inject(CacheService),
    _debounce: inject(DebounceService),
    _realtime: inject(WhatsAppRealtimeService),
    _since: new EventsSince(),
  })),
  withMethods((store) => ({
    _belongs: (search: Search) => belongs(search, store.userId(), () => store._realtime.now()),
  })),
  withComputed((store) => ({
    belongs: computed(() => store._belongs({ query: store.shownQuery(), view: store.shownView() })),
  })),
  withMethods((store) => ({
    /** A window with what has happened after the page was read. */
    _withEvents(window: ConversationWindow, { seq }: ConversationPage): ConversationWindow {
      return store._since.after(seq).reduce((shown, event) => windowAfter(shown, event, store.belongs()), window);
    },
  })),
  withMethods((store) => ({
    _fetch({ query, view }: Search, cursor?: string): Observable<ConversationPage> {
      const q = searchTerms(query) || undefined;
      store._since.pageAskedFor();
      return store._api
        .get<ConversationPage>('/conversations', { query: { limit: PAGE_SIZE, cursor, q, ...viewQuery(view) } })
        .pipe(
          finalize(() => {
            store._since.pageSettled();
          }),
        );
    },
    /** Puts a page that was fetched just now on screen. */
    _show(window: ConversationWindow, page: ConversationPage): void {
      patchState(store, { window: store._withEvents(window, page), state: 'ready', more: 'idle' });
      store._realtime.offerSnapshot(page.epoch, page.seq);
    },
    /** The window a search begins with. Versions of two logs cannot be compared. */
    _firstWindow(search: Search, page: ConversationPage): ConversationWindow {
      const shown = store.epoch() === page.epoch ? store.window() : emptyWindow;
      return withFirstPage(shown, page, store._belongs(search));
    },
    /** It is asked for again all the same; what is shown from before is enough until then. */
    _fail(search: Search): void {
      const isHeld = store.isStale() && store.shownKey() === keyOf(search);
      if (!isHeld) patchState(store, { state: 'failed' });
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
    /** Puts in those who belong by now, as far as the window reaches. */
    _takeIn(page: ConversationPage, askedAt: number): void {
      const window = page.items.reduce(
        (shown, conversation) => withConversation(shown, conversation, store.belongs()),
        store.window(),
      );
      patchState(store, { window: store._withEvents(window, page), askedAt });
      store._realtime.offerSnapshot(page.epoch, page.seq);
    },
    /** Shows what a search found before, unless something of it is shown already. */
    _showHeld(search: Search, page: ConversationPage): void {
      const isShown = store.state() === 'ready' && store.shownKey() === keyOf(search);
      if (isShown || store.epoch() !== page.epoch) return;
      const window = store._firstWindow(search, page);
      const shown = { shownQuery: search.query, shownView: search.view };
      patchState(store, { window, ...shown, isStale: true, state: 'ready', more: 'idle' });
    },
    _showFirst(search: Search, page: ConversationPage, askedAt: number): void {
      const window = store._firstWindow(search, page);
      const shown = { shownQuery: search.query, shownView: search.view };
      patchState(store, { ...shown, epoch: page.epoch, isStale: false, askedAt });
      store._show(window, page);
    },
  })),
  withMethods((store) => ({
    _load: rxMethod<Search & { atOnce: boolean }>(
      store._debounce.latest(
        (search) => {
          const askedAt = store._realtime.now();
          return store._cache
            .read(keyOf(search), () => store._fetch(search), {
              ttl: 0,
              insists: true,
              failed: () => {
                store._fail(search);
              },
            })
            .pipe(
              tap(({ value: page, stale }) => {
                if (stale) store._showHeld(search, page);
                else store._showFirst(search, page, askedAt);
              }),
              catchError(() => EMPTY),
            );
        },
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
        const shown = { query: store.shownQuery(), view: store.shownView() };
        return store._fetch(shown, window.end.cursor).pipe(
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
    /**
     * Lets go of those who have come out of the age the list is about, and asks for those who have come into it since that was
     * last asked: nothing tells of that. The next look asks again for what got no answer.
     */
    lookWhoWaits: rxMethod<void>(
      switchMap(() => {
        const [query, view, key] = [store.shownQuery(), store.shownView(), store.shownKey()];
        const isOffline = store._realtime.connection().kind === 'offline';
        const { waiting } = view;
        if (waiting === null || store.state() !== 'ready' || store.isStale() || isOffline) return EMPTY;
        const window = store.window();
        const items = window.items.filter(store.belongs());
        if (items.length < window.items.length) patchState(store, { window: { ...window, items } });
        const askedAt = store._realtime.now();
        const passed = Math.ceil((askedAt - store.askedAt()) / 1_000) + CLOCK_ERROR;
        return store._fetch({ query, view: { ...view, waiting: newlyWaiting(waiting, passed) } }).pipe(
          tap((page) => {
            if (store.shownKey() === key && store.epoch() === page.epoch) store._takeIn(page, askedAt);
          }),
          catchError(() => EMPTY),
        );
      }),
    ),
  })),
  withMethods((store) => ({
    /** Shows what this search found before, if anything, and asks for it. */
    _goTo(atOnce: boolean): void {
      const search = { query: store.query(), view: store.view() };
      const held = store._cache.peek<ConversationPage>(keyOf(search));
      if (held) store._showHeld(search, held.value);
      store._load({ ...search, atOnce });
    },
  })),
  withMethods((store) => ({
    /** Shows what was found before, if anything, and asks for it once the typing pauses. */
    search(query: string): void {
      patchState(store, { query });
      store._goTo(query === '');
    },
    /** Looks at other conversations: another tab, another line… */
    look(change: Partial<ListView>): void {
      patchState(store, ({ view }) => ({ view: { ...view, ...change } }));
      store._goTo(true);
    },
    /** Shows what an address asks for, and nothing that was searched for before. */
    show(view: ListView): void {
      patchState(store, { query: '', view });
      store._goTo(true);
    },
    /** Fetches the beginning of the list again; what is shown stays until it is there. */
    reload(): void {
      if (store.state() === 'failed') {
        patchState(store, { state: 'loading' });
      }
      store._load({ query: store.query(), view: store.view(), atOnce: true });
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
        let owner: string | null | undefined;
        effect(() => {
          const userId = store.userId();
          const isSignedIn = userId !== null;
          untracked(() => {
            // What an address has asked for at the beginning is this person's.
            if (owner !== undefined) patchState(store, initialState);
            owner = userId;
            if (isSignedIn) {
              store.reload();
            }
          });
        });
      },
    };
  }),
);

/** Whether a conversation is among those the search is about. */
function belongs(
  { query, view }: Search,
  userId: string | null,
  now: () => number,
): (conversation: Conversation) => boolean {
  const [isOfView, isFound] = [belongsToView(view, userId, now), belongsToSearch(query)];
  return (conversation) => isOfView(conversation) && isFound(conversation);
}

function keyOf({ query, view }: Search): string {
  const { filter, session, label, unread, agent, waiting } = view;
  const narrowed = [session ?? '', label ?? '', unread ? 'unread' : '', agent ?? '', waiting ?? ''];
  return ['conversations', filter, ...narrowed, searchTerms(query)].join('/');
}
