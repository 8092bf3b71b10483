import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import { probeId, type HandshakeArrival, type HandshakeTrial } from '#contract/probe';
import { describeArrival } from '../web/index.ts';
import { RefusedHandshake } from './handshake.ts';

const KEPT_TRIALS = 1_000;
const KEPT_ARRIVALS = 20;
const KEPT_MILLISECONDS = 60_000;

export interface HandshakeTrialsOptions {
  /** Whether a request came over an encrypted connection, trusted proxies considered. */
  isSecure: (request: IncomingMessage) => boolean;
  now: () => Date;
}

/**
 * What the server saw of handshakes whose address carries `?probe=<id>`, so that a browser whose socket does not open can ask
 * whether it arrived at all, and how. Kept for a minute and bounded, because anybody may leave such a trace.
 */
export class HandshakeTrials {
  readonly #options: HandshakeTrialsOptions;
  readonly #trials: LRUCache<string, HandshakeArrival[]>;
  readonly #arrivals = new WeakMap<IncomingMessage, HandshakeArrival>();

  constructor(options: HandshakeTrialsOptions) {
    this.#options = options;
    const perf = { now: () => options.now().getTime() };
    this.#trials = new LRUCache({ max: KEPT_TRIALS, ttl: KEPT_MILLISECONDS, ttlResolution: 0, perf });
  }

  /** A handshake has arrived; `refused` without a reason is one that Engine.IO did not understand. */
  arrived(request: IncomingMessage, outcome: HandshakeArrival['outcome']): void {
    // Nearly every handshake carries none, and should cost no more than this.
    if (!request.url?.includes('probe=')) return;
    const query = new URL(request.url, 'http://localhost').searchParams;
    const id = probeId.safeParse(query.get('probe'));
    const transport = query.get('transport');
    if (!id.success || (transport !== 'websocket' && transport !== 'polling')) return;
    const arrivals = this.#trials.get(id.data) ?? [];
    if (arrivals.length >= KEPT_ARRIVALS) return;
    const { now, isSecure } = this.#options;
    const at = now().toISOString();
    const arrival = {
      at,
      transport,
      arrival: describeArrival(request, isSecure(request)),
      outcome,
    } satisfies HandshakeArrival;
    this.#arrivals.set(request, arrival);
    this.#trials.set(id.data, [...arrivals, arrival]);
  }

  /** The socket that this request opened was not admitted; `error` says why, unless it is one of ours. */
  refused(request: IncomingMessage, error: unknown): void {
    const arrival = this.#arrivals.get(request);
    if (!arrival) return;
    arrival.outcome = 'refused';
    if (error instanceof RefusedHandshake) arrival.refusal = error.data.code;
  }

  /** Empty for an id that nothing has arrived under. */
  get(id: string): HandshakeTrial {
    return { arrivals: this.#trials.get(id) ?? [] };
  }
}
