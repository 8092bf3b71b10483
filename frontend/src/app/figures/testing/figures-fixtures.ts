import type { EventData } from '#contract/events';
import type { Stats, StatsResponse } from '#contract/stats';

/** A time on one day: later the higher the number, in seconds. */
function timeAt(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();
}

export function someStats(changes: Partial<Stats> = {}): Stats {
  return {
    received: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    sentBy: { user: 0, phone: 0, bot: 0, campaign: 0 },
    firstReplies: { answered: 0, median: null, p90: null },
    openConversations: 0,
    unassigned: 0,
    unread: 0,
    waiting: 0,
    closedConversations: 0,
    agents: {},
    lines: {},
    ...changes,
  };
}

/** The answer to `GET /stats`, as things were at this second. */
export function statsAnswer(unread: number, seconds: number): StatsResponse {
  return { stats: someStats({ unread }), at: timeAt(seconds), epoch: 'e1', seq: 1 };
}

/** What push or a poll brings, as things were at this second. */
export function statsUpdated(unread: number, seconds: number): EventData<'stats:updated'> {
  return { clientCode: 'demo', at: timeAt(seconds), stats: someStats({ unread }) };
}
