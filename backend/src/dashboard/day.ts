import { QUARTER } from './quarters.ts';

/** A day of 24 hours grows by the shift of its clock change: two hours at most, at Antarctica/Troll. */
const LONGEST_DAY_IN_QUARTERS = 26 * 4;

/** A day somewhere: from its first instant up to the first instant of the next, in milliseconds since 1970. */
export interface Day {
  from: number;
  to: number;
}

/**
 * The day that `now` (milliseconds since 1970) lies in, in an IANA time zone. Changes of the clock are taken from the
 * calendar itself, so a day may have 23 or 25 hours and need not begin at midnight. `RangeError` for an unknown zone.
 */
export function dayAt(now: number, timeZone: string): Day {
  const calendar = calendarOf(timeZone);
  const quarter = Math.floor(now / QUARTER);
  const today = calendar.format(quarter * QUARTER);
  const isToday = (place: number) => calendar.format(place * QUARTER) === today;
  return {
    from: firstWhere(isToday, quarter - LONGEST_DAY_IN_QUARTERS, quarter) * QUARTER,
    to: firstWhere((place) => !isToday(place), quarter, quarter + LONGEST_DAY_IN_QUARTERS) * QUARTER,
  };
}

/** Where `holds` begins to hold, knowing that it does not yet at `below` and does at `upTo`. */
function firstWhere(holds: (place: number) => boolean, below: number, upTo: number): number {
  let [no, yes] = [below, upTo];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs more than a hundred uses of it. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  calendars.set(timeZone, calendar);
  return calendar;
}
