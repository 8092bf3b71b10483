import { LONGEST_RANGE, type ReportQuery, type StatsReport } from '#contract/stats';
import { dayIn, daysAfter } from '#contract/time-zones';
import { HttpProblem } from '../web/index.ts';
import { sameTimeOn, startOf } from './day.ts';
import { QUARTER } from './quarters.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const MOST_DAYS_BY_HOUR = 2;
const LONGEST_SPAN = 16 * DAY;

/** From the first instant up to the other one, in milliseconds since 1970, both starts of quarters. */
export interface Span {
  from: number;
  to: number;
}

/** The days of a report, cut into points, and the days that it is compared with. */
export interface ReportRange extends Pick<StatsReport, 'from' | 'to' | 'grain'> {
  points: Span[];
  /** `spans`: one after the other, up to `until`, in milliseconds since 1970. */
  before: Pick<StatsReport['before'], 'from' | 'to'> & { spans: Span[]; until: number };
  /** Up to when all this is so; what is asked for later may reach further. */
  until: number;
}

/**
 * What is asked for, at `now` in the client's time zone. Throws the problem in words for days that make no range, lie in the
 * future or are too many.
 */
export function rangeOf({ from, to }: ReportQuery, now: number, timeZone: string): ReportRange {
  const today = dayIn(timeZone, new Date(now));
  const [first, last] = [from ?? today, to ?? today];
  const days = (Date.parse(last) - Date.parse(first)) / DAY + 1;
  requireRange({ first, last, today, days });
  const grain = days <= MOST_DAYS_BY_HOUR ? 'hour' : 'day';
  const starts = Array.from({ length: days + 1 }, (_, place) => startOf(daysAfter(first, place), timeZone));
  const before = { from: daysAfter(first, -days), to: daysAfter(first, -1) };
  const begin = starts[0] ?? now;
  const beforeBegin = startOf(before.from, timeZone);
  const sameTime = last === today ? toQuarter(sameTimeOn(before.to, now, timeZone)) : begin;
  const beforeUntil = Math.max(beforeBegin, Math.min(sameTime, begin));
  return {
    from: first,
    to: last,
    grain,
    points: pointsBetween(starts, grain).filter((point) => point.from <= now),
    before: { ...before, spans: spansBetween(beforeBegin, beforeUntil), until: beforeUntil },
    // Where it ends today, the time of the day goes on by quarters of an hour, rounded, and so do the points.
    until: last === today ? (Math.floor(now / (QUARTER / 2)) + 1) * (QUARTER / 2) : Infinity,
  };
}

/** At least one, none so long that adding it up would hold up others. */
function spansBetween(from: number, to: number): Span[] {
  const count = Math.max(1, Math.ceil((to - from) / LONGEST_SPAN));
  return Array.from({ length: count }, (_, place) => ({
    from: from + place * LONGEST_SPAN,
    to: Math.min(from + (place + 1) * LONGEST_SPAN, to),
  }));
}

function requireRange({
  first,
  last,
  today,
  days,
}: Record<'first' | 'last' | 'today', string> & { days: number }): void {
  const refuse = (path: keyof ReportQuery, message: string) =>
    new HttpProblem('bad-request', 'These days are no range that figures can be given of.', {
      errors: [{ path, message }],
    });
  if (first > last) throw refuse('from', 'The first day comes after the last.');
  if (last > today) throw refuse('to', 'The last day lies in the future.');
  if (days > LONGEST_RANGE) throw refuse('from', `Ask for at most ${String(LONGEST_RANGE)} days.`);
}

/** Hours from the first instant of each day on, of which a day whose clocks change by half an hour has a shorter one; or days. */
function pointsBetween(starts: readonly number[], grain: ReportRange['grain']): Span[] {
  return starts.slice(0, -1).flatMap((from, place) => {
    const to = starts[place + 1] ?? from;
    // A date that was left out.
    if (to === from) return [];
    if (grain === 'day') return [{ from, to }];
    return Array.from({ length: Math.ceil((to - from) / HOUR) }, (_, hour) => ({
      from: from + hour * HOUR,
      to: Math.min(from + (hour + 1) * HOUR, to),
    }));
  });
}

function toQuarter(time: number): number {
  return Math.round(time / QUARTER) * QUARTER;
}
