import { signal } from '@angular/core';
import type { SignedInUser } from '#contract/accounts';
import type { Arrival, HandshakeArrival, HandshakeTrial, ProbeAnswer } from '#contract/probe';
import type { Connection, EndpointStatus } from '../../realtime';
import { connectionOfKind } from '../../realtime/testing/connections';
import type { DoctorPorts, Failure, Reply, SocketTrial, TrialRequest } from '../examination';

export const PAGE = 'https://crm.example.com';

export function anArrival(changes: Partial<Arrival> = {}): Arrival {
  return {
    path: '/api/probe',
    host: 'crm.example.com',
    origin: null,
    protocol: 'https',
    upgrade: null,
    connection: 'close',
    forwarded: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '1 address' },
    ...changes,
  };
}

/** A handshake as the server saw it. */
export function aHandshake(changes: Partial<HandshakeArrival> = {}): HandshakeArrival {
  const arrival = anArrival({ path: '/socket.io/' });
  return { at: '2026-01-01T12:00:00.000Z', transport: 'websocket', arrival, outcome: 'opened', ...changes };
}

export function aFailure(changes: Partial<Failure> = {}): Reply<never> {
  return { failure: { type: 'network', status: 0, detail: '', ...changes } };
}

/** A world in which all is well; a spec spoils what it is about. */
export class FakePorts implements DoctorPorts {
  origin = PAGE;
  settings: DoctorPorts['settings'] = { endpoints: [''], transports: ['websocket', 'polling'], connectTimeout: 4_000 };
  hasNetwork = true;
  user: SignedInUser | null = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'agent', clientCode: 'demo' };
  readonly #connection = signal<Connection>({ ...connectionOfKind('live'), roundTrip: 30 });
  endpoints = new Map<string, EndpointStatus>([['', { state: 'open', failures: 0, transport: 'websocket' }]]);
  arrival = anArrival();
  /** What the server answers; its time is the one of this computer unless `skew` milliseconds say otherwise. */
  answer: Partial<ProbeAnswer> = {};
  probeFailure: Reply<never> | null = null;
  meFailure: Reply<never> | null = null;
  skew = 0;
  /** How each request takes, in milliseconds; the last one goes on for ever. */
  durations = [40];
  /** By endpoint and transport, for example `/polling`; opened where nothing is said. */
  readonly trials = new Map<string, SocketTrial>();
  seen: Reply<HandshakeTrial> = { answer: { arrivals: [] } };
  readonly tried: string[] = [];
  readonly askedFor: string[] = [];
  retries = 0;
  #time = Date.parse('2026-01-01T12:00:00.000Z');

  get connection(): Connection {
    return this.#connection();
  }

  set connection(connection: Connection) {
    this.#connection.set(connection);
  }

  now(): number {
    return this.#time;
  }

  elapsed(): number {
    return this.#time;
  }

  newProbeId(): string {
    return `probe-${this.tried.length}`;
  }

  retryNow(): void {
    this.retries++;
  }

  probe(): Promise<Reply<ProbeAnswer>> {
    const duration = (this.durations.length > 1 ? this.durations.shift() : this.durations[0]) ?? 0;
    const at = new Date(this.#time + duration / 2 + this.skew).toISOString();
    this.#time += duration;
    const signedIn = this.user !== null;
    const answer: ProbeAnswer = {
      at,
      arrival: this.arrival,
      ownOrigin: PAGE,
      originAllowed: true,
      signedIn,
      ...this.answer,
    };
    return Promise.resolve(this.probeFailure ?? { answer });
  }

  me(): Promise<Reply<SignedInUser>> {
    return Promise.resolve(this.meFailure ?? (this.user ? { answer: this.user } : aFailure({ type: 'unauthorized' })));
  }

  trySocket({ endpoint, transport }: TrialRequest): Promise<SocketTrial> {
    this.tried.push(`${endpoint}/${transport}`);
    return Promise.resolve(this.trials.get(`${endpoint}/${transport}`) ?? { outcome: 'opened', milliseconds: 55 });
  }

  seenOfTrial(endpoint: string, probeId: string): Promise<Reply<HandshakeTrial>> {
    this.askedFor.push(`${endpoint} ${probeId}`);
    return Promise.resolve(this.seen);
  }
}
