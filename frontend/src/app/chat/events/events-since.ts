import type { ChatEvent } from './chat-event';

/**
 * Remembers the events of the time while a page is on its way, so that they can be applied on top of it: a page is read
 * at one moment and arrives at a later one.
 */
export class EventsSince {
  #events: ChatEvent[] = [];
  #waiting = 0;

  remember(event: ChatEvent): void {
    if (this.#waiting > 0) {
      this.#events.push(event);
    }
  }

  pageAskedFor(): void {
    this.#waiting += 1;
  }

  /** To be called once for each page asked for, whether it came or not. */
  pageSettled(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) {
      this.#events = [];
    }
  }

  /** What happened after the moment at which the page was read. */
  after(seq: number): readonly ChatEvent[] {
    return this.#events.filter(({ data }) => data.seq === undefined || data.seq > seq);
  }
}
