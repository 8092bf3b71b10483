import { WEEKDAYS, type Weekday } from './bot-limits.ts';
import { dayIn, localTime } from './time-zones.ts';

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
export function isWithinHours({ week, holidays }: BusinessHours, timeZone: string, moment: Date): boolean {
  const day = dayIn(timeZone, moment);
  if (holidays.some((holiday) => holiday.day === day)) return false;
  const clock = localTime(timeZone, moment).slice(11);
  return week[weekdayOf(day)].some(({ from, to }) => from <= clock && clock < to);
}

/** The weekday of a day such as "2026-11-27". */
function weekdayOf(day: string): Weekday {
  const fromSunday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(fromSunday + 6) % 7] ?? 'monday';
}
