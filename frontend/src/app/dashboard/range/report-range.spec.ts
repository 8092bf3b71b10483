import { dayIn, daysAfter } from '#contract/time-zones';
import { faultOf, queryOf, rangeOf } from './report-range';

describe('the range of a report', () => {
  const today = '2026-11-20';

  it('is what the address names', () => {
    expect(rangeOf({}, today)).toEqual({ kind: 'today', from: today, to: today });
    expect(rangeOf({ range: '7d' }, today)).toEqual({ kind: '7d', from: '2026-11-14', to: today });
    expect(rangeOf({ range: '30d' }, today).from).toBe('2026-10-22');
    expect(rangeOf({ from: '2026-11-01', to: '2026-11-02' }, today)).toEqual({
      kind: 'own',
      from: '2026-11-01',
      to: '2026-11-02',
    });
  });

  it('is today where the address names none that can be', () => {
    for (const params of [
      { range: 'always' },
      { from: '2026-11-01' },
      { from: '2026-11-03', to: '2026-11-02' },
      { from: '2026-02-31', to: 'soon' },
    ]) {
      expect(rangeOf(params, today).kind).withContext(JSON.stringify(params)).toBe('today');
    }
  });

  it('has both its days, in order, none to come, and a year of them at most', () => {
    expect(faultOf('', today, today)).toBe('missing');
    expect(faultOf('2026-11-02', '2026-11-01', today)).toBe('order');
    expect(faultOf(today, daysAfter(today, 1), today)).toBe('future');
    expect(faultOf(daysAfter(today, -366), today, today)).toBe('long');
    expect(faultOf(daysAfter(today, -365), today, today)).toBeNull();
    expect(faultOf(today, today, today)).toBeNull();
  });

  it('leaves it to the server which day is today', () => {
    expect(queryOf(rangeOf({}, today))).toEqual({});
    expect(queryOf(rangeOf({ range: '7d' }, today))).toEqual({ from: '2026-11-14' });
  });

  it('goes by the calendar of the client', () => {
    const night = Date.parse('2026-11-21T03:00:00.000Z');
    expect(dayIn('America/Bogota', new Date(night))).toBe('2026-11-20');
    expect(dayIn('Europe/Madrid', new Date(night))).toBe('2026-11-21');
  });
});
