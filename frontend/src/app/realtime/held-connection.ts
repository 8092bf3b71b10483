import { defer, type Observable, Observable as RxObservable, race, repeat, take, takeWhile, tap, timer } from 'rxjs';
import type { ClientToServerEvents, HandshakeAuth, HandshakeRefusal } from '#contract/socket';
import { REFUSED_DELAY, retryDelay } from './backoff';
import type { ServerEvent } from './event-stream';
import type { RealtimeClock } from './realtime-clock';
import type { SocketFactory, SocketPort, SocketSettings } from './socket-port';

/** `waiting`: the last try failed or the connection was lost, and the next try comes by itself. */
export type EndpointState = 'connecting' | 'open' | 'waiting' | HandshakeRefusal;

/** What one connection says. `failures` counts tries in a row that came to nothing. */
export type SocketSignal =
  | { kind: 'state'; endpoint: string; state: EndpointState; failures: number }
  | { kind: 'joined'; endpoint: string; epoch: string; seq: number }
  | { kind: 'event'; endpoint: string; event: ServerEvent };

export type SocketCommand = (port: SocketPort) => void;

export interface ConnectionSetup {
  readonly endpoint: string;
  readonly auth: HandshakeAuth;
  readonly clientCode: string;
  readonly transports: SocketSettings['transports'];
  /** Milliseconds for one try, up to the answer to `join_client_room`. */
  readonly connectTimeout: number;
  readonly openSocket: SocketFactory;
  readonly clock: RealtimeClock;
  /** Ends a wait between two tries. */
  readonly wake$: Observable<unknown>;
  /** Done only while the client room is joined; what is said meanwhile is not kept. */
  readonly commands$: Observable<SocketCommand>;
  /** Done after each join, before anything else: whatever must stand again after a reconnection. */
  readonly afterJoin: SocketCommand;
}

/**
 * A connection that is kept up for as long as it is subscribed, and closed on unsubscribing. It ends by itself only
 * when the server no longer knows the sign-in.
 */
export function holdConnection(setup: ConnectionSetup): Observable<SocketSignal> {
  return defer(() => {
    let failures = 0;
    let refused = false;
    return defer(() => connectOnce(setup, failures)).pipe(
      tap((signal) => {
        if (signal.kind === 'joined') failures = 0;
        if (signal.kind !== 'state' || signal.state === 'connecting' || signal.state === 'open') return;
        failures = signal.failures;
        refused = signal.state !== 'waiting';
      }),
      repeat({
        delay: () => {
          const wait = refused ? REFUSED_DELAY : retryDelay(failures, setup.clock.random);
          return race(timer(wait, setup.clock.scheduler), setup.wake$).pipe(take(1));
        },
      }),
      takeWhile((signal) => signal.kind !== 'state' || signal.state !== 'unauthorized', true),
    );
  });
}

/** One try: ends with the state that says why it is over. */
function connectOnce(setup: ConnectionSetup, earlierFailures: number): Observable<SocketSignal> {
  const { endpoint, auth, clientCode } = setup;
  return new RxObservable((subscriber) => {
    let failures = earlierFailures;
    const say = (state: EndpointState): void => {
      subscriber.next({ kind: 'state', endpoint, state, failures });
    };
    const end = (state: EndpointState): void => {
      failures++;
      say(state);
      subscriber.complete();
    };

    say('connecting');
    const tooLong = timer(setup.connectTimeout, setup.clock.scheduler).subscribe(() => {
      end('waiting');
    });
    const port = setup.openSocket(
      endpoint,
      { auth, transports: transportsFor(setup, earlierFailures) },
      {
        connected: () => {
          port.send('join_client_room', clientCode, joined);
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
      port.close();
    });
    subscriber.add(tooLong);

    const joined: Parameters<ClientToServerEvents['join_client_room']>[1] = (answer) => {
      if (subscriber.closed) return;
      if (!answer.ok) {
        end('forbidden_client');
        return;
      }
      tooLong.unsubscribe();
      failures = 0;
      setup.afterJoin(port);
      subscriber.add(
        setup.commands$.subscribe((command) => {
          command(port);
        }),
      );
      say('open');
      subscriber.next({ kind: 'joined', endpoint, epoch: answer.epoch, seq: answer.seq });
    };
  });
}

/**
 * A proxy that swallows WebSocket upgrades gives no error to fall back on, only silence until the try is given up.
 * So every second try starts with the last transport; Socket.IO upgrades by itself where that works.
 */
function transportsFor({ transports }: ConnectionSetup, failures: number): SocketSettings['transports'] {
  return failures % 2 === 1 ? transports.toReversed() : transports;
}
