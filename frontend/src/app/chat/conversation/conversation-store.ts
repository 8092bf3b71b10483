import { computed } from '@angular/core';
import { patchState, signalState } from '@ngrx/signals';
import { finalize, map, type Observable, of, Subscription, switchMap } from 'rxjs';
import type { Conversation, ConversationResponse, UpdateConversationRequest } from '#contract/conversations';
import type { MergedProblem } from '#contract/http';
import type { Message, MessagePage, SendMessageRequest } from '#contract/messages';
import { newId } from '../../ids';
import { type ApiClient, toApiError } from '../../api';
import type { CacheService } from '../../cache';
import type { WhatsAppRealtimeService } from '../../realtime';
import type { ChatEvent } from '../events/chat-event';
import { EventsSince } from '../events/events-since';
import { unreadMark, type UnreadMark } from '../message-list/message-rows';
import {
  type ConversationOpening,
  isGoodStart,
  openingKey,
  openingRules,
  PAGE_SIZE,
  pageSizeFor,
  reachesLastMessage,
} from './conversation-opening';
import { messagesAfter } from './message-events';
import {
  emptyMessageWindow,
  hasOutgrown,
  letGoOfOldest,
  type MessageWindow,
  newestPage,
  windowOf,
  withMessage,
  withNewerPage,
  withNewestPage,
  withOlderPage,
} from './message-window';

interface ConversationState {
  conversation: Conversation | null;
  window: MessageWindow;
  state: 'loading' | 'ready' | 'failed' | 'gone' | 'deleted';
  older: 'idle' | 'loading' | 'failed';
  unread: UnreadMark | null;
  /** The page from before, while that is what is shown. */
  stale: MessagePage | null;
  beginnings: number;
  /** The message the reader was brought to last; another object each time. */
  target: { messageId: string } | null;
  mergedInto: string | null;
}

/** Below every version of the log that is followed now. */
const FOREIGN_VERSION = -1;

/** One conversation: its messages around where the reader is, live. */
export class ConversationStore {
  readonly id: string;
  readonly #api: ApiClient;
  readonly #cache: CacheService;
  readonly #realtime: WhatsAppRealtimeService;
  readonly #since = new EventsSince();
  #requests = new Subscription();
  readonly #state = signalState<ConversationState>({
    conversation: null,
    window: emptyMessageWindow,
    state: 'loading',
    older: 'idle',
    unread: null,
    stale: null,
    beginnings: 0,
    target: null,
    mergedInto: null,
  });
  #first = Subscription.EMPTY;
  /** Where in the log the newest page stood. */
  #place: { epoch: string; seq: number } | null = null;
  #isFetchingNewer = false;

  readonly conversation = this.#state.conversation;
  /** `gone`: there is no such conversation · `deleted`: there was one until now. */
  readonly state = this.#state.state;
  /** What it has become part of; what is shown of it stays until that is opened. */
  readonly mergedInto = this.#state.mergedInto;
  /** Whether what is shown is from before, until the page on the way takes its place. */
  readonly isStale = computed(() => this.#state.stale() !== null);
  /** Becomes another when the reader has to begin in another place than with what was shown from before. */
  readonly beginning = computed(() => `${this.id}/${this.#state.beginnings()}`);
  /** The message to show, once it was asked for by `goTo`. */
  readonly target = this.#state.target;
  /** How loading older messages went. */
  readonly older = this.#state.older;
  /** Where the unread messages began when the conversation was opened. */
  readonly unread = this.#state.unread;
  readonly messages = computed(() => this.#state.window().messages);
  readonly isBeginning = computed(() => this.#state.window().olderCursor === null);
  readonly reachesPresent = computed(() => this.#state.window().newerCursor === null);

  constructor(id: string, api: ApiClient, cache: CacheService, realtime: WhatsAppRealtimeService) {
    this.id = id;
    this.#api = api;
    this.#cache = cache;
    this.#realtime = realtime;
  }

  /** To be called whenever a person opens the conversation: shows what is held at once, and fetches what is not. */
  enter(known: Conversation | null): void {
    if (known) this.#takeConversation(known);
    if (this.state() === 'ready') {
      patchState(this.#state, ({ window, stale }) => ({
        window: letGoOfOldest(window),
        target: null,
        unread: this.#unreadIn(window.messages, stale),
      }));
    } else if (this.#first.closed || this.state() === 'failed') {
      this.load();
    }
  }

  /** Fetches the present end of the conversation; what is shown, or was kept from before, stays until it is there. */
  load(): void {
    if (this.state() === 'failed') patchState(this.#state, { state: 'loading' });
    const isFirst = this.state() === 'loading';
    const known = this.conversation();
    this.#first.unsubscribe();
    this.#first = this.#cache
      .read(openingKey(this.id), () => this.#fetchOpening(known), {
        ...openingRules,
        failed: (error) => {
          this.#noteFailure(error);
        },
      })
      .subscribe({
        next: ({ value, stale }) => {
          if (stale) {
            this.#showKept(value);
          } else {
            this.#showPresent(value, isFirst);
          }
        },
        error: () => undefined,
      });
  }

  #noteFailure(error: unknown): void {
    const { status, problem } = toApiError(error);
    if (status === 404) this.#forget('gone', (problem as MergedProblem | null)?.mergedInto);
    else if (this.state() === 'loading') patchState(this.#state, { state: 'failed' });
  }

  /** It is no more, and neither may be what is known of whom it was with, unless it goes on elsewhere. */
  #forget(state: 'gone' | 'deleted', mergedInto?: string): void {
    if (mergedInto !== undefined) patchState(this.#state, { mergedInto });
    // Asked for again it is not there, which says less.
    else if (this.state() !== 'deleted') patchState(this.#state, { state, conversation: null });
  }

  /** Fetches everything anew: what is held belongs to another log, so its versions mean nothing any more. */
  startOver(): void {
    patchState(this.#state, ({ conversation }) => ({
      conversation: conversation && { ...conversation, version: FOREIGN_VERSION },
    }));
    this.load();
  }

  /** Puts the page before the window in front of it, once at a time; does nothing at the beginning. */
  loadOlder(): void {
    const { olderCursor } = this.#state.window();
    if (olderCursor === null || this.older() === 'loading' || this.state() !== 'ready') {
      return;
    }
    patchState(this.#state, { older: 'loading' });
    this.#requests.add(
      this.#fetch({ limit: PAGE_SIZE, before: olderCursor }).subscribe({
        next: (page) => {
          if (this.#state.window().olderCursor === olderCursor) {
            this.#show(withOlderPage(this.#state.window(), page), page);
          }
          patchState(this.#state, { older: 'idle' });
        },
        error: () => {
          patchState(this.#state, { older: 'failed' });
        },
      }),
    );
  }

  /** Goes on towards the present after reading far back. */
  loadNewer(): void {
    const { newerCursor } = this.#state.window();
    if (newerCursor === null || this.#isFetchingNewer) {
      return;
    }
    this.#isFetchingNewer = true;
    this.#requests.add(
      this.#fetch({ limit: PAGE_SIZE, after: newerCursor })
        .pipe(finalize(() => (this.#isFetchingNewer = false)))
        .subscribe({
          next: (page) => {
            if (this.#state.window().newerCursor === newerCursor) {
              this.#show(withNewerPage(this.#state.window(), page), page);
            }
          },
          error: () => undefined,
        }),
    );
  }

  /**
   * Brings a message into the window, fetching what is around it where it is not there. Completes once it is; errors where
   * there is no such message, or no way to it now.
   */
  goTo(messageId: string): Observable<void> {
    const target = { messageId };
    if (this.messages().some(({ id }) => id === messageId)) {
      patchState(this.#state, { target });
      return of(undefined);
    }
    // The conversation as well: what was to bring it may still be under way, and is let go of below.
    return this.#upToDate(this.conversation()).pipe(
      switchMap(() => this.#fetch({ limit: PAGE_SIZE, around: messageId })),
      map((page) => {
        // What was on its way for another place must not be put in front of this one or behind it.
        this.#requests.unsubscribe();
        this.#requests = new Subscription();
        this.#first.unsubscribe();
        this.#show(windowOf(page), page);
        patchState(this.#state, ({ beginnings }) => ({
          state: 'ready' as const,
          stale: null,
          older: 'idle' as const,
          beginnings: beginnings + 1,
          target,
        }));
      }),
    );
  }

  /** To be called by a reader at the end: keeps the window from growing for ever. */
  tidy(): void {
    const window = letGoOfOldest(this.#state.window());
    if (window.messages !== this.#state.window().messages) patchState(this.#state, { window });
    if (hasOutgrown(window) && this.#first.closed) {
      this.load();
    }
  }

  apply(event: ChatEvent): void {
    this.#since.remember(event);
    this.#applyNow(event);
  }

  /** Takes over the server's answer to a send, which may come before or after its event. */
  merge(message: Message): void {
    patchState(this.#state, ({ window }) => ({ window: withMessage(window, message) }));
  }

  /** Tells the server that the team has seen what came in. */
  markRead(): Observable<Conversation> {
    return this.change({ unread: 0 });
  }

  /** Changes what the team decides about the conversation. */
  change(change: UpdateConversationRequest): Observable<Conversation> {
    return this.#api.patch<ConversationResponse>(this.#path, change).pipe(
      map(({ conversation }) => {
        this.#takeConversation(conversation);
        return conversation;
      }),
    );
  }

  /** Reacts to a message in the team's name; an empty emoji takes the reaction back. Its event brings what has become of it. */
  react(messageId: string, emoji: string): Observable<unknown> {
    const clientMessageId = newId();
    const reaction: SendMessageRequest = { clientMessageId, type: 'reaction', replyTo: messageId, text: emoji };
    return this.#api.post(`${this.#path}/messages`, reaction);
  }

  /** Has a file fetched from WhatsApp once more. */
  refetch(mediaId: string): Observable<unknown> {
    return this.#api.post(`/media/${encodeURIComponent(mediaId)}/retry`);
  }

  clearUnreadMark(): void {
    patchState(this.#state, { unread: null });
  }

  /** Ends it like `destroy`; what it shows is kept for the next time it is opened. */
  letGo(): void {
    const conversation = this.conversation();
    const page = this.#place && newestPage(this.#state.window(), this.#place);
    if (conversation && page && this.state() === 'ready' && !this.isStale() && this.mergedInto() === null) {
      const opening: ConversationOpening = { conversation, page };
      this.#cache.hold(openingKey(this.id), opening, openingRules);
    }
    this.destroy();
  }

  destroy(): void {
    this.#first.unsubscribe();
    this.#requests.unsubscribe();
  }

  get #path(): string {
    return `/conversations/${encodeURIComponent(this.id)}`;
  }

  #fetchOpening(known: Conversation | null): Observable<ConversationOpening> {
    return this.#upToDate(known).pipe(
      switchMap((conversation) =>
        this.#fetch({ limit: pageSizeFor(conversation.unread) }).pipe(map((page) => ({ conversation, page }))),
      ),
    );
  }

  #upToDate(known: Conversation | null): Observable<Conversation> {
    return known && known.version > FOREIGN_VERSION
      ? of(known)
      : this.#api.get<ConversationResponse>(this.#path).pipe(
          map(({ conversation }) => {
            this.#takeConversation(conversation);
            return conversation;
          }),
        );
  }

  #fetch(query: { limit: number; before?: string; after?: string; around?: string }): Observable<MessagePage> {
    this.#since.pageAskedFor();
    return this.#api.get<MessagePage>(`${this.#path}/messages`, { query }).pipe(
      finalize(() => {
        this.#since.pageSettled();
      }),
    );
  }

  /** Shows what was kept, unless something is shown already. */
  #showKept({ conversation, page }: ConversationOpening): void {
    this.#takeConversation(conversation);
    if (this.state() !== 'loading') {
      return;
    }
    const unread = this.#unreadIn(page.items, page);
    patchState(this.#state, { window: windowOf(page), state: 'ready', stale: page, unread });
  }

  /** Where the unread messages begin; null as long as they may not all be there. */
  #unreadIn(messages: readonly Message[], stale: MessagePage | null): UnreadMark | null {
    const conversation = this.conversation();
    if (!conversation || (stale && !reachesLastMessage(stale, conversation))) {
      return null;
    }
    return unreadMark(messages, conversation.unread);
  }

  #showPresent({ conversation, page }: ConversationOpening, isFirst: boolean): void {
    const stale = this.#state.stale();
    const isSameLog = stale?.epoch === page.epoch;
    if (stale && !isSameLog) {
      patchState(this.#state, { conversation });
    }
    const { unread } = (stale && this.conversation()) ?? conversation;
    this.#place = { epoch: page.epoch, seq: page.seq };
    this.#show(isSameLog ? withNewestPage(this.#state.window(), page) : windowOf(page), page);
    patchState(this.#state, ({ beginnings }) => ({
      state: 'ready' as const,
      stale: null,
      older: 'idle' as const,
      ...(isFirst && { unread: unreadMark(page.items, unread) }),
      ...(stale && !isGoodStart(stale, conversation) && { beginnings: beginnings + 1 }),
    }));
  }

  #show(window: MessageWindow, page: MessagePage): void {
    patchState(this.#state, { window });
    for (const event of this.#since.after(page.seq)) this.#applyNow(event);
    this.#realtime.offerSnapshot(page.epoch, page.seq);
  }

  #applyNow(event: ChatEvent): void {
    const window = messagesAfter(this.#state.window(), event);
    if (window !== this.#state.window()) {
      patchState(this.#state, { window });
    }
    if (event.name === 'message:new' || event.name === 'conversation:updated') {
      this.#takeConversation(event.data.conversation);
    } else if (event.name === 'conversation:removed') {
      this.#forget('deleted', event.data.mergedInto);
    } else if (event.name === 'contact:updated' && event.data.contact.id === this.conversation()?.contactId) {
      const { contact } = event.data;
      patchState(this.#state, ({ conversation }) => ({
        conversation: conversation && { ...conversation, contact },
      }));
    }
  }

  #takeConversation(conversation: Conversation): void {
    if ((this.conversation()?.version ?? FOREIGN_VERSION) <= conversation.version) {
      patchState(this.#state, { conversation });
    }
  }
}
