import { typingTime } from '#contract/bot-pace';
import type { AgentRun, AgentRunReason } from '#contract/conversations';
import { dayIn } from '#contract/time-zones';
import { drawOf, findRun, noteReply, openingId, readRunsOnLine, updateRun, type RunRow } from '../bot-plans/index.ts';
import {
  addBotMessage,
  endUnneeded,
  findByClientMessageId,
  openConversation,
  resolveContact,
  showRun,
  type WhatsAppAddress,
} from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';
import { noteLineSent, noteLineUsed } from './line-days.ts';
import type { PacedLine } from './pace-rules.ts';
import { readOpening } from './run-opening.ts';

/** What the steps go by besides the run. */
export interface RunPlace {
  line: Pick<PacedLine, 'kind'>;
  timeZone: string;
  /** 0 up to, but not including, 1. */
  draw: number;
}

/** It ends without the bot having written. */
export async function failRun(writing: Writing, run: RunRow, reason: AgentRunReason): Promise<void> {
  const same = await findRun(writing.database, run.id);
  if (same?.stage !== 'waiting' && same?.stage !== 'writing') return;
  if (reason === 'person') return endUnneeded(writing, same, reason);
  await updateRun(writing, same, { stage: 'over' });
  await showRun(writing, same, { state: 'failed', reason });
}

/** Whoever a line was still to write to is not reached through it. */
export async function failRunsOfLine(writing: Writing, clientCode: string, sessionId: string): Promise<void> {
  for (const run of await readRunsOnLine(writing.database, clientCode, sessionId)) {
    await failRun(writing, run, 'line_gone');
  }
}

/** Says of those who wait for their turn what keeps the bot from writing; undefined where only others come first. */
export async function sayWait(writing: Writing, runs: readonly RunRow[], waiting: AgentRun['waiting']): Promise<void> {
  for (const { id } of runs) {
    const run = await findRun(writing.database, id);
    if (run?.stage === 'waiting') await showRun(writing, run, { state: 'waiting', ...(waiting && { waiting }) });
  }
}

/** WhatsApp was asked about the number: begins to type to whoever has it, for as long as the text takes. */
export async function beginRun(
  writing: Writing,
  { id }: RunRow,
  { address, wasAsked }: { address: WhatsAppAddress | 'not_on_whatsapp'; wasAsked: boolean },
  place: RunPlace,
): Promise<void> {
  const { database, now } = writing;
  if (wasAsked) await noteLineUsed(writing, (await findRun(database, id))?.sessionId ?? '', place.draw);
  const run = await findRun(database, id);
  if (run?.stage !== 'waiting') return;
  const { clientCode, sessionId } = run;
  if (address === 'not_on_whatsapp') return failRun(writing, run, address);
  const opening = await readOpening(database, run, place.line, now);
  if ('fault' in opening) return opening.fault === 'bot_off' ? undefined : failRun(writing, run, opening.fault);
  // WhatsApp's spelling of the number is the contact's first: otherwise it would make another contact.
  const { phoneNumber } = address;
  if (phoneNumber !== undefined) await resolveContact(writing, clientCode, { phoneNumber }, undefined);
  const conversation = await openConversation(writing, clientCode, address, sessionId);
  const same = await findRun(database, id);
  if (same?.stage !== 'waiting') return;
  // Somebody else has the number by now.
  if (same.contactId !== conversation.contactId) return failRun(writing, same, 'not_on_whatsapp');
  const characters = opening.content.content.text?.length ?? 0;
  const typing = typingTime(opening.bot.humanizer, characters, drawOf(id));
  await updateRun(writing, same, { stage: 'writing', dueAt: new Date(Date.parse(now) + typing).toISOString() });
  await showRun(writing, same, { state: 'writing' });
}

/** What it was to write meanwhile may not leave now: it waits for its turn again. */
export async function putOffRun(writing: Writing, { id }: RunRow): Promise<void> {
  const run = await findRun(writing.database, id);
  if (run?.stage !== 'writing') return;
  await updateRun(writing, run, { stage: 'waiting', dueAt: null });
  await showRun(writing, run, { state: 'waiting' });
}

/** The text is typed: gives it to the outbox, if it is still wanted. */
export async function giveOpening(writing: Writing, { id }: RunRow, place: RunPlace): Promise<void> {
  const { database, now } = writing;
  const run = await findRun(database, id);
  if (run?.stage !== 'writing') return;
  const { clientCode, sessionId } = run;
  const opening = await readOpening(database, run, place.line, now);
  if ('fault' in opening && opening.fault === 'bot_off') return putOffRun(writing, run);
  if ('fault' in opening) return failRun(writing, run, opening.fault);
  const { contact, conversation, content } = opening;
  // It was opened when the typing began, and may have gone with its contact since.
  if (!conversation) return failRun(writing, run, 'no_number');
  const clientMessageId = openingId(run);
  if (!(await findByClientMessageId(database, clientCode, clientMessageId))) {
    await addBotMessage(writing, contact, conversation, { ...content.content, clientMessageId });
    const day = dayIn(place.timeZone, new Date(now));
    await noteReply(writing, conversation.id, day);
    await noteLineUsed(writing, sessionId, place.draw);
    await noteLineSent(writing, sessionId, day);
  }
  await updateRun(writing, run, { stage: 'given', dueAt: now });
}
