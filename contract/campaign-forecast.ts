/** When the messages of a campaign will leave. Imports no schema, so that the browser bundle stays small. */

import { dailyCap, gapSeconds, type CampaignPace, type LineKind, type Pause } from './campaign-rules.ts';
import { dayIn, laterOnTheWall, secondOfDay } from './time-zones.ts';

/** What a line has sent in bulk, and what else bounds what can leave it. */
export interface LineUse {
  /** The client's: its days and quiet hours are meant. */
  timeZone: string;
  /** The day that `sentToday` is about, such as `2026-11-27`. */
  day: string;
  sentToday: number;
  /** On how many days before it sent any. */
  daysBefore: number;
  /** Meta's word for how many people the number may write to first in a day; null where it has not said. */
  messagingLimit: string | null;
  /** Messages a second that Meta takes of the number; null on a line by QR. */
  throughput: number | null;
  /** Messages of other campaigns that leave in turn with these. */
  between: number;
}

/** What a forecast begins with. */
export interface ForecastFrom {
  pace: CampaignPace;
  kind: LineKind;
  /** Messages still to leave, at least one. */
  remaining: number;
  /** Epoch milliseconds. */
  from: number;
  use: LineUse;
}

/** If nothing comes in between; moments are epoch milliseconds. */
export interface Forecast {
  /** When the first message leaves, and what holds it back until then; null where nothing does. */
  begins: number;
  heldBy: Pause | null;
  /**
   * The first time that nothing leaves for longer than a gap: how many have left by then, none where other campaigns have
   * their turn first, and when the next does.
   */
  pause: { after: number; resumesAt: number; by: Pause } | null;
  /** When the last message leaves. */
  end: number;
}

const DAY_SECONDS = 86_400;
const MOST_DAYS = 366;

/** Null where the last message would leave more than a year away. */
export function forecastOf({ pace, kind, remaining, from, use }: ForecastFrom): Forecast | null {
  const { timeZone } = use;
  const each = gapSeconds(pace, use.throughput, 0.5);
  const midnight = -secondOfDay(timeZone, new Date(from));
  const { sentToday, daysBefore } = useOn(dayIn(timeZone, new Date(from)), use);
  const at = (seconds: number): number => laterOnTheWall(from, seconds, timeZone);
  const all = remaining + use.between;
  let left = all;
  let begins: Pick<Forecast, 'begins' | 'heldBy'> | undefined;
  let pause: Forecast['pause'] = null;
  /** Until when messages could leave last, in seconds after `from`, and what kept the next one back. */
  let open = 0;
  let heldBy: Pause = 'quiet_hours';
  let daysWithMessages = daysBefore;
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const cap = dailyCap(pace, kind, daysWithMessages + 1, use.messagingLimit);
    const sentBefore = day === 0 ? sentToday : 0;
    const leftBefore = left;
    let room = Math.max(0, cap.most - sentBefore);
    if (room === 0) heldBy = cap.by;
    for (const [start, end] of openTimes(pace.quietHours)) {
      const [first, last] = [Math.max(0, midnight + day * DAY_SECONDS + start), midnight + day * DAY_SECONDS + end];
      if (first >= last || room === 0) continue;
      begins ??= { begins: at(first), heldBy: first > 0 ? heldBy : null };
      if (left < all && first > open)
        pause ??= { after: shareOf(all - left, remaining, all), resumesAt: at(first), by: heldBy };
      const fits = Math.min(room, Math.floor((last - first) / each) + 1);
      if (left <= fits) return { ...begins, pause, end: at(first + (left - 1) * each) };
      left -= fits;
      room -= fits;
      open = room === 0 ? first + (fits - 1) * each : last;
      heldBy = room === 0 ? cap.by : 'quiet_hours';
    }
    if (sentBefore > 0 || left < leftBefore) daysWithMessages += 1;
  }
  return null;
}

/** The messages that count for a day, and on how many days before there were any. */
function useOn(day: string, use: LineUse): { sentToday: number; daysBefore: number } {
  if (day === use.day) return use;
  return { sentToday: 0, daysBefore: use.daysBefore + (use.sentToday > 0 ? 1 : 0) };
}

/** How many of `sent` messages are one campaign's, where it has `own` of `all` and is not through with them. */
function shareOf(sent: number, own: number, all: number): number {
  return Math.min(own - 1, Math.round((sent * own) / all));
}

/** The parts of a day in which messages may leave, in seconds since midnight. */
function openTimes(quietHours: CampaignPace['quietHours']): [number, number][] {
  if (!quietHours || quietHours.from === quietHours.to) return [[0, DAY_SECONDS]];
  const [from, to] = [secondsOf(quietHours.from), secondsOf(quietHours.to)];
  return from < to
    ? [
        [0, from],
        [to, DAY_SECONDS],
      ]
    : [[to, from]];
}

function secondsOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60;
}
