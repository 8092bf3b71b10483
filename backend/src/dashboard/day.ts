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
  const today = dateAt(quarter * QUARTER, timeZone);
  const isToday = (place: number) => dateAt(place * QUARTER, timeZone) === today;
  return {
    from: firstWhere(isToday, quarter - LONGEST_DAY_IN_QUARTERS, quarter) * QUARTER,
    to: firstWhere((place) => !isToday(place), quarter, quarter + LONGEST_DAY_IN_QUARTERS) * QUARTER,
  };
}

/** The date, such as `2026-11-27`, that a calendar shows at `now` in an IANA time zone. */
export function dateAt(now: number, timeZone: string): string {
  return calendarOf(timeZone).format(now);
}

/** So many days after a date; before it where they are negative. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** The first instant of a date in an IANA time zone; of the next one there where it was left out (Samoa, 2011). */
export function startOf(date: string, timeZone: string): number {
  const place = Math.floor(Date.parse(date) / QUARTER);
  const isThere = (quarter: number) => dateAt(quarter * QUARTER, timeZone) >= date;
  return firstWhere(isThere, place - FURTHEST_IN_QUARTERS, place + FURTHEST_IN_QUARTERS) * QUARTER;
}

/** When the clocks of `timeZone` show on that date what they show at `now`, whatever changes of the clock lie between. */
export function sameTimeOn(date: string, now: number, timeZone: string): number {
  const timeOfDay = shownAt(now, timeZone) % DAY;
  const shown = Date.parse(date) + timeOfDay;
  const offsetAt = (instant: number) => shownAt(instant, timeZone) - instant;
  return shown - offsetAt(shown - offsetAt(startOf(date, timeZone)));
}

/** The date and the time of the day, such as `2026-11-27` and `14:30`, that are shown at `now` in an IANA time zone. */
export function shownDateAndTime(now: number, timeZone: string): [date: string, time: string] {
  const shown = new Date(shownAt(now, timeZone)).toISOString();
  return [shown.slice(0, 10), shown.slice(11, 16)];
}

/** What calendar and clock show at `now`, to the second, as if it were UTC. */
function shownAt(now: number, timeZone: string): number {
  const whole = Math.floor(now / 1_000) * 1_000;
  return Date.parse(`${clockOf(timeZone).format(whole).replace(' ', 'T')}Z`) + (now - whole);
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

/** Swedes write dates and times as ISO 8601 does. */
const LOCALE = 'sv';
const calendars = new Map<string, Intl.DateTimeFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs more than a hundred uses of it. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat(LOCALE, { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  calendars.set(timeZone, calendar);
  return calendar;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat(LOCALE, { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);
  return clock;
}
