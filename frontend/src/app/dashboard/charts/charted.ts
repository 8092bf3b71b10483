import type { MessageTotals, ReportPoint, StatsReport } from '#contract/stats';
import { dayIn } from '#contract/time-zones';
import type { FigureWords } from '../words/figure-words';
import type { ChartData, ChartSeries, TableData } from './chart-data';

/** What the words of charts are made with: texts of the panel by key, figures, and times in the client's time zone. */
export interface ChartWords {
  readonly text: (key: string) => string;
  readonly figures: Pick<FigureWords, 'of'>;
  readonly language: string;
}

export interface ChartWithTable {
  readonly chart: ChartData;
  readonly table: TableData;
}

const HOUR = 3_600_000;

/** The messages of a report as they came and went. A day that goes on has room for all its hours. */
export function messagesOverTime(report: StatsReport, words: ChartWords): ChartWithTable {
  const { points } = report;
  const name = pointNames(report, words.language);
  const labels = [...points.map(({ at }) => name(at)), ...hoursToCome(report).map(name)];
  const series = (key: string, colour: ChartSeries['colour'], of: (point: ReportPoint) => number): ChartSeries => ({
    name: words.text(`series.${key}`),
    colour,
    values: [...points.map(of), ...labels.slice(points.length).map(() => null)],
  });
  return {
    chart: {
      shape: 'columns',
      labels,
      series: [
        series('received', '--color-info', ({ received }) => received),
        series('team', '--color-accent', ({ sentBy }) => byTeam(sentBy)),
        series('bot', '--color-label-purple', ({ sentBy }) => sentBy.bot),
        series('campaigns', '--color-label-orange', ({ sentBy }) => sentBy.campaign),
      ],
    },
    table: pointTable(report, name, words),
  };
}

/** Who of the team has sent how much. */
export function messagesByAgent({ agents }: StatsReport, { text, figures }: ChartWords): ChartWithTable {
  const values = agents.map(({ sent }) => sent);
  return {
    chart: {
      shape: 'bars',
      labels: agents.map(({ name }) => name),
      series: [{ name: text('series.sent'), colour: '--color-accent', values }],
    },
    table: {
      columns: ['agent', 'sent', 'failed', 'answered', 'median', 'p90'].map((key) => text(`columns.${key}`)),
      rows: agents.map(({ name, sent, failed, firstReplies: { answered, median, p90 } }) => [
        name,
        ...[sent, failed, answered].map((count) => figures.of('count', count)),
        ...[median, p90].map((seconds) => figures.of('seconds', seconds)),
      ]),
    },
  };
}

/** What went over which line. */
export function messagesByLine({ lines }: StatsReport, { text, figures }: ChartWords): ChartWithTable {
  const columns = ['line', 'received', 'sent', 'delivered', 'read', 'failed', 'median', 'p90'];
  return {
    chart: {
      shape: 'bars',
      labels: lines.map(({ name }) => name),
      series: [
        { name: text('series.received'), colour: '--color-info', values: lines.map(({ received }) => received) },
        { name: text('series.sent'), colour: '--color-accent', values: lines.map(({ sent }) => sent) },
      ],
    },
    table: {
      columns: columns.map((key) => text(`columns.${key}`)),
      rows: lines.map(({ name, received, sent, delivered, read, failed, firstReplies: { median, p90 } }) => [
        name,
        ...[received, sent, delivered, read, failed].map((count) => figures.of('count', count)),
        ...[median, p90].map((seconds) => figures.of('seconds', seconds)),
      ]),
    },
  };
}

function pointTable(
  { points, grain }: StatsReport,
  name: (at: string) => string,
  { text, figures }: ChartWords,
): TableData {
  const messages = ['received', 'team', 'bot', 'campaigns', 'sent', 'delivered', 'read', 'failed', 'median', 'p90'];
  const conversations = ['openConversations', 'unassigned', 'waiting'] as const;
  return {
    columns: [grain, ...messages, ...conversations].map((key) => text(`columns.${key}`)),
    rows: points.map((point) => [
      name(point.at),
      ...messageCells(point).map((count) => figures.of('count', count)),
      ...[point.firstReplies.median, point.firstReplies.p90].map((seconds) => figures.of('seconds', seconds)),
      ...conversations.map((key) => figures.of('count', point.conversations?.[key] ?? null)),
    ]),
  };
}

function messageCells({ received, sentBy, sent, delivered, read, failed }: ReportPoint): number[] {
  return [received, byTeam(sentBy), sentBy.bot, sentBy.campaign, sent, delivered, read, failed];
}

function byTeam({ user, phone }: MessageTotals['sentBy']): number {
  return user + phone;
}

/** Hours of the last day that have not begun. */
function hoursToCome({ points, grain, to, timeZone }: StatsReport): string[] {
  const last = points.at(-1);
  const hours: string[] = [];
  if (grain === 'day' || !last) return hours;
  for (let at = Date.parse(last.at) + HOUR; dayIn(timeZone, new Date(at)) <= to; at += HOUR) {
    hours.push(new Date(at).toISOString());
  }
  return hours;
}

/** How the points of a report are called: by the hour, with the day where there are two, or by the day. */
function pointNames({ grain, from, to, timeZone }: StatsReport, language: string): (at: string) => string {
  const day = { day: 'numeric', month: 'short' } as const;
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const options = grain === 'day' ? day : from === to ? hour : { ...day, ...hour };
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone });
  return (at) => format.format(new Date(at));
}
