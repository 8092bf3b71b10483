import type { MessageTotals, StatsReport } from '#contract/stats';
import type { Reading } from '../storage/index.ts';
import { isoTime, type Slice } from './read-slice.ts';
import type { ReportRange, Span } from './report-range.ts';
import { talliesBy, Tally } from './tally.ts';

/** How people and lines that figures are of are called, those who have left among them. */
export interface Names {
  agents: ReadonlyMap<string, string>;
  lines: ReadonlyMap<string, string>;
}

export async function readNames(database: Reading, clientCode: string): Promise<Names> {
  const agents = await database
    .selectFrom('users')
    .select(['id', 'name'])
    .where('clientCode', '=', clientCode)
    .execute();
  const lines = await database
    .selectFrom('whatsappSessions')
    .select(['id', 'name'])
    .where('clientCode', '=', clientCode)
    .execute();
  const byId = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return { agents: byId(agents), lines: byId(lines) };
}

/** The figures of a range, and of the days before it, from those of its points. */
export async function readReport(
  database: Reading,
  clientCode: string,
  { from, to, grain, points, before }: ReportRange,
  read: (span: Span) => Promise<Slice>,
): Promise<Omit<StatsReport, 'timeZone' | 'at' | 'epoch' | 'seq'>> {
  const slices: Slice[] = [];
  for (const point of points) slices.push(await read(point));
  const earlier: Slice[] = [];
  for (const span of before.spans) earlier.push(await read(span));
  const names = await readNames(database, clientCode);
  return {
    from,
    to,
    grain,
    totals: totalsOf(slices),
    before: {
      from: before.from,
      to: before.to,
      until: isoTime(before.until),
      totals: totalsOf(earlier),
      conversations: earlier.at(-1)?.conversations ?? null,
    },
    points: slices.map((slice) => ({
      at: isoTime(slice.from),
      ...totalsOf([slice]),
      conversations: slice.conversations,
    })),
    agents: agentsOf(slices, names),
    lines: linesOf(slices, names),
  };
}

function totalsOf(slices: readonly Slice[]): MessageTotals {
  const tally = new Tally();
  for (const { messages, replies } of slices) {
    for (const counted of messages) tally.addMessages(counted);
    for (const counted of replies) tally.addReplies(counted);
  }
  return tally.totals();
}

function agentsOf(slices: readonly Slice[], names: Names): StatsReport['agents'] {
  return [...talliesBy('userId', slices)]
    .filter(([userId]) => userId !== '')
    .map(([userId, tally]) => {
      const { sent, failed, firstReplies } = tally.totals();
      return { userId, name: names.agents.get(userId) ?? '', sent, failed, firstReplies };
    })
    .toSorted((one, other) => other.sent - one.sent || one.name.localeCompare(other.name));
}

function linesOf(slices: readonly Slice[], names: Names): StatsReport['lines'] {
  return [...talliesBy('sessionId', slices)]
    .map(([sessionId, tally]) => {
      const { sentBy: _sentBy, ...totals } = tally.totals();
      return { sessionId, name: names.lines.get(sessionId) ?? '', ...totals };
    })
    .toSorted(
      (one, other) => other.received + other.sent - (one.received + one.sent) || one.name.localeCompare(other.name),
    );
}
