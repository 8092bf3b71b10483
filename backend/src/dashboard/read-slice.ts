import type { StatsReport } from '#contract/stats';
import type { Reading } from '../storage/index.ts';
import { readConversationsAt } from './conversation-counts.ts';
import { readFirstReplies } from './first-replies.ts';
import { readMessageCounts } from './message-counts.ts';
import type { Span } from './report-range.ts';
import type { Counted } from './tally.ts';

/** What a span comes to, by agent, line and author, and the conversations as it ended. */
export interface Slice extends Counted, Pick<StatsReport['points'][number], 'conversations'> {
  from: number;
}

export async function readSlice(database: Reading, clientCode: string, span: Span): Promise<Slice> {
  const [from, to] = [isoTime(span.from), isoTime(span.to)];
  return {
    from: span.from,
    messages: await readMessageCounts(database, clientCode, from, to),
    replies: await readFirstReplies(database, clientCode, from, to),
    conversations: await readConversationsAt(database, clientCode, to),
  };
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
