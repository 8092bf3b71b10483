import { someStats } from '../../figures/testing/figures-fixtures';
import { aPoint, aReport, someTotals } from '../testing/test-report';
import { tileFigures, type LiveStats, type TileName } from './tile-figures';

describe('the figures of a report', () => {
  const nothing: LiveStats = { stats: null, at: '' };
  const conversations = { openConversations: 8, unassigned: 2, unread: 1, waiting: 3 };
  const report = aReport({
    totals: someTotals({ received: 40, sent: 10, delivered: 8, read: 5, failed: 10 }),
    points: [aPoint('2026-11-20T05:00:00.000Z', { received: 3, conversations: null }), aPoint('', { conversations })],
  });
  const later = '2026-11-20T19:30:01.000Z';

  const figure = (name: TileName, live = nothing, endsToday = true, of = report) => {
    const found = tileFigures(of, endsToday, live).find((one) => one.name === name);
    if (!found) throw new Error(`There is no figure ${name}.`);
    return found;
  };

  it('are those of the report, with how they came about', () => {
    expect(figure('received').value).toBe(40);
    expect(figure('received').points).toEqual([3, 0]);
    expect(figure('waiting').value).toBe(3);
    expect(figure('waiting').points).toEqual([null, 3]);
    expect(figure('waiting').before).toBeNull();
  });

  it('tell shares of what they are part of: what failed was not sent', () => {
    expect(figure('delivered').value).toBe(0.8);
    expect(figure('read').value).toBe(0.5);
    expect(figure('failedShare').value).toBe(0.5);
    expect(figure('delivered').before).toBeNull();
  });

  it('are those of now where something newer is known', () => {
    const stats = someStats({ received: 41, waiting: 4 });
    expect(figure('received', { stats, at: later }).value).toBe(41);
    expect(figure('waiting', { stats, at: later }).value).toBe(4);
    expect(figure('received', { stats, at: '2026-11-20T19:29:59.000Z' }).value).toBe(40);
  });

  it('of several days are of now only where they are of an instant', () => {
    const days = { ...report, from: '2026-11-14' };
    const live = { stats: someStats({ received: 41, waiting: 4 }), at: later };
    expect(figure('received', live, true, days).value).toBe(40);
    expect(figure('waiting', live, true, days).value).toBe(4);
    expect(figure('waiting', live, false, days).value).toBe(3);
  });
});
