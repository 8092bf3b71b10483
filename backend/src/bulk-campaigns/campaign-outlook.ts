import { forecastOf, type LineUse } from '#contract/campaign-forecast';
import type { LineKind } from '#contract/campaign-rules';
import { dayIn } from '#contract/time-zones';
import type { Reading } from '../storage/index.ts';
import { paceOf, readRunningOnLine, type CampaignRow, type Outlook } from './campaign-store.ts';
import { readSentOnDays } from './line-days.ts';
import type { PacedLine } from './pace-rules.ts';

/** What the messages of a campaign that are still to leave have to reckon with. */
export async function readLineUse(
  database: Reading,
  { id, clientCode, sessionId, pending }: CampaignRow,
  { line, timeZone, now }: { line: PacedLine; timeZone: string; now: Date },
): Promise<LineUse> {
  const day = dayIn(timeZone, now);
  const { sentToday, daysBefore } = await readSentOnDays(database, sessionId, day);
  const { messagingLimit, throughput } = line;
  // Those that share a line take turns: of a longer one as many leave meanwhile.
  const others = (await readRunningOnLine(database, clientCode, sessionId)).filter((other) => other.id !== id);
  const between = others.reduce((sum, other) => sum + Math.min(other.pending, pending), 0);
  return { timeZone, day, sentToday, daysBefore, messagingLimit, throughput, between };
}

/** When the rest of a running campaign will have left, and what puts it off. */
export function outlookOf(row: CampaignRow, kind: LineKind, use: LineUse, now: Date): Outlook {
  if (row.pending === 0) return { etaSeconds: 0, pause: null };
  const from = now.getTime();
  const forecast = forecastOf({ pace: paceOf(row), kind, remaining: row.pending, from, use });
  if (!forecast) return { etaSeconds: null, pause: null };
  const { end, pause } = forecast;
  const etaSeconds = Math.round((end - from) / 1_000);
  return { etaSeconds, pause: pause && { ...pause, resumesAt: new Date(pause.resumesAt).toISOString() } };
}
