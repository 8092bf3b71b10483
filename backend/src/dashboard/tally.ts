import type { MessageTotals, SentBy } from '#contract/stats';
import { describeReplies, type CountedReplies } from './first-replies.ts';
import { addTo, noCounts, type CountedMessages } from './message-counts.ts';

/** Adds up what was counted, of one day, agent or line. */
export class Tally {
  readonly #counts = noCounts();
  readonly #sentBy: SentBy = { user: 0, phone: 0, bot: 0, campaign: 0 };
  readonly #bins = new Map<number, number>();

  addMessages(messages: Omit<CountedMessages, 'sessionId' | 'userId'>): void {
    addTo(this.#counts, messages);
    if (messages.author !== 'contact') this.#sentBy[messages.author] += messages.sent;
  }

  addReplies({ bin, count }: Pick<CountedReplies, 'bin' | 'count'>): void {
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
  }

  totals(): MessageTotals {
    return { ...this.#counts, sentBy: { ...this.#sentBy }, firstReplies: describeReplies(this.#bins) };
  }
}

/** The tally under `key`, a new one where there is none yet. */
export function tallyOf<Key>(tallies: Map<Key, Tally>, key: Key): Tally {
  const tally = tallies.get(key) ?? new Tally();
  tallies.set(key, tally);
  return tally;
}

/** What was counted of one span. */
export interface Counted {
  messages: readonly CountedMessages[];
  replies: readonly CountedReplies[];
}

/** By agent or line. Whatever has come back to nothing is left out. */
export function talliesBy(key: 'userId' | 'sessionId', spans: readonly Counted[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { messages, replies } of spans) {
    for (const counted of messages) {
      if (counted.received + counted.sent + counted.failed > 0) tallyOf(tallies, counted[key]).addMessages(counted);
    }
    for (const counted of replies) {
      if (counted.count > 0) tallyOf(tallies, counted[key]).addReplies(counted);
    }
  }
  return tallies;
}
