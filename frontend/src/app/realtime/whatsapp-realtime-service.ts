import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { EMPTY, filter, finalize, map, type Observable, share, Subject, switchMap, timer } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import { frontendEventNames, type FrontendEventName } from '#contract/event-names';
import type { EventPage, ReadReason } from '#contract/events';
import type { StartOverProblem } from '#contract/http';
import { ApiClient, AppSettings, toApiError } from '../api';
import { SignInStore } from '../sign-in';
import { BrowserSignals } from './browser-signals';
import {
  type ConnectionFacts,
  connectionOf,
  type ConversationPlace,
  type Cursor,
  EventFeed,
  type FrontendEventData,
  type LogQuery,
  type ServerEvent,
  unknownConnection,
} from './feed';
import { OnceAFrame } from './once-a-frame';
import { REALTIME_CLOCK } from './realtime-clock';
import { WebSocketService } from './web-socket-service';

/** As many as the server gives in one answer: catching up should take few. */
const EVENTS_AT_ONCE = 500;

/**
 * How long a read may take that only asks whether there is news, in milliseconds: on a network that swallows everything it
 * is this silence that tells.
 */
const POLL_TIMEOUT = 5_000;

/** Refetches after a start over are spread over this many milliseconds, so that all browsers do not ask at once. */
const START_OVER_SPREAD = 3_000;

/**
 * Everything that happens in the client, in order and without gaps, whatever brings it: push, catching up or polling.
 * It runs from sign-in to sign-out.
 *
 * A store subscribes with `on(…)` first, then fetches its page and calls `offerSnapshot(page.epoch, page.seq)`. It keeps
 * the row with the higher `version`, so page and events fit together in any order: an event the page already holds
 * changes nothing, one that came while the page was on its way is applied on top of it, and what happened between an older
 * page and the moment this browser began to follow the log comes again. On `startOver$` it throws away what it holds
 * (versions of another epoch cannot be compared) and fetches again.
 */
@Service()
export class WhatsAppRealtimeService {
  readonly #api = inject(ApiClient);
  readonly #settings = inject(AppSettings);
  readonly #signIn = inject(SignInStore);
  readonly #webSocket = inject(WebSocketService);
  readonly #browser = inject(BrowserSignals);
  readonly #clock = inject(REALTIME_CLOCK);

  readonly #facts = signal<ConnectionFacts>(unknownConnection);
  readonly connection = computed(() => connectionOf(this.#facts()));

  readonly #events = new Subject<ServerEvent>();
  readonly #toScreen = new OnceAFrame<ServerEvent>((event) => {
    this.#events.next(event);
  });
  readonly #startOvers = new Subject<void>();
  #feed: EventFeed | null = null;
  /** Milliseconds that the server's clock is ahead of this computer's, as far as events have shown. */
  #serverAhead = -Infinity;

  /** The log cannot be followed from where this browser is: refetch everything shown. Already spread over 0–3 s. */
  readonly startOver$: Observable<void> = this.#startOvers.pipe(
    switchMap(() => timer(this.#clock.random() * START_OVER_SPREAD, this.#clock.scheduler)),
    map(() => undefined),
    share(),
  );

  constructor() {
    toObservable(this.#signIn.user)
      .pipe(
        switchMap((user) => this.#follow(user)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Events of one kind from now on. A handler that throws loses that event only. */
  on<Name extends FrontendEventName>(name: Name): Observable<FrontendEventData<Name>> {
    return this.#events.pipe(
      filter((event) => frontendEventNames[event.name] === name),
      map((event) => event.data as FrontendEventData<Name>),
    );
  }

  /** Tells where in the log a fetched page stands; what the page misses is brought. */
  offerSnapshot(epoch: string, seq: number): void {
    this.#feed?.offerSnapshot({ epoch, seq });
  }

  /** Looks at a conversation for as long as it is subscribed; the last one to leave leaves the room. Emits nothing. */
  openConversation(place: ConversationPlace): Observable<never> {
    return this.#webSocket.openConversation(place);
  }

  /** Shows colleagues and the contact that this person is writing; call it again at least every few seconds. */
  startTyping(contactId: string, conversationId?: string): void {
    this.#webSocket.startTyping({ contactId, ...(conversationId && { conversationId }) });
  }

  stopTyping(contactId: string, conversationId?: string): void {
    this.#webSocket.stopTyping({ contactId, ...(conversationId && { conversationId }) });
  }

  /**
   * What time it is at the server, in epoch milliseconds, however this computer's clock is set; its own time while nothing has
   * come from the server.
   */
  now(): number {
    return Date.now() + (Number.isFinite(this.#serverAhead) ? this.#serverAhead : 0);
  }

  /** Has the connection tried at once, for a person who does not want to wait for the next try. */
  retryNow(): void {
    this.#webSocket.retryNow();
  }

  /** An event from before says less than one that has just happened. What is in no log has this computer's own time. */
  #noteTime({ data: { at, seq } }: ServerEvent): void {
    if (seq !== undefined) this.#serverAhead = Math.max(this.#serverAhead, Date.parse(at) - Date.now());
  }

  /** An operator belongs to no client, so there is nothing to follow. */
  #follow(user: SignedInUser | null): Observable<never> {
    if (!user?.clientCode) return EMPTY;
    const { id: userId, clientCode } = user;
    const feed = new EventFeed({
      clientCode,
      socket$: this.#webSocket.connect({ userId, clientCode, token: this.#signIn.token() }),
      fetchEvents: (query) => this.#fetchEvents(query),
      startOverHead,
      pollPeriods: this.#settings.config().realtime.pollPeriods,
      clock: this.#clock,
      online$: this.#browser.online$,
      wake$: this.#browser.wake$,
      give: (event) => {
        this.#noteTime(event);
        this.#toScreen.take(event);
      },
      startOver: () => {
        this.#toScreen.forget();
        this.#startOvers.next();
      },
      // Over HTTP an unknown sign-in is certain, and ends it; a server on another origin may only lack the token.
      unauthorized: () => {
        this.#api.get('/auth/me').subscribe({ error: () => undefined });
      },
      doubtSockets: () => {
        this.#webSocket.retryNow();
      },
      report: (change) => {
        this.#facts.update((facts) => ({ ...facts, ...change(facts) }));
      },
    });
    this.#feed = feed;
    return feed.run().pipe(
      finalize(() => {
        this.#feed = null;
        this.#toScreen.forget();
        this.#facts.set(unknownConnection);
      }),
    );
  }

  #fetchEvents({ after, epoch, reason, limit = EVENTS_AT_ONCE }: LogQuery): Observable<EventPage> {
    const { contactId: viewing, conversationId: viewingConversation } = this.#webSocket.viewing ?? {};
    const query = { after, epoch, limit, reason, viewing, viewingConversation };
    return this.#api.get<EventPage>('/events', { query, ...(asksForNews(reason) && { timeout: POLL_TIMEOUT }) });
  }
}

function asksForNews(reason: ReadReason): boolean {
  return reason === 'poll' || reason === 'safety' || reason === 'wake' || reason === 'head';
}

/** A 410 names where the log stands now. */
function startOverHead(error: unknown): Cursor | null {
  const { type, problem } = toApiError(error);
  const { epoch, seq } = (problem ?? {}) as Partial<StartOverProblem>;
  return type === 'start-over' && epoch !== undefined && seq !== undefined ? { epoch, seq } : null;
}
