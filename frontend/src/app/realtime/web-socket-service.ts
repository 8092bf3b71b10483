import { inject, Service, signal } from '@angular/core';
import { finalize, merge, NEVER, Observable, Subject, tap } from 'rxjs';
import type { ConversationTarget } from '#contract/socket';
import { AppSettings } from '../api';
import { BrowserSignals } from './browser-signals';
import {
  type ConversationPlace,
  ConversationRooms,
  type EndpointState,
  holdConnection,
  type SocketCommand,
  type SocketPort,
  type SocketSignal,
  type TransportName,
  type Wake,
} from './feed';
import { REALTIME_CLOCK } from './realtime-clock';
import { SOCKET_FACTORY } from './socket-factory';

/** Who speaks over the socket: `userId` travels as `clientId`, the source system's word for it. */
export interface SocketIdentity {
  readonly userId: string;
  readonly clientCode: string;
  /** For endpoints on another origin, where the cookie does not reach. */
  readonly token: string | null;
}

export interface EndpointStatus {
  readonly state: EndpointState;
  readonly failures: number;
  /** What an open connection goes over; null while there is none. */
  readonly transport: TransportName | null;
}

/**
 * The sockets of this tab: one per endpoint of the settings, merged into one stream. The first endpoint is the API's;
 * rooms and typing are told to it alone.
 */
@Service()
export class WebSocketService {
  readonly #settings = inject(AppSettings);
  readonly #openSocket = inject(SOCKET_FACTORY);
  readonly #clock = inject(REALTIME_CLOCK);
  readonly #browser = inject(BrowserSignals);

  readonly #rooms = new ConversationRooms();
  readonly #commands = new Subject<SocketCommand>();
  readonly #doubts = new Subject<Wake>();
  readonly #endpoints = signal<ReadonlyMap<string, EndpointStatus>>(new Map());
  /** The state of each endpoint by its address; empty while nobody is connected. */
  readonly endpoints = this.#endpoints.asReadonly();

  /** The conversation that was opened last and is still open; null when there is none. */
  get viewing(): ConversationPlace | null {
    return this.#rooms.open.at(-1) ?? null;
  }

  /** Has whatever waits try at once, and every open connection show that it still lives. */
  retryNow(): void {
    this.#doubts.next({ fresh: true });
  }

  /** Connects on subscribing and closes every socket on unsubscribing. */
  connect(identity: SocketIdentity): Observable<SocketSignal> {
    const { endpoints } = this.#settings.config().realtime;
    return merge(...endpoints.map((endpoint, index) => this.#hold(endpoint, identity, index === 0))).pipe(
      tap((signal) => {
        this.#noteState(signal);
      }),
      finalize(() => {
        this.#endpoints.set(new Map());
      }),
    );
  }

  /** Is in the conversation's room while subscribed, across reconnections. Emits nothing. */
  openConversation(place: ConversationPlace): Observable<never> {
    return new Observable(() => {
      if (this.#rooms.enter(place))
        this.#commands.next((port) => {
          joinConversation(port, place);
        });
      return () => {
        if (this.#rooms.leave(place))
          this.#commands.next((port) => {
            leaveConversation(port, place);
          });
      };
    });
  }

  startTyping(target: ConversationTarget): void {
    this.#commands.next((port) => {
      port.send('typing:start', target);
    });
  }

  stopTyping(target: ConversationTarget): void {
    this.#commands.next((port) => {
      port.send('typing:stop', target);
    });
  }

  #hold(endpoint: string, identity: SocketIdentity, primary: boolean): Observable<SocketSignal> {
    const { transports, connectTimeout, eagerTries, longestProbe } = this.#settings.config().realtime;
    const { userId, clientCode, token } = identity;
    return holdConnection({
      endpoint,
      clientCode,
      auth: { clientId: userId, clientCode, ...(endpoint && token && { token }) },
      transports,
      connectTimeout,
      tries: { eagerTries, longestProbe },
      openSocket: this.#openSocket,
      clock: this.#clock,
      wake$: merge(this.#browser.wake$, this.#doubts),
      commands$: primary ? this.#commands : NEVER,
      afterJoin: (port) => {
        if (primary) for (const place of this.#rooms.open) joinConversation(port, place);
      },
    });
  }

  #noteState(signal: SocketSignal): void {
    if (signal.kind !== 'state' && signal.kind !== 'transport') return;
    this.#endpoints.update((endpoints) => {
      const known = endpoints.get(signal.endpoint) ?? unknownEndpoint;
      return new Map(endpoints).set(signal.endpoint, statusAfter(known, signal));
    });
  }
}

const unknownEndpoint: EndpointStatus = { state: 'connecting', failures: 0, transport: null };

function statusAfter(known: EndpointStatus, signal: SocketSignal & { kind: 'state' | 'transport' }): EndpointStatus {
  if (signal.kind === 'transport') return { ...known, transport: signal.transport };
  const { state, failures } = signal;
  return { state, failures, transport: state === 'open' ? known.transport : null };
}

/** A refused room is no error: the contact was removed, and its event is on the way. */
function joinConversation(port: SocketPort, place: ConversationPlace): void {
  port.send('join:conversation', place, () => undefined);
}

function leaveConversation(port: SocketPort, place: ConversationPlace): void {
  port.send('leave:conversation', place, () => undefined);
}
