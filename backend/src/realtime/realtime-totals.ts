import type { ServerEventName } from '#contract/event-names';
import type { ReadReason } from '#contract/events';
import type { RealtimeFigures } from '#contract/probe';
import type { HandshakeRefusal } from '#contract/socket';
import type { CountBook } from './count-book.ts';
import type { SocketsNow } from './realtime-counts.ts';

/** Everything that is counted of the installation since the process began, for its operator. */
export interface RealtimeTotals extends RealtimeFigures {
  refusedHandshakes: Readonly<Record<HandshakeRefusal, number>>;
  refusedJoins: number;
  badEvents: number;
  /** Reads of the log by the reason they gave; `unsaid` for none. Reasons nobody gave are left out. */
  reads: Partial<Record<ReadReason | 'unsaid', number>>;
  /** Events that reads of the log have delivered. */
  readEvents: number;
  /** Events given out for pushing, by name, each counted once however many sockets it went to. */
  emitted: Partial<Record<ServerEventName, number>>;
}

export function totalsOf(book: CountBook, since: string, now: SocketsNow): RealtimeTotals {
  const { installation, refusedHandshakes, emitted } = book;
  return {
    ...installation.figures(since, now),
    refusedHandshakes,
    refusedJoins: installation.totals.refusedJoins,
    badEvents: installation.totals.badEvents,
    reads: Object.fromEntries(installation.reads),
    readEvents: installation.readEvents,
    emitted: Object.fromEntries(emitted),
  };
}
