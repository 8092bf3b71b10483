/** A place in the client's event log. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

/** More than this is not kept while a hole is open; catching up brings the rest. */
const MOST_HELD = 1_000;

/**
 * The one rule for events of the log, whatever brings them: the next one is applied, an older or equal one is dropped,
 * and one beyond a hole is held until the hole is filled.
 */
export class EventSequencer<Event extends { readonly seq: number }> {
  #cursor: Cursor | null = null;
  /** Everything after this has been given out; an older snapshot misses what came before. */
  #givenOutSince = 0;
  #head = 0;
  #held = new Map<number, Event>();

  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** Whether the log is known to hold events that have not been given out. */
  get behind(): boolean {
    return this.#cursor !== null && this.#head > this.#cursor.seq;
  }

  /** Starts following the log at this place, and returns what of the held events comes next. */
  anchor(cursor: Cursor): Event[] {
    this.#cursor = cursor;
    this.#givenOutSince = cursor.seq;
    this.#head = Math.max(cursor.seq, ...this.#held.keys());
    return this.#release();
  }

  /** Follows another log, or the same one from another place: nothing held fits any more. */
  restart(cursor: Cursor): void {
    this.#held.clear();
    this.anchor(cursor);
  }

  /** Returns the events that are due now, in order. */
  receive(event: Event): Event[] {
    this.sawHead(event.seq);
    if (this.#cursor && event.seq <= this.#cursor.seq) return [];
    if (this.#held.size < MOST_HELD) this.#held.set(event.seq, event);
    return this.#release();
  }

  /** The log reaches at least this far. */
  sawHead(seq: number): void {
    this.#head = Math.max(this.#head, seq);
  }

  /** Up to which `seq` a page read at `seq` misses events that were never given out; null when it misses none. */
  missedBy(seq: number): number | null {
    return this.#cursor && seq < this.#givenOutSince ? this.#givenOutSince : null;
  }

  /** The events from `seq` on up to where giving out began have been brought. */
  filledBackTo(seq: number): void {
    this.#givenOutSince = Math.min(this.#givenOutSince, seq);
  }

  #release(): Event[] {
    const due: Event[] = [];
    if (!this.#cursor) return due;
    let { seq } = this.#cursor;
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held);
    for (let next = this.#held.get(seq + 1); next; next = this.#held.get(seq + 1)) {
      due.push(next);
      this.#held.delete(next.seq);
      seq = next.seq;
    }
    if (due.length > 0) this.#cursor = { epoch: this.#cursor.epoch, seq };
    return due;
  }
}
