/** Days and times of day in IANA time zones. */

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1_000;

/** A day such as `2026-11-27`. */
export function dayIn(timeZone: string, moment: Date): string {
  return fieldsIn(timeZone, moment).slice(0, 10);
}

/** The day so many days after one, before it where they are negative. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whole seconds since midnight. */
export function secondOfDay(timeZone: string, moment: Date): number {
  const [hours, minutes, seconds] = fieldsIn(timeZone, moment).slice(11).split(':').map(Number);
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** A moment as a field for date and time has it: `2026-11-27T21:30`. */
export function localTime(timeZone: string, moment: Date): string {
  return fieldsIn(timeZone, moment).slice(0, 16).replace(' ', 'T');
}

/** What calendar and clock show at a moment in epoch milliseconds, as if it were UTC. */
export function shownAt(timeZone: string, moment: number): number {
  const whole = Math.floor(moment / 1_000) * 1_000;
  return Date.parse(`${fieldsIn(timeZone, new Date(whole)).replace(' ', 'T')}Z`) + (moment - whole);
}

/** The moment that a field for date and time means, in epoch milliseconds. One that the clocks skip is the one after it. */
export function momentOf(local: string, timeZone: string): number {
  const asked = Date.parse(`${local}Z`);
  const offsetAt = (moment: number): number => shownAt(timeZone, moment) - moment;
  const minute = asked - (asked % 60_000);
  const moments = [minute - DAY_MS, minute + DAY_MS].map((near) => asked - offsetAt(near));
  // Where the clocks are set, one of the two is another time; of a time that they skip both are, before it and after it.
  const meant = moments.find((moment) => moment + offsetAt(moment) === asked);
  return meant ?? Math.max(...moments);
}

/** The moment `seconds` after `from` (epoch milliseconds) by the clock on the wall, whether or not it was set meanwhile. */
export function laterOnTheWall(from: number, seconds: number, timeZone: string): number {
  const moment = from + seconds * 1_000;
  const expected = (secondOfDay(timeZone, new Date(from)) + seconds) % DAY_SECONDS;
  const off = expected - secondOfDay(timeZone, new Date(moment));
  const shift = off > DAY_SECONDS / 2 ? off - DAY_SECONDS : off < -DAY_SECONDS / 2 ? off + DAY_SECONDS : off;
  // Clocks are set by minutes, never by less.
  return Math.abs(shift) < 60 ? moment : moment + Math.round(shift / 60) * 60_000;
}

/** `2026-11-27 21:30:05`. */
function fieldsIn(timeZone: string, moment: Date): string {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  calendars.set(timeZone, calendar);
  return calendar.format(moment);
}

/** Making one takes far longer than asking it. */
const calendars = new Map<string, Intl.DateTimeFormat>();
