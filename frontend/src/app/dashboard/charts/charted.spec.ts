import { durationWords } from '../../i18n';
import { aPoint, aReport, someTotals } from '../testing/test-report';
import { type ChartWords, messagesByAgent, messagesByLine, messagesOverTime } from './charted';

describe('the charts of a report', () => {
  const words: ChartWords = {
    text: (key) => key,
    figures: { of: (unit, value) => (value === null ? '—' : unit === 'seconds' ? durationWords(value) : `${value}`) },
    language: 'es',
  };
  const sentBy = { user: 2, phone: 1, bot: 4, campaign: 8 };

  it('of today have room for every hour in the client’s time zone, also for those to come', () => {
    const points = [aPoint('2026-11-20T05:00:00.000Z', { received: 7, sent: 15, sentBy })];
    const { chart, table } = messagesOverTime(aReport({ points }), words);

    expect(chart.labels.length).toBe(24);
    expect([chart.labels[0], chart.labels.at(-1)]).toEqual(['00:00', '23:00']);
    expect(chart.series.map(({ name, values }) => [name, values[0], values[23]])).toEqual([
      ['series.received', 7, null],
      ['series.team', 3, null],
      ['series.bot', 4, null],
      ['series.campaigns', 8, null],
    ]);
    expect(table.rows.length).toBe(1);
    expect(table.rows[0]?.slice(0, 6)).toEqual(['00:00', '7', '3', '4', '8', '15']);
    expect(table.columns.length).toBe(table.rows[0]?.length ?? 0);
  });

  it('name their days where there are several', () => {
    const points = [aPoint('2026-11-14T05:00:00.000Z'), aPoint('2026-11-15T05:00:00.000Z')];
    const { chart, table } = messagesOverTime(aReport({ from: '2026-11-14', grain: 'day', points }), words);

    expect(chart.labels).toEqual(['14 nov', '15 nov']);
    expect(table.columns[0]).toBe('columns.day');
  });

  it('tell who has sent how much, and how fast', () => {
    const firstReplies = { answered: 3, median: 130, p90: null };
    const report = aReport({ agents: [{ userId: 'u2', name: 'Luis', sent: 9, failed: 1, firstReplies }] });
    const { chart, table } = messagesByAgent(report, words);

    expect(chart.labels).toEqual(['Luis']);
    expect(chart.series[0]?.values).toEqual([9]);
    expect(table.rows).toEqual([['Luis', '9', '1', '3', '2 min 10 s', '—']]);
  });

  it('tell what went over which line', () => {
    const line = {
      ...someTotals({ received: 5, sent: 4, delivered: 3, read: 2, failed: 1 }),
      sessionId: 's1',
      name: 'Ventas',
    };
    const { chart, table } = messagesByLine(aReport({ lines: [line] }), words);

    expect(chart.series.map(({ values }) => values[0])).toEqual([5, 4]);
    expect(table.rows).toEqual([['Ventas', '5', '4', '3', '2', '1', '—', '—']]);
  });
});
