import type { AgentRunWait } from '#contract/conversations';
import { paceOfRuns } from '#contract/pace-of-runs';
import { dayIn } from '#contract/time-zones';
import { findNextRun, lastGivenAt, readBot, type RunRow } from '../bot-plans/index.ts';
import { isTeamWaiting } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import type { LinePlace, NextTurn } from './campaign-turn.ts';
import { readSentOnDays } from './line-days.ts';
import { gapAfter, waitOf } from './pace-rules.ts';

/** Where nothing tells that it may go on. */
const LOOK_AGAIN_MS = 15_000;
const AFTER_CHAT_MS = 500;

/** Whom the bot of a line is to write to next. */
export interface RunTurn {
  run: RunRow;
  /** Epoch milliseconds before which nothing is to be done; null where something is now. */
  until: number | null;
  /** What it waits for until then; null for what needs no words, such as a gap. */
  waitsFor: AgentRunWait | null;
  /** What it was begun with does not hold any more: it waits for another turn. */
  isPutOff: boolean;
  /** When the bot wrote to somebody first on this line, empty where it never did. */
  lastAt: string;
}

/** Undefined where the bot has nobody to write to. */
export async function readRunTurn(database: Reading, place: LinePlace): Promise<RunTurn | undefined> {
  const run = await findNextRun(database, place.clientCode, place.sessionId);
  if (!run) return undefined;
  const lastAt = await lastGivenAt(database, place.sessionId);
  const { now } = place;
  const typed = Date.parse(run.dueAt ?? '');
  if (run.stage === 'writing' && typed > now) return { run, until: typed, waitsFor: null, isPutOff: false, lastAt };
  const wait = await waitOfRun(database, place, run);
  const isPutOff = run.stage === 'writing' && wait !== undefined && wait.until - now > AFTER_CHAT_MS;
  const { until = null, for: waitsFor = null } = wait ?? {};
  return { run, until: isPutOff ? null : until, waitsFor, isPutOff, lastAt };
}

async function waitOfRun(
  database: Reading,
  { clientCode, sessionId, timeZone, line, now }: LinePlace,
  { stage }: RunRow,
): Promise<{ for: AgentRunWait | null; until: number } | undefined> {
  const { enabled, opening } = await readBot(database, clientCode);
  if (!enabled) return { for: 'bot_off', until: now + LOOK_AGAIN_MS };
  if (!line?.isOpen) return { for: 'line_down', until: now + LOOK_AGAIN_MS };
  const pace = paceOfRuns(line.kind, opening?.pace);
  const use = await readSentOnDays(database, sessionId, dayIn(timeZone, new Date(now)));
  const wait = waitOf(pace, line, use, { now, timeZone });
  if (wait) return wait;
  // Whoever is being written to has had the gap before them.
  const gapEnds =
    use.last && stage === 'waiting' ? Date.parse(use.last.lastAt) + gapAfter(pace, line, use.last.draw) : 0;
  if (gapEnds > now) return { for: null, until: gapEnds };
  const isHeld = await isTeamWaiting(database, { clientCode, sessionId, now: new Date(now).toISOString() });
  return isHeld ? { for: 'chat_first', until: now + AFTER_CHAT_MS } : undefined;
}

/** Whether the bot goes before the campaigns: whoever has been shown it typing, else who has waited longer. */
export function isRunFirst({ run, until, lastAt }: RunTurn, next: NextTurn): boolean {
  if (run.stage === 'writing') return true;
  return until === null && (!('turn' in next) || lastAt <= (next.turn.campaign.lastSentAt ?? ''));
}
