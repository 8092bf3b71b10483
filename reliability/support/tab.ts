import {
  BehaviorSubject,
  concatMap,
  defer,
  from,
  ignoreElements,
  merge,
  NEVER,
  type Observable,
  retry,
  Subject,
  Subscription,
  switchMap,
  tap,
  timeout,
  timer,
} from 'rxjs';
import type { AppConfig } from '#contract/config';
import type { ConversationPage } from '#contract/conversations';
import type { EventPage, ReadReason } from '#contract/events';
import type { MessagePage } from '#contract/messages';
import type { TestUser } from '../../backend/test/support/index.ts';
import {
  type ConnectionFacts,
  type ConnectionKind,
  connectionOf,
  type Cursor,
  EventFeed,
  type Feed,
  holdConnection,
  type LogQuery,
  openSocketIo,
  type ServerEvent,
  type SocketSignal,
  unknownConnection,
  type Wake,
} from './feed.ts';
import { readJson, startOverHead } from './http-read.ts';
import { Ledger } from './ledger.ts';
import { TabCopy } from './tab-copy.ts';
import { tabTiming } from './tab-time.ts';
import { Waiting } from './waiting.ts';

/** As in the pages (whatsapp-realtime-service.ts), in milliseconds of the tab where it is a time. */
const EVENTS_AT_ONCE = 500;
const POLL_TIMEOUT = 5_000;
const START_OVER_SPREAD = 3_000;
/** How soon a page that could not be fetched is asked for again. */
const PAGE_RETRY = 1_000;
const PAGE_SIZE = 50;

export interface TabSetup {
  readonly user: TestUser;
  readonly settings: AppConfig;
  /** Where pages and the log are read: an origin. */
  readonly api: string;
  /** Where sockets are opened: origins. The one of `api` when not given. */
  readonly endpoints?: readonly string[];
  readonly given?: (event: ServerEvent) => void;
}

/** A change of what the badge says; `at` is on the clock of `performance.now()`. */
interface Badge {
  readonly kind: ConnectionKind;
  readonly at: number;
}

/**
 * A browser tab without a browser: the product's own way through the log, over real sockets and real HTTP. It shows the
 * newest conversations and the end of each, as pages and events bring them.
 */
export class Tab {
  readonly ledger: Ledger;
  readonly copy = new TabCopy();
  readonly badges: Badge[] = [];
  /** How often a connection has come to be of use. */
  joins = 0;
  /** Pages fetched, the first load included. */
  pagesFetched = 0;
  /** Why it has read the log, read by read. */
  readonly reads: ReadReason[] = [];

  readonly #setup: TabSetup;
  readonly #feed: Feed;
  readonly #doubts = new Subject<Wake>();
  readonly #loads = new BehaviorSubject<'first' | 'again'>('first');
  readonly #changes = new Waiting();
  readonly #running = new Subscription();
  #facts: ConnectionFacts = unknownConnection;
  #anchored = false;
  #loading = true;
  /** Where the log was last said to be: what the feed starts or starts over from. */
  #told: Cursor = { epoch: '', seq: 0 };

  constructor(setup: TabSetup) {
    this.#setup = setup;
    const { clientCode } = setup.user.user;
    this.ledger = new Ledger(clientCode ?? '');
    this.#feed = new EventFeed({
      clientCode: clientCode ?? '',
      socket$: this.#sockets().pipe(
        tap((signal) => {
          if (signal.kind !== 'joined') return;
          this.joins += 1;
          this.#noteHead(signal);
        }),
      ),
      fetchEvents: (query) => this.#fetchEvents(query),
      startOverHead,
      pollPeriods: setup.settings.realtime.pollPeriods,
      clock: tabTiming,
      online$: new BehaviorSubject(true),
      wake$: NEVER,
      give: (event) => {
        this.#take(event);
      },
      startOver: () => {
        this.ledger.start(this.#told);
        this.#loading = true;
        this.#loads.next('again');
      },
      unauthorized: () => undefined,
      doubtSockets: () => {
        this.retryNow();
      },
      report: (change) => {
        this.#facts = { ...this.#facts, ...change(this.#facts) };
        this.#noteBadge();
      },
    });
    this.#noteBadge();
    this.#running.add(this.#feed.run().subscribe());
    this.#running.add(this.#loads.pipe(switchMap((which) => this.#load(which))).subscribe());
  }

  get connection() {
    return connectionOf(this.#facts);
  }

  get kind(): ConnectionKind {
    return this.connection.kind;
  }

  /** The words of the badge so far, one after the other. */
  get kinds(): string {
    return this.badges.map(({ kind }) => kind).join(' ');
  }

  /** Whether pages are being fetched. */
  get loading(): boolean {
    return this.#loading;
  }

  until(what: string, holds: () => boolean): Promise<void> {
    const state = () =>
      `${this.kinds}; at ${String(this.ledger.last)}${this.#loading ? ', loading' : ''}, ${String(this.connection.startOvers)} start overs`;
    return this.#changes.until(what, holds, state);
  }

  async untilKind(kind: ConnectionKind): Promise<void> {
    await this.until(`the badge to say ${kind}`, () => this.kind === kind);
  }

  /** Resolves once it shows everything up to here. */
  async untilAt(seq: number): Promise<void> {
    await this.until(`event ${String(seq)}`, () => this.ledger.reaches(seq) && !this.#loading);
  }

  /** As a person does who does not want to wait for the next try. */
  retryNow(): void {
    this.#doubts.next({ fresh: true });
  }

  close(): void {
    this.#running.unsubscribe();
  }

  #sockets(): Observable<SocketSignal> {
    const { user, settings, api, endpoints = [api] } = this.#setup;
    const { transports, connectTimeout, eagerTries, longestProbe } = settings.realtime;
    const clientCode = user.user.clientCode ?? '';
    return merge(
      ...endpoints.map((endpoint) =>
        holdConnection({
          endpoint,
          clientCode,
          auth: { token: user.token, clientId: user.user.id, clientCode },
          transports,
          connectTimeout,
          tries: { eagerTries, longestProbe },
          openSocket: openSocketIo,
          clock: tabTiming,
          wake$: this.#doubts,
          commands$: NEVER,
          afterJoin: () => undefined,
        }),
      ),
    );
  }

  #take(event: ServerEvent): void {
    this.ledger.take(event);
    this.copy.take(event);
    this.#setup.given?.(event);
    this.#changes.changed();
  }

  #noteBadge(): void {
    const { kind } = this;
    if (this.badges.at(-1)?.kind !== kind) this.badges.push({ kind, at: performance.now() });
    this.#changes.changed();
  }

  #noteHead({ epoch, seq }: Cursor): void {
    this.#told = { epoch, seq };
    if (this.#anchored) return;
    this.#anchored = true;
    this.ledger.start(this.#told);
  }

  #fetchEvents({ reason, ...query }: LogQuery): Observable<EventPage> {
    const asksForNews = reason === 'poll' || reason === 'safety' || reason === 'head';
    const { apiTimeout } = this.#setup.settings;
    const parameters = { limit: String(EVENTS_AT_ONCE), ...stringValues(query), reason };
    this.reads.push(reason);
    const limit = asksForNews ? POLL_TIMEOUT : apiTimeout;
    return this.#read<EventPage>(`/events?${new URLSearchParams(parameters).toString()}`, limit).pipe(
      tap({
        next: (page) => {
          if (reason === 'head') this.#noteHead(page);
        },
        error: (error: unknown) => {
          const head = startOverHead(error);
          if (head) this.#noteHead(head);
        },
      }),
    );
  }

  #load(which: 'first' | 'again'): Observable<never> {
    const spread = which === 'first' ? 0 : tabTiming.random() * START_OVER_SPREAD;
    return timer(spread, tabTiming.scheduler).pipe(
      concatMap(() => this.#loadPages().pipe(retry({ delay: () => timer(PAGE_RETRY, tabTiming.scheduler) }))),
      ignoreElements(),
      tap({
        complete: () => {
          this.#loading = false;
          this.#changes.changed();
        },
      }),
    );
  }

  #loadPages(): Observable<unknown> {
    const size = String(PAGE_SIZE);
    return defer(() => {
      // With pages of a try that broke off, the copy would have a hole before the new ones.
      this.copy.clear();
      return this.#page<ConversationPage>(`/conversations?limit=${size}`);
    }).pipe(
      tap(({ items }) => {
        this.copy.takeConversations(items);
      }),
      concatMap(({ items }) => from(items)),
      concatMap(({ id }) =>
        this.#page<MessagePage>(`/conversations/${id}/messages?limit=${size}`).pipe(
          tap((page) => {
            this.copy.takePage(id, page);
          }),
        ),
      ),
    );
  }

  /** A page that is shown, offered to the feed as the stores of the pages do. */
  #page<Page extends Cursor>(path: string): Observable<Page> {
    return this.#read<Page>(path, this.#setup.settings.apiTimeout).pipe(
      tap((page) => {
        this.pagesFetched += 1;
        this.#noteHead(page);
        this.ledger.shows(page);
        this.#feed.offerSnapshot(page);
        this.#changes.changed();
      }),
    );
  }

  #read<Body>(path: string, limit: number): Observable<Body> {
    const { api, user } = this.#setup;
    return readJson<Body>(`${api}/api${path}`, user.token).pipe(
      timeout({ first: limit, scheduler: tabTiming.scheduler }),
    );
  }
}

function stringValues(query: Record<string, string | number | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
