import type { ServerEventName } from '#contract/event-names';
import type { ReadReason } from '#contract/events';
import type { HandshakeRefusal } from '#contract/socket';
import { RealtimeCounts, type Counted } from './realtime-counts.ts';

/** Keeps the counts of every client and, beside them, those of the whole installation. */
export class CountBook {
  readonly installation: RealtimeCounts;
  /** Refused before it was known whose socket it would be, so there are none per client. */
  readonly refusedHandshakes: Record<HandshakeRefusal, number> = {
    unauthorized: 0,
    forbidden_client: 0,
    forbidden_origin: 0,
    wrong_address: 0,
  };
  /** Events given out for pushing, each counted once however many sockets it went to. */
  readonly emitted = new Map<ServerEventName, number>();
  readonly #clients = new Map<string, RealtimeCounts>();
  readonly #clock: () => number;

  /** `clock` is in milliseconds and never goes back. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.installation = new RealtimeCounts(clock);
  }

  of(clientCode: string): RealtimeCounts {
    const counts = this.#clients.get(clientCode) ?? new RealtimeCounts(this.#clock);
    this.#clients.set(clientCode, counts);
    return counts;
  }

  /** `clientCode` is null for an operator. */
  add(clientCode: string | null, what: Counted): void {
    for (const counts of this.#both(clientCode)) counts.add(what);
  }

  addRead(clientCode: string, reason: ReadReason | undefined, events: number): void {
    for (const counts of this.#both(clientCode)) counts.addRead(reason, events);
  }

  addRoundTrip(clientCode: string | null, milliseconds: number): void {
    for (const counts of this.#both(clientCode)) counts.addRoundTrip(milliseconds);
  }

  addEmitted(name: ServerEventName): void {
    this.emitted.set(name, (this.emitted.get(name) ?? 0) + 1);
  }

  #both(clientCode: string | null): RealtimeCounts[] {
    return clientCode === null ? [this.installation] : [this.installation, this.of(clientCode)];
  }
}
