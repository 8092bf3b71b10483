import type { ConversationTotals, MessageTotals, Stats, StatsReport } from '#contract/stats';
import type { Unit } from '../words/figure-words';

export const tileNames = [
  'received',
  'sent',
  'openConversations',
  'unassigned',
  'waiting',
  'median',
  'p90',
  'delivered',
  'read',
  'failedShare',
  'failed',
] as const;
export type TileName = (typeof tileNames)[number];

/** A figure of the range, beside what it was before and how it came about. */
export interface TileFigure {
  readonly name: TileName;
  readonly unit: Unit;
  /** Null where more is neither good nor bad. */
  readonly better: 'more' | 'less' | null;
  /** Whether it is of an instant, and not of the whole range. */
  readonly isOfNow: boolean;
  readonly value: number | null;
  readonly before: number | null;
  /** Of each point of the report; null where there is none. */
  readonly points: readonly (number | null)[];
}

type Kind = Pick<TileFigure, 'unit' | 'better'> &
  (
    | { readonly ofMessages: (totals: MessageTotals) => number | null }
    | { readonly ofConversations: keyof ConversationTotals }
  );

const kinds: Readonly<Record<TileName, Kind>> = {
  received: { unit: 'count', better: null, ofMessages: ({ received }) => received },
  sent: { unit: 'count', better: null, ofMessages: ({ sent }) => sent },
  openConversations: { unit: 'count', better: null, ofConversations: 'openConversations' },
  unassigned: { unit: 'count', better: 'less', ofConversations: 'unassigned' },
  waiting: { unit: 'count', better: 'less', ofConversations: 'waiting' },
  median: { unit: 'seconds', better: 'less', ofMessages: ({ firstReplies }) => firstReplies.median },
  p90: { unit: 'seconds', better: 'less', ofMessages: ({ firstReplies }) => firstReplies.p90 },
  delivered: { unit: 'share', better: 'more', ofMessages: ({ delivered, sent }) => part(delivered, sent) },
  read: { unit: 'share', better: 'more', ofMessages: ({ read, sent }) => part(read, sent) },
  // What failed was not sent.
  failedShare: { unit: 'share', better: 'less', ofMessages: ({ failed, sent }) => part(failed, sent + failed) },
  failed: { unit: 'count', better: 'less', ofMessages: ({ failed }) => failed },
};

/** What push and polls have brought since. */
export interface LiveStats {
  readonly stats: Stats | null;
  /** When the server had them so, ISO 8601. */
  readonly at: string;
}

/** The figures of a report; of now, as far as it is about now and something newer is known. */
export function tileFigures(report: StatsReport, endsToday: boolean, live: LiveStats): readonly TileFigure[] {
  const newer = endsToday && live.at >= report.at ? live.stats : null;
  const isToday = report.from === report.to;
  const totals = isToday && newer ? newer : report.totals;
  const conversations = newer ?? report.points.at(-1)?.conversations ?? null;
  return tileNames.map((name) => {
    const kind = kinds[name];
    const { unit, better } = kind;
    if ('ofMessages' in kind) {
      const of = kind.ofMessages;
      const [value, before] = [of(totals), of(report.before.totals)];
      return { name, unit, better, isOfNow: false, value, before, points: report.points.map(of) };
    }
    const of = (counts: ConversationTotals | null): number | null => counts?.[kind.ofConversations] ?? null;
    const points = report.points.map((point) => of(point.conversations));
    return {
      name,
      unit,
      better,
      isOfNow: true,
      value: of(conversations),
      before: of(report.before.conversations),
      points,
    };
  });
}

/** How large a part of something is; null of nothing. */
function part(count: number, whole: number): number | null {
  return whole === 0 ? null : count / whole;
}
