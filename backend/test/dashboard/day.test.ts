import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dayAt, sameTimeOn, startOf } from '../../src/dashboard/index.ts';

const HOUR = 3_600_000;

function dayOf(time: string, timeZone: string) {
  const { from, to } = dayAt(Date.parse(time), timeZone);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), hours: (to - from) / HOUR };
}

describe('A day of a time zone', () => {
  it('begins and ends at its own midnight', () => {
    assert.deepEqual(dayOf('2025-03-01T04:59:59.999Z', 'America/Bogota'), {
      from: '2025-02-28T05:00:00.000Z',
      to: '2025-03-01T05:00:00.000Z',
      hours: 24,
    });
    assert.equal(dayOf('2025-03-01T05:00:00.000Z', 'America/Bogota').from, '2025-03-01T05:00:00.000Z');
    assert.equal(dayOf('2025-03-01T12:00:00.000Z', 'UTC').from, '2025-03-01T00:00:00.000Z');
  });

  it('may begin at a quarter of an hour of UTC', () => {
    assert.equal(dayOf('2025-03-01T12:00:00.000Z', 'Asia/Kolkata').from, '2025-02-28T18:30:00.000Z');
    assert.equal(dayOf('2025-03-01T12:00:00.000Z', 'Asia/Kathmandu').from, '2025-02-28T18:15:00.000Z');
    assert.equal(dayOf('2025-07-01T12:00:00.000Z', 'Pacific/Chatham').from, '2025-07-01T11:15:00.000Z');
  });

  it('is an hour shorter or longer when the clock changes', () => {
    assert.deepEqual(dayOf('2025-03-30T12:00:00.000Z', 'Europe/Madrid'), {
      from: '2025-03-29T23:00:00.000Z',
      to: '2025-03-30T22:00:00.000Z',
      hours: 23,
    });
    assert.equal(dayOf('2025-10-26T23:30:00.000Z', 'Europe/Madrid').hours, 24);
    assert.deepEqual(dayOf('2025-10-26T22:30:00.000Z', 'Europe/Madrid'), {
      from: '2025-10-25T22:00:00.000Z',
      to: '2025-10-26T23:00:00.000Z',
      hours: 25,
    });
    assert.equal(dayOf('2025-04-05T15:30:00.000Z', 'Australia/Lord_Howe').hours, 24.5);
  });

  it('begins at one o’clock where midnight is left out', () => {
    // Chile: on 7 September 2024, at 24:00, clocks go on to 1:00.
    assert.deepEqual(dayOf('2024-09-08T12:00:00.000Z', 'America/Santiago'), {
      from: '2024-09-08T04:00:00.000Z',
      to: '2024-09-09T03:00:00.000Z',
      hours: 23,
    });
    // And on 6 April, at 24:00, back to 23:00: that hour comes twice on the same day.
    assert.equal(dayOf('2024-04-07T03:30:00.000Z', 'America/Santiago').hours, 25);
  });

  it('holds its moment, and borders on the next one without a gap', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (date, timeZone) => {
        const now = date.getTime();
        const day = dayAt(now, timeZone);
        assert.ok(day.from <= now && now < day.to);
        assert.deepEqual(dayAt(day.from, timeZone), day);
        assert.deepEqual(dayAt(day.to - 1, timeZone), day);
        assert.equal(dayAt(day.to, timeZone).from, day.to);
        assert.equal(dayAt(day.from - 1, timeZone).to, day.from);
        const label = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' });
        assert.equal(label.format(day.from), label.format(now));
        assert.notEqual(label.format(day.from - 1), label.format(now));
        assert.notEqual(label.format(day.to), label.format(now));
      }),
      { numRuns: 500 },
    );
  });

  it('begins where its date says, also where clocks change at midnight or a date was left out', () => {
    const start = (date: string, timeZone: string) => new Date(startOf(date, timeZone)).toISOString();
    assert.equal(start('2026-11-27', 'America/Bogota'), '2026-11-27T05:00:00.000Z');
    assert.equal(start('2026-11-27', 'Pacific/Kiritimati'), '2026-11-26T10:00:00.000Z');
    assert.equal(start('2024-09-08', 'America/Santiago'), '2024-09-08T04:00:00.000Z');
    assert.equal(start('2011-12-30', 'Pacific/Apia'), start('2011-12-31', 'Pacific/Apia'));
    const zones = Intl.supportedValuesOf('timeZone');
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (date, timeZone) => {
        const day = dayAt(date.getTime(), timeZone);
        const shown = new Intl.DateTimeFormat('sv', { timeZone }).format(date);
        assert.equal(startOf(shown, timeZone), day.from);
      }),
      { numRuns: 300 },
    );
  });

  it('has the same time as another one, whatever changes of the clock lie between', () => {
    const at = (date: string, time: string, timeZone: string) =>
      new Date(sameTimeOn(date, Date.parse(time), timeZone)).toISOString();
    assert.equal(at('2026-10-24', '2026-10-25T19:05:30.500Z', 'Europe/Madrid'), '2026-10-24T18:05:30.500Z');
    assert.equal(at('2026-10-25', '2026-10-26T00:30:00.000Z', 'Europe/Madrid'), '2026-10-24T23:30:00.000Z');
    assert.equal(at('2026-11-26', '2026-11-27T12:10:00.000Z', 'Asia/Kathmandu'), '2026-11-26T12:10:00.000Z');
    assert.equal(at('2026-04-04', '2026-04-05T12:00:00.000Z', 'Australia/Lord_Howe'), '2026-04-04T11:30:00.000Z');
  });

  it('is none of a time zone that does not exist', () => {
    assert.throws(() => dayAt(0, 'Mars/Olympus'), RangeError);
  });
});
