import type { Cursor, ServerEvent } from './feed.ts';

/** What a tab was given of its client's log, counted as it comes. */
export class Ledger {
  readonly #clientCode: string;
  /** Given since the last start over, by `seq`. */
  #given = new Set<number>();
  #anchor = 0;
  #oldestSnapshot = 0;
  #last = 0;
  /** Ids of messages beyond the anchor in the order in which they were given, by conversation. */
  #messages = new Map<string, string[]>();

  delivered = 0;
  twice = 0;
  outOfOrder = 0;
  ofOthers = 0;

  constructor(clientCode: string) {
    this.#clientCode = clientCode;
  }

  /** The highest `seq` that was given or known from the start. */
  get last(): number {
    return this.#last;
  }

  /** Whether the newest up to `seq` has come, and the newest of what older pages missed. */
  reaches(seq: number): boolean {
    return this.#last >= seq && (this.#oldestSnapshot >= this.#anchor || this.#given.has(this.#anchor));
  }

  /** The log is followed from here. */
  start({ seq }: Cursor): void {
    this.#given = new Set();
    this.#anchor = seq;
    this.#oldestSnapshot = seq;
    this.#last = seq;
    this.#messages = new Map();
  }

  /** A page that is shown was read here: what it misses has to be given too. */
  shows({ seq }: Cursor): void {
    this.#oldestSnapshot = Math.min(this.#oldestSnapshot, seq);
  }

  take({ name, data }: ServerEvent): void {
    if (data.clientCode !== this.#clientCode) this.ofOthers += 1;
    const { seq } = data;
    if (seq === undefined) return;
    this.delivered += 1;
    if (this.#given.has(seq)) this.twice += 1;
    this.#given.add(seq);
    // What lies before the anchor fills up an older page; the rest has to come one after the other.
    if (seq <= this.#anchor) return;
    if (seq !== this.#last + 1) this.outOfOrder += 1;
    this.#last = Math.max(this.#last, seq);
    if (name !== 'message:new') return;
    const { conversationId, id } = data.message;
    const known = this.#messages.get(conversationId);
    if (known) known.push(id);
    else this.#messages.set(conversationId, [id]);
  }

  messagesOf(conversationId: string): readonly string[] {
    return this.#messages.get(conversationId) ?? [];
  }

  /** How many events up to `head` should have been given and were not. */
  missing(head: number): number {
    let missing = 0;
    for (let seq = this.#oldestSnapshot + 1; seq <= head; seq += 1) if (!this.#given.has(seq)) missing += 1;
    return missing;
  }
}
