import { dailyCap, gapSeconds, type CampaignPace, type LineKind } from '#contract/campaign-rules';
import { excessOf } from '#contract/pace-of-runs';
import { isQuiet } from '#contract/quiet-hours';
import { dayIn } from '#contract/time-zones';
import type { CampaignWait } from '#contract/bulk-campaigns';
import { HttpProblem } from '../web/index.ts';
import type { SentOnDays } from './line-days.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const STRIDE_MS = 30 * MINUTE_MS;

/** What the pace of a campaign depends on besides its own figures. */
export interface PacedLine {
  kind: LineKind;
  /** Messages a second that Meta takes of the number; null on a line by QR. */
  throughput: number | null;
  /** Meta's word for how many people the number may write to first in a day; null where it has not said. */
  messagingLimit: string | null;
}

/** One that is gone sends nothing. */
export const UNKNOWN_LINE: PacedLine = { kind: 'whatsapp-web', throughput: null, messagingLimit: null };

/** Throws `bad-request` with the figures that are not for this kind of line. */
export function requireSanePace(pace: CampaignPace, kind: LineKind): void {
  const faults = excessOf(pace, kind).map(({ field, message }) => ({ path: `pace.${field}`, message }));
  if (faults.length > 0)
    throw new HttpProblem('bad-request', 'The pace is too fast for this line.', { errors: faults });
}

/** What keeps the next message back at `now` (epoch milliseconds) and until when; undefined where nothing does. */
export function waitOf(
  pace: CampaignPace,
  { kind, messagingLimit }: PacedLine,
  { sentToday, daysBefore }: Pick<SentOnDays, 'sentToday' | 'daysBefore'>,
  { now, timeZone }: { now: number; timeZone: string },
): { for: CampaignWait; until: number } | undefined {
  const quietHours = pace.quietHours && { ...pace.quietHours, timeZone };
  const isQuietAt = (moment: number) => isQuiet(quietHours, new Date(moment));
  if (isQuietAt(now)) return { for: 'quiet_hours', until: firstMinute(now, (moment) => !isQuietAt(moment)) };
  if (sentToday < dailyCap(pace, kind, daysBefore + 1, messagingLimit).most) return undefined;
  const today = dayIn(timeZone, new Date(now));
  const until = firstMinute(now, (moment) => dayIn(timeZone, new Date(moment)) !== today && !isQuietAt(moment));
  return { for: 'daily_cap', until };
}

/**
 * The first full minute after `from` for which `fits` holds, within two days: time zones move by minutes, never by less. By
 * half hours first, because asking what time it is somewhere is slow.
 */
function firstMinute(from: number, fits: (moment: number) => boolean): number {
  let moment = Math.floor(from / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const last = from + 2 * DAY_MS;
  while (moment < last && !fits(moment + STRIDE_MS)) moment += STRIDE_MS;
  while (moment < last && !fits(moment)) moment += MINUTE_MS;
  return moment;
}

/** Milliseconds until the message after one; `random` is 0 up to, but not including, 1. */
export function gapAfter(pace: CampaignPace, { throughput }: PacedLine, random: number): number {
  return gapSeconds(pace, throughput, random) * 1_000;
}
