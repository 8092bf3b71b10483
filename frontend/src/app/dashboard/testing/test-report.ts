import type { MessageTotals, ReportPoint, StatsReport, TeamStats } from '#contract/stats';

export function someTotals(given: Partial<MessageTotals> = {}): MessageTotals {
  return {
    received: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    sentBy: { user: 0, phone: 0, bot: 0, campaign: 0 },
    firstReplies: { answered: 0, median: null, p90: null },
    ...given,
  };
}

export function aPoint(at: string, given: Partial<ReportPoint> = {}): ReportPoint {
  const conversations = { openConversations: 0, unassigned: 0, unread: 0, waiting: 0 };
  return { ...someTotals(), at, conversations, ...given };
}

/** Of 20 November 2026 until half past two in Bogotá, which is half past seven in the evening by UTC. */
export function aReport(given: Partial<StatsReport> = {}): StatsReport {
  return {
    from: '2026-11-20',
    to: '2026-11-20',
    timeZone: 'America/Bogota',
    totals: someTotals(),
    before: {
      from: '2026-11-19',
      to: '2026-11-19',
      until: '2026-11-19T19:30:00.000Z',
      totals: someTotals(),
      conversations: null,
    },
    grain: 'hour',
    points: [aPoint('2026-11-20T05:00:00.000Z'), aPoint('2026-11-20T06:00:00.000Z')],
    agents: [],
    lines: [],
    at: '2026-11-20T19:30:00.000Z',
    epoch: 'e1',
    seq: 1,
    ...given,
  };
}

export function aTeam(given: Partial<TeamStats> = {}): TeamStats {
  const nobody = { count: 0, unassigned: 0 };
  return {
    agents: [],
    waiting: [nobody, nobody, nobody, nobody, nobody, nobody],
    at: '2026-11-20T19:30:00.000Z',
    epoch: 'e1',
    seq: 1,
    ...given,
  };
}

export function anAgent(given: Partial<TeamStats['agents'][number]> = {}): TeamStats['agents'][number] {
  return {
    userId: 'u2',
    name: 'Luis',
    role: 'agent',
    active: true,
    open: 0,
    unread: 0,
    waiting: 0,
    waitingSince: null,
    sentToday: 0,
    firstReplies: { answered: 0, median: null, p90: null },
    ...given,
  };
}
