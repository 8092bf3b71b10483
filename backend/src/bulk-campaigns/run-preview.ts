import type { RunAgentPreview } from '#contract/contacts';
import { forecastOf } from '#contract/campaign-forecast';
import type { CampaignPace } from '#contract/campaign-rules';
import { paceOfRuns } from '#contract/pace-of-runs';
import { dayIn } from '#contract/time-zones';
import { readBot, readRunsOnLine, type RunRow } from '../bot-plans/index.ts';
import { findContact } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import { judgeRun, type LineOfClient } from './ask-for-run.ts';
import { readRunningOnLine } from './campaign-store.ts';
import { readSentOnDays } from './line-days.ts';
import { readOpening } from './run-opening.ts';

/** What a preview goes by besides the contacts. */
export interface PreviewPlace {
  clientCode: string;
  lines: readonly LineOfClient[];
  timeZone: string;
  now: Date;
}

/** With how fast the bot leaves through it. */
type PacedLineOfClient = LineOfClient & { pace: CampaignPace };
type LinePreview = RunAgentPreview['lines'][number];

/** What would come of asking for these contacts now, by the same judgement. */
export async function previewRuns(
  database: Reading,
  contactIds: readonly string[],
  place: PreviewPlace,
): Promise<RunAgentPreview> {
  const { clientCode, lines, now } = place;
  const preview: RunAgentPreview = { lines: [], underWay: [], refused: [] };
  const byLine = new Map<string, string[]>();
  const bot = await readBot(database, clientCode);
  for (const contactId of new Set(contactIds)) {
    const contact = await findContact(database, clientCode, contactId);
    const judged = contact ? await judgeRun(database, bot, contact, lines, now.toISOString()) : 'not_found';
    if (judged === 'under_way') preview.underWay.push(contactId);
    else if (typeof judged === 'string') preview.refused.push({ contactId, reason: judged });
    else byLine.set(judged.sessionId, [...(byLine.get(judged.sessionId) ?? []), contactId]);
  }
  for (const line of lines) {
    const [first, ...others] = byLine.get(line.id) ?? [];
    if (first === undefined) continue;
    const pace = paceOfRuns(line.kind, bot.opening?.pace);
    preview.lines.push(await previewLine(database, place, { ...line, pace }, [first, ...others]));
  }
  return preview;
}

async function previewLine(
  database: Reading,
  place: PreviewPlace,
  line: PacedLineOfClient,
  contactIds: readonly [string, ...string[]],
): Promise<LinePreview> {
  const [contactId] = contactIds;
  const { clientCode, now } = place;
  const { id: sessionId, kind, pace } = line;
  const askedAt = now.toISOString();
  const opening = await readOpening(database, { clientCode, contactId, sessionId, askedAt }, { kind }, askedAt);
  const first =
    'fault' in opening
      ? { contactId, text: null, reason: opening.fault }
      : { contactId, text: opening.content.content.text, reason: null };
  const waiting = await readRunsOnLine(database, clientCode, sessionId);
  const contacts = contactIds.length;
  return {
    sessionId,
    contacts,
    before: waiting.length,
    first,
    pace,
    ...(await forecast(database, place, line, waiting, contacts)),
  };
}

/** As if nothing else came in between. */
async function forecast(
  database: Reading,
  { clientCode, timeZone, now }: PreviewPlace,
  { id: sessionId, kind, cloudApi, pace }: PacedLineOfClient,
  waiting: readonly RunRow[],
  contacts: number,
): Promise<Pick<LinePreview, 'endsAt' | 'heldBy'>> {
  const day = dayIn(timeZone, now);
  const remaining = waiting.length + contacts;
  const { sentToday, daysBefore } = await readSentOnDays(database, sessionId, day);
  // A campaign on the same line takes turns with the bot.
  const campaigns = await readRunningOnLine(database, clientCode, sessionId);
  const between = campaigns.reduce((sum, { pending }) => sum + Math.min(pending, remaining), 0);
  const { messagingLimit = null, throughput = null } = cloudApi ?? {};
  const use = { timeZone, day, sentToday, daysBefore, messagingLimit, throughput, between };
  const forecast = forecastOf({ pace, kind, remaining, from: now.getTime(), use });
  return { endsAt: forecast && new Date(forecast.end).toISOString(), heldBy: forecast?.heldBy ?? null };
}
