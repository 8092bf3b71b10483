import { agentRunReason, type AgentRun, type AgentRunReason, type Contact } from '#contract/conversations';
import type { MessageStatus } from '#contract/messages';
import { findRunOf, isOpening, openingId, updateRun, type RunRow } from '../bot-plans/index.ts';
import type { Writing } from '../storage/index.ts';
import { agentRunOf, findContact, updateContact, type ContactRow } from './contact-store.ts';
import type { ConversationRow } from './conversation-store.ts';
import type { MessageRow } from './message-store.ts';

/** Shows on a contact how far the bot is with them; undefined where there is no such contact. Saying the same again tells nothing. */
export async function showRun(
  writing: Writing,
  { clientCode, contactId }: { clientCode: string; contactId: string },
  run: Omit<AgentRun, 'at'>,
): Promise<ContactRow | undefined> {
  const contact = await findContact(writing.database, clientCode, contactId);
  return contact && show(writing, contact, run);
}

async function show(writing: Writing, contact: ContactRow, run: Omit<AgentRun, 'at'>): Promise<ContactRow> {
  const before = agentRunOf(contact);
  const isSameState = before?.state === run.state && before.reason === run.reason;
  if (isSameState && isSameWait(before.waiting, run.waiting)) return contact;
  const at = isSameState ? before.at : writing.now;
  return updateContact(writing, contact, { agentRun: JSON.stringify({ ...run, at }) });
}

/** Shows on a contact that nobody has asked the bot to write to them, as things stand. */
export function hideRun(writing: Writing, contact: ContactRow): Promise<ContactRow> {
  return updateContact(writing, contact, { agentRun: null });
}

function isSameWait(one: AgentRun['waiting'], other: AgentRun['waiting']): boolean {
  return one?.for === other?.for && one?.until === other?.until;
}

const open: ReadonlySet<NonNullable<Contact['agentRun']>['state']> = new Set(['waiting', 'writing', 'sent']);

/**
 * A contact has written, in the write that stores it: an answer where the bot has written to them, and where it has not it
 * need not any more. `hasOptedOut`: by this message they have asked for no more.
 */
export async function noteRunAnswered(
  writing: Writing,
  { clientCode, id }: ContactRow,
  { hasOptedOut }: { hasOptedOut: boolean },
): Promise<void> {
  const contact = await findContact(writing.database, clientCode, id);
  const shown = contact && agentRunOf(contact);
  if (!contact || !shown) return;
  if (faultUntilHeard(shown)) await hideRun(writing, contact);
  if (!open.has(shown.state) && !(hasOptedOut && shown.state === 'answered')) return;
  const run = await findRunOf(writing.database, id);
  if (run && isAhead(run)) await endUnneeded(writing, run, hasOptedOut ? 'opted_out' : 'wrote_first');
  else await show(writing, contact, { state: 'answered', ...(hasOptedOut && { reason: 'opted_out' }) });
}

/** Somebody of the team has written to a contact on this line, in the write that stores it: the bot need not any more. */
export async function noteRunTakenOver(
  writing: Writing,
  { contactId, sessionId }: Pick<ConversationRow, 'contactId' | 'sessionId'>,
  sentAt: string,
): Promise<void> {
  const run = await findRunOf(writing.database, contactId);
  if (run && isAhead(run) && run.sessionId === sessionId && sentAt > run.askedAt)
    await endUnneeded(writing, run, 'person');
}

const unreachable: ReadonlySet<AgentRunReason | undefined> = new Set([
  'not_on_whatsapp',
  'undeliverable',
  'marketing_declined',
] as const);

/** Why the bot would not reach them another time either, as long as they have not written. */
export function faultUntilHeard({ state, reason }: AgentRun): AgentRunReason | undefined {
  return state === 'failed' && unreachable.has(reason) ? reason : undefined;
}

/** It ends because somebody else was there first. */
export async function endUnneeded(
  writing: Writing,
  run: RunRow,
  reason: 'person' | 'wrote_first' | 'opted_out',
): Promise<void> {
  await updateRun(writing, run, { stage: 'over' });
  await showRun(writing, run, { state: 'not_needed', reason });
}

function isAhead({ stage }: RunRow): boolean {
  return stage === 'waiting' || stage === 'writing';
}

/** What the bot has written first has come further, or failed, in the write that says so of the message. */
export async function noteOpeningStatus(
  writing: Writing,
  message: MessageRow,
  status: MessageStatus,
  code: string | undefined,
): Promise<void> {
  const { clientCode, contactId, clientMessageId } = message;
  if (!isOpening(clientMessageId)) return;
  const run = await findRunOf(writing.database, contactId);
  const contact = await findContact(writing.database, clientCode, contactId);
  if (!run || openingId(run) !== clientMessageId || !contact || agentRunOf(contact)?.state === 'answered') return;
  if (status === 'failed') await show(writing, contact, { state: 'failed', reason: reasonOf(code) });
  else if (status === 'uncertain') await show(writing, contact, { state: 'failed', reason: 'uncertain' });
  else await show(writing, contact, { state: status === 'queued' ? 'writing' : 'sent' });
}

/** The code of a message's error as a reason. */
function reasonOf(code: string | undefined): AgentRunReason {
  if (code === 'unlinked') return 'line_gone';
  return agentRunReason.options.find((reason) => reason === code) ?? 'not_delivered';
}
