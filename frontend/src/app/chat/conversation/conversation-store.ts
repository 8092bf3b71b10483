import { computed } from '@angular/core';
import { patchState, signalState } from '@ngrx/signals';
import { finalize, map, type Observable, of, Subscription, switchMap } from 'rxjs';
import type { Conversation, ConversationResponse, UpdateConversationRequest } from '#contract/conversations';
import type { Message, MessagePage } from '#contract/messages';
import { type ApiClient, toApiError } from '../../api';
import type { WhatsAppRealtimeService } from '../../realtime';
import type { ChatEvent } from '../events/chat-event';
import { EventsSince } from '../events/events-since';
import { unreadMark, type UnreadMark } from '../message-list/message-rows';
import { messagesAfter } from './message-events';
import {
  emptyMessageWindow,
  hasOutgrown,
  letGoOfOldest,
  type MessageWindow,
  withMessage,
  windowOf,
  withNewerPage,
  withOlderPage,
} from './message-window';

interface ConversationState {
  conversation: Conversation | null;
  window: MessageWindow;
  state: 'loading' | 'ready' | 'failed' | 'gone';
  older: 'idle' | 'loading' | 'failed';
  unread: UnreadMark | null;
}

const PAGE_SIZE = 50;
const LARGEST_PAGE = 500;
/** How many messages to show above the first unread one. */
const CONTEXT = 20;
/** Below every version of the log that is followed now. */
const FOREIGN_VERSION = -1;

/** One conversation: its messages around where the reader is, live. */
export class ConversationStore {
  readonly id: string;
  readonly #api: ApiClient;
  readonly #realtime: WhatsAppRealtimeService;
  readonly #since = new EventsSince();
  readonly #requests = new Subscription();
  readonly #state = signalState<ConversationState>({
    conversation: null,
    window: emptyMessageWindow,
    state: 'loading',
    older: 'idle',
    unread: null,
  });
  #first: Subscription | null = null;
  #isFetchingNewer = false;

  readonly conversation = this.#state.conversation;
  readonly state = this.#state.state;
  /** How loading older messages went. */
  readonly older = this.#state.older;
  /** Where the unread messages began when the conversation was opened. */
  readonly unread = this.#state.unread;
  readonly messages = computed(() => this.#state.window().messages);
  readonly isBeginning = computed(() => this.#state.window().olderCursor === null);
  readonly reachesPresent = computed(() => this.#state.window().newer.length === 0);

  constructor(id: string, api: ApiClient, realtime: WhatsAppRealtimeService) {
    this.id = id;
    this.#api = api;
    this.#realtime = realtime;
  }

  /** To be called whenever a person opens the conversation: shows what is held at once, and fetches what is not. */
  enter(known: Conversation | null): void {
    if (known) {
      this.#takeConversation(known);
    }
    if (this.state() === 'ready') {
      patchState(this.#state, ({ window, conversation }) => ({
        window: letGoOfOldest(window),
        unread: unreadMark(window.messages, conversation?.unread ?? 0),
      }));
    } else if (!this.#first) {
      this.load();
    }
  }

  /** Fetches the present end of the conversation; what is shown stays until it is there. */
  load(): void {
    if (this.state() === 'failed') {
      patchState(this.#state, { state: 'loading' });
    }
    const isFirst = this.state() === 'loading';
    this.#first?.unsubscribe();
    this.#first = this.#conversation()
      .pipe(
        switchMap(({ unread }) => this.#fetch({ limit: pageSizeFor(unread) }).pipe(map((page) => ({ page, unread })))),
      )
      .subscribe({
        next: ({ page, unread }) => {
          this.#show(windowOf(page), page);
          patchState(this.#state, {
            state: 'ready',
            older: 'idle',
            ...(isFirst && { unread: unreadMark(page.items, unread) }),
          });
          this.#first = null;
        },
        error: (error: unknown) => {
          patchState(this.#state, { state: toApiError(error).status === 404 ? 'gone' : isFirst ? 'failed' : 'ready' });
          this.#first = null;
        },
      });
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
    const { newer } = this.#state.window();
    const next = newer.at(-1);
    if (!next || this.#isFetchingNewer) {
      return;
    }
    this.#isFetchingNewer = true;
    const query = { limit: next.before === null ? LARGEST_PAGE : PAGE_SIZE, before: next.before ?? undefined };
    this.#requests.add(
      this.#fetch(query)
        .pipe(finalize(() => (this.#isFetchingNewer = false)))
        .subscribe({
          next: (page) => {
            if (this.#state.window().newer === newer) {
              this.#show(withNewerPage(this.#state.window(), page), page);
            }
          },
          error: () => undefined,
        }),
    );
  }

  /** To be called by a reader at the end: keeps the window from growing for ever. */
  tidy(): void {
    const window = letGoOfOldest(this.#state.window());
    if (window.messages !== this.#state.window().messages) {
      patchState(this.#state, { window });
    }
    if (hasOutgrown(window) && !this.#first) {
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
    const change: UpdateConversationRequest = { unread: 0 };
    return this.#api.patch<ConversationResponse>(this.#path, change).pipe(
      map(({ conversation }) => {
        this.#takeConversation(conversation);
        return conversation;
      }),
    );
  }

  clearUnreadMark(): void {
    patchState(this.#state, { unread: null });
  }

  destroy(): void {
    this.#first?.unsubscribe();
    this.#requests.unsubscribe();
  }

  get #path(): string {
    return `/conversations/${encodeURIComponent(this.id)}`;
  }

  #conversation(): Observable<Conversation> {
    const known = this.conversation();
    return known && known.version > FOREIGN_VERSION
      ? of(known)
      : this.#api.get<ConversationResponse>(this.#path).pipe(
          map(({ conversation }) => {
            this.#takeConversation(conversation);
            return conversation;
          }),
        );
  }

  #fetch(query: { limit: number; before?: string }): Observable<MessagePage> {
    this.#since.pageAskedFor();
    return this.#api.get<MessagePage>(`${this.#path}/messages`, { query }).pipe(
      finalize(() => {
        this.#since.pageSettled();
      }),
    );
  }

  #show(window: MessageWindow, page: MessagePage): void {
    patchState(this.#state, { window });
    for (const event of this.#since.after(page.seq)) {
      this.#applyNow(event);
    }
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
      patchState(this.#state, { state: 'gone' });
    } else if (event.name === 'contact:updated') {
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

function pageSizeFor(unread: number): number {
  return Math.min(Math.max(unread + CONTEXT, PAGE_SIZE), LARGEST_PAGE);
}
