import type { CampaignWait } from '#contract/bulk-campaigns';
import { spellingsOf } from '#contract/number-spellings';
import { dayIn } from '#contract/time-zones';
import { findNextRecipient, hasOptedOut, type RecipientRow } from '../campaign-recipients/index.ts';
import { countBulkWaiting, findConversedWith, isTeamWaiting, type WhatsAppAddress } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import { contentFor, type CampaignContent } from './campaign-content.ts';
import { messageOf, paceOf, readRunningOnLine, type CampaignRow } from './campaign-store.ts';
import { readSentOnDays } from './line-days.ts';
import { gapAfter, waitOf, type PacedLine } from './pace-rules.ts';

/** What a sender has to know of its line. */
export interface SendingLine extends PacedLine {
  isOpen: boolean;
}

/** Whose message may leave now, and what they are to get. */
export interface Turn {
  campaign: CampaignRow;
  recipient: RecipientRow;
  hasOptedOut: boolean;
  /** Where the line has a conversation with them already. */
  conversed: WhatsAppAddress | undefined;
  prepared: CampaignContent | undefined;
}

/** A campaign that may not send before `until` (epoch milliseconds); `for` is null for what needs no words, such as a gap. */
export interface Wait {
  campaign: CampaignRow;
  for: CampaignWait | null;
  until: number;
}

export type NextTurn =
  | { turn: Turn }
  | { done: CampaignRow }
  /** None of the campaigns may send; `heldByChat` where what the team has written goes first. */
  | { waits: readonly Wait[]; heldByChat: boolean };

export interface LinePlace {
  clientCode: string;
  sessionId: string;
  timeZone: string;
  /** Undefined once the line is removed. */
  line: SendingLine | undefined;
  /** Epoch milliseconds. */
  now: number;
}

/** Where nothing tells that it may go on. */
const LOOK_AGAIN_MS = 15_000;
const AFTER_CHAT_MS = 500;
/** So many messages wait for a line by QR at most, and what Meta takes in a second: what has left cannot be called back. */
const MOST_AHEAD = 2;

/**
 * Whose turn it is among the campaigns of a line, in one snapshot: of those that may send now the one that has waited longest.
 * One that may not holds up none of the others.
 */
export async function readNextTurn(database: Reading, place: LinePlace): Promise<NextTurn> {
  const { clientCode, sessionId, timeZone, line, now } = place;
  const running = await readRunningOnLine(database, clientCode, sessionId);
  const done = running.find(({ pending }) => pending === 0);
  if (done) return { done };
  const use = await readSentOnDays(database, sessionId, dayIn(timeZone, new Date(now)));
  const waits: Wait[] = [];
  const inTurn = running.toSorted((one, other) => (one.lastSentAt ?? '').localeCompare(other.lastSentAt ?? ''));
  for (const campaign of inTurn) {
    const recipient = await findNextRecipient(database, campaign);
    if (!recipient) continue;
    const pace = paceOf(campaign);
    const wait = line?.isOpen ? waitOf(pace, line, use, { now, timeZone }) : lineDown(now);
    const gapEnds = use.last && line ? Date.parse(use.last.lastAt) + gapAfter(pace, line, use.last.draw) : now;
    if (wait) waits.push({ campaign, ...wait });
    else if (gapEnds > now) waits.push({ campaign, for: null, until: gapEnds });
    else return mayGo(database, place, campaign, recipient);
  }
  return { waits, heldByChat: false };
}

function lineDown(now: number): { for: CampaignWait; until: number } {
  return { for: 'line_down', until: now + LOOK_AGAIN_MS };
}

async function mayGo(
  database: Reading,
  { clientCode, sessionId, line, now }: LinePlace,
  campaign: CampaignRow,
  recipient: RecipientRow,
): Promise<NextTurn> {
  const soon = [{ campaign, for: null, until: now + AFTER_CHAT_MS }];
  if (await isTeamWaiting(database, { clientCode, sessionId, now: new Date(now).toISOString() }))
    return { waits: soon, heldByChat: true };
  const mostAhead = Math.max(MOST_AHEAD, line?.throughput ?? 0);
  if ((await countBulkWaiting(database, clientCode, sessionId)) >= mostAhead) return { waits: soon, heldByChat: false };
  const message = messageOf(campaign);
  const variables = JSON.parse(recipient.variables) as Record<string, string>;
  return {
    turn: {
      campaign,
      recipient,
      hasOptedOut: await hasOptedOut(database, clientCode, recipient),
      conversed: await findConversedWith(database, clientCode, sessionId, spellingsOf(recipient.phoneNumber)),
      prepared: message
        ? await contentFor(database, { clientCode, sessionId }, message, { ...recipient, variables })
        : undefined,
    },
  };
}
