import { WEEKDAYS, type Weekday } from './bot-limits.ts';
import { dayIn, daysAfter, localTime } from './time-zones.ts';

/** When somebody is there. Times of day such as "09:00", the end of a span up to "24:00", each after the one before it. */
export interface BusinessHours {
  week: Record<Weekday, readonly { from: string; to: string }[]>;
  /** Days such as "2026-12-25" on which nobody is there, whatever the weekday. */
  holidays: readonly { day: string; name: string }[];
}

const usual = [{ from: '09:00', to: '18:00' }];

/** For a client that has decided nothing. */
export const USUAL_HOURS: BusinessHours = {
  week: {
    monday: usual,
    tuesday: usual,
    wednesday: usual,
    thursday: usual,
    friday: usual,
    saturday: [{ from: '09:00', to: '13:00' }],
    sunday: [],
  },
  holidays: [],
};

/** Whether somebody is there at this moment, by the clock of an IANA time zone. */
export function isWithinHours(hours: BusinessHours, timeZone: string, moment: Date): boolean {
  const day = dayIn(timeZone, moment);
  if (isHoliday(hours, day)) return false;
  const clock = localTime(timeZone, moment).slice(11);
  return hours.week[weekdayOf(day)].some(({ from, to }) => from <= clock && clock < to);
}

/** Whether somebody has been there at any moment from one to another. */
export function wasWithinHours(hours: BusinessHours, timeZone: string, from: Date, to: Date): boolean {
  const [begin, end] = [localTime(timeZone, from), localTime(timeZone, to)];
  for (let day = begin.slice(0, 10); day <= end.slice(0, 10); day = daysAfter(day, 1)) {
    const spans = isHoliday(hours, day) ? [] : hours.week[weekdayOf(day)];
    if (spans.some((span) => `${day}T${span.from}` <= end && begin < `${day}T${span.to}`)) return true;
  }
  return false;
}

function isHoliday({ holidays }: BusinessHours, day: string): boolean {
  return holidays.some((holiday) => holiday.day === day);
}

/** The weekday of a day such as "2026-11-27". */
function weekdayOf(day: string): Weekday {
  const fromSunday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(fromSunday + 6) % 7] ?? 'monday';
}
