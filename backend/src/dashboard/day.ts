import { dayIn, shownAt } from '#contract/time-zones';
import { QUARTER } from './quarters.ts';

/** A day of 24 hours grows by the shift of its clock change: two hours at most, at Antarctica/Troll. */
const LONGEST_DAY_IN_QUARTERS = 26 * 4;
/** No clock is further from UTC than 16 hours. */
const FURTHEST_IN_QUARTERS = 16 * 4;
const DAY = 24 * 60 * 60_000;

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
  const quarter = Math.floor(now / QUARTER);
  const today = dayIn(timeZone, new Date(quarter * QUARTER));
  const isToday = (place: number) => dayIn(timeZone, new Date(place * QUARTER)) === today;
  return {
    from: firstWhere(isToday, quarter - LONGEST_DAY_IN_QUARTERS, quarter) * QUARTER,
    to: firstWhere((place) => !isToday(place), quarter, quarter + LONGEST_DAY_IN_QUARTERS) * QUARTER,
  };
}

/** The first instant of a date in an IANA time zone; of the next one there where it was left out (Samoa, 2011). */
export function startOf(date: string, timeZone: string): number {
  const place = Math.floor(Date.parse(date) / QUARTER);
  const isThere = (quarter: number) => dayIn(timeZone, new Date(quarter * QUARTER)) >= date;
  return firstWhere(isThere, place - FURTHEST_IN_QUARTERS, place + FURTHEST_IN_QUARTERS) * QUARTER;
}

/** When the clocks of `timeZone` show on that date what they show at `now`, whatever changes of the clock lie between. */
export function sameTimeOn(date: string, now: number, timeZone: string): number {
  const timeOfDay = shownAt(timeZone, now) % DAY;
  const shown = Date.parse(date) + timeOfDay;
  const offsetAt = (instant: number) => shownAt(timeZone, instant) - instant;
  return shown - offsetAt(shown - offsetAt(startOf(date, timeZone)));
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
