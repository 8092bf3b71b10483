import type { ProbeAnswer } from '#contract/probe';
import { originOf } from './addresses';
import { checkAddress } from './check-address';
import { checkClock } from './check-clock';
import { checkConnection } from './check-connection';
import { checkEvents } from './check-events';
import { checkOrigin } from './check-origin';
import { checkPath } from './check-path';
import { checkReconnections } from './check-reconnections';
import { checkRoundTrip } from './check-round-trip';
import { checkSignIn } from './check-sign-in';
import { checkTransport } from './check-transport';
import type { Check, Outcome, Progress } from './finding';
import type { DoctorPorts, Reply, TransportName } from './ports';

/** So many requests are measured, so that one slow answer does not make a slow network. */
const MEASURED_REQUESTS = 3;

type PlannedCheck = Check & { readonly find: () => Outcome | Promise<Outcome> };

/** Looks through the road between this page and the server, one check after the other. */
export class ConnectionDoctor {
  readonly #ports: DoctorPorts;
  /** The last answer to the first check, which others read too, and when it was asked for and came, in epoch milliseconds. */
  #probe: Reply<ProbeAnswer> = { failure: { type: 'network', status: 0, detail: '' } };
  #sentAt = 0;
  #answeredAt = 0;
  readonly #roundTrips: number[] = [];

  constructor(ports: DoctorPorts) {
    this.#ports = ports;
  }

  /** Says of each check first that it is under way, then what it has found. Ends early when `signal` is aborted. */
  async *examine(signal: AbortSignal): AsyncGenerator<Progress, void> {
    if (this.#ports.user && this.#ports.connection.kind !== 'live') this.#ports.retryNow();
    for (const { find, ...check } of this.#plan()) {
      if (signal.aborted) return;
      yield { ...check, verdict: 'running' };
      const outcome = await find();
      yield { ...check, ...outcome };
    }
  }

  #plan(): PlannedCheck[] {
    const { settings, origin } = this.#ports;
    return [
      { check: 'address', find: () => this.#checkAddress() },
      { check: 'path', find: () => checkPath(settings.endpoints, this.#probe, origin) },
      { check: 'origin', find: () => checkOrigin(this.#probe, origin) },
      ...this.#atEachEndpoint('websocket', (endpoint) => this.#checkTransport(endpoint, 'websocket')),
      ...this.#atEachEndpoint('polling', (endpoint) => this.#checkTransport(endpoint, 'polling')),
      { check: 'signIn', find: () => this.#checkSignIn() },
      { check: 'clock', find: () => checkClock(this.#probe, this.#sentAt, this.#answeredAt) },
      { check: 'roundTrip', find: () => this.#checkRoundTrip() },
      ...this.#ofTheConnection(),
    ];
  }

  /** The app follows nothing for whoever is signed out, nor for an operator, who belongs to no client. */
  #ofTheConnection(): PlannedCheck[] {
    const { user, settings } = this.#ports;
    if (!user?.clientCode) {
      const why = user ? 'connection.operator' : 'connection.signedOut';
      return [{ check: 'connection', find: () => ({ verdict: 'note', means: why }) }];
    }
    return [
      { check: 'events', find: () => checkEvents(this.#ports.connection) },
      { check: 'reconnections', find: () => checkReconnections(this.#ports.connection, this.#ports.now()) },
      ...this.#atEachEndpoint('connection', (endpoint) => {
        const { connection, endpoints } = this.#ports;
        const othersOpen = [...endpoints].some(([other, { state }]) => other !== endpoint && state === 'open');
        const { transports } = settings;
        return checkConnection({ status: endpoints.get(endpoint), connection, transports, othersOpen });
      }),
    ];
  }

  #atEachEndpoint(check: Check['check'], find: (endpoint: string) => Outcome | Promise<Outcome>): PlannedCheck[] {
    const { endpoints } = this.#ports.settings;
    return endpoints.map((endpoint) => ({
      check,
      ...(endpoints.length > 1 && { endpoint }),
      find: () => find(endpoint),
    }));
  }

  async #checkAddress(): Promise<Outcome> {
    const milliseconds = await this.#askProbe();
    return checkAddress(this.#probe, this.#ports, milliseconds);
  }

  async #askProbe(): Promise<number> {
    const startedAt = this.#ports.elapsed();
    this.#sentAt = this.#ports.now();
    this.#probe = await this.#ports.probe();
    this.#answeredAt = this.#ports.now();
    const milliseconds = this.#ports.elapsed() - startedAt;
    if ('answer' in this.#probe) this.#roundTrips.push(milliseconds);
    return milliseconds;
  }

  async #checkTransport(endpoint: string, transport: TransportName): Promise<Outcome> {
    const { settings, origin, user } = this.#ports;
    if (!settings.transports.includes(transport)) {
      return {
        verdict: 'note',
        means: 'transport.switchedOff',
        params: { transport, transports: settings.transports.join(',') },
      };
    }
    if (originOf(endpoint, origin) === origin && this.#isUnreachable)
      return { verdict: 'note', means: 'transport.unknown' };
    const probeId = this.#ports.newProbeId();
    const trial = await this.#ports.trySocket({ endpoint, transport, probeId });
    const seen = trial.outcome === 'opened' ? null : await this.#ports.seenOfTrial(endpoint, probeId);
    return checkTransport({ transport, trial, seen, signedIn: user !== null });
  }

  async #checkSignIn(): Promise<Outcome> {
    return checkSignIn(this.#ports.user ? await this.#ports.me() : null);
  }

  async #checkRoundTrip(): Promise<Outcome> {
    for (let request = 1; request < MEASURED_REQUESTS && !this.#isUnreachable; request++) await this.#askProbe();
    return checkRoundTrip(this.#roundTrips, this.#ports.user ? this.#ports.connection.roundTrip : null);
  }

  /** Trying the rest would only take long. */
  get #isUnreachable(): boolean {
    return 'failure' in this.#probe && this.#probe.failure.status === 0;
  }
}
