import type { Subscription } from 'rxjs';
import { defer, type Observable, Observable as RxObservable, race, repeat, take, tap, timer } from 'rxjs';
import type { ClientToServerEvents, HandshakeAuth, HandshakeRefusal } from '#contract/socket';
import { retryDelay, type TryPolicy } from './backoff';
import type { ServerEvent } from './event-stream';
import type { RealtimeTiming } from './realtime-timing';
import type { SocketFactory, SocketPort, SocketSettings, TransportName } from './socket-port';
import type { Wake } from './wake';

/** `waiting`: the last try failed or the connection was lost, and the next try comes by itself. */
export type EndpointState = 'connecting' | 'open' | 'waiting' | HandshakeRefusal;

/** What one connection says. `failures` counts tries in a row that came to nothing, `roundTrip` is in milliseconds. */
export type SocketSignal =
  | { kind: 'state'; endpoint: string; state: EndpointState; failures: number }
  | { kind: 'transport'; endpoint: string; transport: TransportName }
  | { kind: 'joined'; endpoint: string; epoch: string; seq: number; roundTrip: number }
  | { kind: 'event'; endpoint: string; event: ServerEvent };

export type SocketCommand = (port: SocketPort) => void;

export interface ConnectionSetup {
  readonly endpoint: string;
  readonly auth: HandshakeAuth;
  readonly clientCode: string;
  readonly transports: SocketSettings['transports'];
  /** Milliseconds for one try, up to the answer to `join_client_room`. */
  readonly connectTimeout: number;
  readonly tries: TryPolicy;
  readonly openSocket: SocketFactory;
  readonly clock: RealtimeTiming;
  /** Ends a wait between two tries, and has an open connection show that it still lives. */
  readonly wake$: Observable<Wake>;
  /** Done only while the client room is joined; what is said meanwhile is not kept. */
  readonly commands$: Observable<SocketCommand>;
  /** Done after each join, before anything else: whatever must stand again after a reconnection. */
  readonly afterJoin: SocketCommand;
}

/** A connection that breaks sooner than this counts as a failed try, so that one that cannot last is not tried for ever. */
const STEADY = 10_000;

type JoinAnswer = Parameters<Parameters<ClientToServerEvents['join_client_room']>[1]>[0];

/** A connection that is kept up for as long as it is subscribed, and closed on unsubscribing. */
export function holdConnection(setup: ConnectionSetup): Observable<SocketSignal> {
  const { tries, clock, wake$ } = setup;
  return defer(() => {
    let failures = 0;
    let resumed = false;
    return defer(() => new OneTry(setup, failures, resumed).run()).pipe(
      tap((signal) => {
        if (signal.kind === 'joined') resumed = true;
        if (signal.kind !== 'state' || signal.state === 'connecting' || signal.state === 'open') return;
        // Only a person can lift a refusal: there is no hurry.
        failures = signal.state === 'waiting' ? signal.failures : Math.max(signal.failures, tries.eagerTries);
      }),
      repeat({
        delay: () =>
          race(
            timer(retryDelay(failures, tries, clock.random), clock.scheduler),
            wake$.pipe(
              tap(({ fresh }) => {
                if (fresh) failures = 0;
              }),
            ),
          ).pipe(take(1)),
      }),
    );
  });
}

/** One try, from opening a socket until it is over. */
class OneTry {
  readonly #setup: ConnectionSetup;
  readonly #earlierFailures: number;
  readonly #resumed: boolean;
  /** When the client room was joined, in epoch milliseconds. */
  #joinedAt: number | null = null;
  #asking: Subscription | null = null;

  constructor(setup: ConnectionSetup, earlierFailures: number, resumed: boolean) {
    this.#setup = setup;
    this.#earlierFailures = earlierFailures;
    this.#resumed = resumed;
  }

  /** Ends with the state that says why the try is over. */
  run(): Observable<SocketSignal> {
    const { endpoint, auth, openSocket, wake$ } = this.#setup;
    return new RxObservable((subscriber) => {
      const say = (state: EndpointState, failures: number): void => {
        subscriber.next({ kind: 'state', endpoint, state, failures });
      };
      const end = (state: EndpointState): void => {
        say(state, this.#failures());
        subscriber.complete();
      };
      const silent = (): Subscription =>
        timer(this.#setup.connectTimeout, this.#setup.clock.scheduler).subscribe(() => {
          end('waiting');
        });

      say('connecting', this.#earlierFailures);
      const opening = silent();
      const port = openSocket(
        endpoint,
        { auth: { ...auth, ...(this.#resumed && { resumed: true }) }, transports: this.#transports() },
        {
          connected: () => {
            join(opening);
          },
          transport: (transport) => {
            subscriber.next({ kind: 'transport', endpoint, transport });
          },
          refused: (code) => {
            end(code ?? 'waiting');
          },
          lost: () => {
            end('waiting');
          },
          received: (event) => {
            subscriber.next({ kind: 'event', endpoint, event });
          },
        },
      );
      subscriber.add(() => {
        this.#asking?.unsubscribe();
        port.close();
      });
      subscriber.add(opening);

      /** Asks for the room: the first time to be let in, later to see whether the connection still lives. */
      const join = (limit: Subscription): void => {
        this.#asking = limit;
        const askedAt = this.#now();
        port.send('join_client_room', this.#setup.clientCode, (answer: JoinAnswer) => {
          limit.unsubscribe();
          this.#asking = null;
          if (subscriber.closed) return;
          if (!answer.ok) {
            end('forbidden_client');
            return;
          }
          if (this.#joinedAt === null) enter();
          const { epoch, seq } = answer;
          subscriber.next({ kind: 'joined', endpoint, epoch, seq, roundTrip: this.#now() - askedAt });
        });
      };
      const enter = (): void => {
        this.#joinedAt = this.#now();
        this.#setup.afterJoin(port);
        subscriber.add(
          this.#setup.commands$.subscribe((command) => {
            command(port);
          }),
        );
        subscriber.add(
          wake$.subscribe(() => {
            if (!this.#asking) join(silent());
          }),
        );
        say('open', 0);
      };
    });
  }

  #failures(): number {
    if (this.#joinedAt !== null && this.#now() - this.#joinedAt >= STEADY) return 0;
    return this.#earlierFailures + 1;
  }

  /**
   * A proxy that swallows WebSocket upgrades gives no error to fall back on, only silence until the try is given up.
   * So every second try starts with the last transport; Socket.IO upgrades by itself where that works.
   */
  #transports(): SocketSettings['transports'] {
    const { transports } = this.#setup;
    return this.#earlierFailures % 2 === 1 ? transports.toReversed() : transports;
  }

  #now(): number {
    return this.#setup.clock.scheduler.now();
  }
}
