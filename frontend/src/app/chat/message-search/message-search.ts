import { computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { catchError, EMPTY, exhaustMap, type Observable, Subject, takeUntil, tap } from 'rxjs';
import type { Conversation } from '#contract/conversations';
import type { MessageSearchPage } from '#contract/message-search';
import type { Message } from '#contract/messages';
import { ApiClient } from '../../api';
import { DebounceService } from '../../debounce';

const PAGE_SIZE = 30;

/** What is searched for: words, and within which conversation; null for all of them. */
export interface Wanted {
  readonly query: string;
  readonly conversationId: string | null;
}

const nothing: Wanted = { query: '', conversationId: null };

/**
 * A search in the texts of messages, newest first, page by page. Made where `inject` may be called, and as long-lived as
 * what it is made in. What comes in meanwhile is not among the hits until something else is searched for.
 */
export class MessageSearch {
  readonly #api = inject(ApiClient);
  readonly #asked = new Subject<{ wanted: Wanted; atOnce: boolean }>();
  readonly #further = new Subject<string>();
  readonly #wanted = signal(nothing);
  readonly #shown = signal(nothing);
  readonly #messages = signal<readonly Message[]>([]);
  readonly #conversations = signal<ReadonlyMap<string, Conversation>>(new Map());
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'idle' | 'searching' | 'ready' | 'failed'>('idle');
  readonly #more = signal<'idle' | 'loading' | 'failed'>('idle');

  /** What the hits were searched with. */
  readonly query = computed(() => this.#shown().query);
  readonly messages = this.#messages.asReadonly();
  readonly state = this.#state.asReadonly();
  /** How loading more went. */
  readonly more = this.#more.asReadonly();
  readonly hasMore = computed(() => this.#nextCursor() !== null);

  constructor() {
    this.#asked
      .pipe(
        inject(DebounceService).latest(({ wanted }) => this.#first(wanted), { atOnce: ({ atOnce }) => atOnce }),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.#further
      .pipe(
        exhaustMap((cursor) => this.#next(cursor).pipe(takeUntil(this.#asked))),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  conversationOf({ conversationId }: Message): Conversation | undefined {
    return this.#conversations().get(conversationId);
  }

  /** Searches once the typing pauses. */
  search(wanted: Wanted): void {
    this.#ask({ ...wanted, query: wanted.query.trim() }, false);
  }

  tryAgain(): void {
    this.#ask(this.#wanted(), true);
  }

  /** Loads the page behind what is shown, once at a time. */
  loadMore(): void {
    const cursor = this.#nextCursor();
    if (cursor !== null && this.#state() === 'ready') this.#further.next(cursor);
  }

  #ask(wanted: Wanted, atOnce: boolean): void {
    this.#wanted.set(wanted);
    this.#state.set(wanted.query === '' ? 'idle' : 'searching');
    this.#more.set('idle');
    this.#asked.next({ wanted, atOnce });
  }

  #first(wanted: Wanted): Observable<unknown> {
    if (wanted.query === '') {
      this.#show(wanted, { items: [], conversations: [], nextCursor: null });
      this.#state.set('idle');
      return EMPTY;
    }
    return this.#fetch(wanted).pipe(
      tap((page) => {
        this.#show(wanted, page);
        this.#state.set('ready');
      }),
      catchError(() => {
        this.#state.set('failed');
        return EMPTY;
      }),
    );
  }

  #next(cursor: string): Observable<unknown> {
    const wanted = this.#shown();
    this.#more.set('loading');
    return this.#fetch(wanted, cursor).pipe(
      tap((page) => {
        this.#more.set('idle');
        this.#messages.update((messages) => [...messages, ...page.items]);
        this.#take(page);
      }),
      catchError(() => {
        this.#more.set('failed');
        return EMPTY;
      }),
    );
  }

  #fetch({ query, conversationId }: Wanted, cursor?: string): Observable<MessageSearchPage> {
    const conversation = conversationId ?? undefined;
    return this.#api.get<MessageSearchPage>('/messages', {
      query: { q: query.slice(0, 100), limit: PAGE_SIZE, conversation, cursor },
    });
  }

  #show(wanted: Wanted, page: Pick<MessageSearchPage, 'items' | 'conversations' | 'nextCursor'>): void {
    this.#shown.set(wanted);
    this.#messages.set(page.items);
    this.#conversations.set(new Map());
    this.#more.set('idle');
    this.#take(page);
  }

  #take({ conversations, nextCursor }: Pick<MessageSearchPage, 'conversations' | 'nextCursor'>): void {
    this.#conversations.update((known) => new Map([...known, ...conversations.map((one) => [one.id, one] as const)]));
    this.#nextCursor.set(nextCursor);
  }
}
