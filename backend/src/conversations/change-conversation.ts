import type { Conversation, UpdateConversationRequest } from '#contract/conversations';
import type { SystemLine } from '#contract/messages';
import { forgetPlan } from '../bot-plans/index.ts';
import type { Writing } from '../storage/index.ts';
import { labelsOf, setLabels } from './conversation-labels.ts';
import { presentConversation, saveConversation, type ConversationRow } from './conversation-store.ts';
import { ownerOnceOpen } from './owner-once-open.ts';
import { oweReceipts } from './read-receipts.ts';
import { addTeamLine } from './team-lines.ts';

/** Who decides about a conversation (null: the bot), and how those are called who are named in what it says of that. */
export interface DecidedBy {
  userId: string | null;
  nameOf: (userId: string) => string;
}

/**
 * Changes what the team decides about a conversation; asking for what is already so logs nothing. Who has it, and whether it
 * is closed, also stands in the conversation as a line of its own; `by` says whose decision that was.
 */
export async function changeConversation(
  writing: Writing,
  conversation: ConversationRow,
  { labels, botEnabled, ...change }: UpdateConversationRequest,
  by?: DecidedBy,
): Promise<Conversation> {
  const changed: ConversationRow = {
    ...conversation,
    ...(change.status === 'closed' && { waitingSince: null }),
    ...(change.status === 'open' && { assignedTo: await ownerOnceOpen(writing, conversation) }),
    ...change,
    ...(botEnabled !== undefined && { botEnabled: botEnabled ? 1 : 0 }),
  };
  const hasNewLabels = labels !== undefined && !isSame(await labelsOf(writing.database, conversation.id), labels);
  if (hasNewLabels) await setLabels(writing, conversation, labels);

  if (change.unread === 0) await oweReceipts(writing, conversation);
  if (botEnabled === false || change.status === 'closed') await forgetPlan(writing.database, conversation.id);
  if (by && changed.botEnabled !== conversation.botEnabled) await tellBotSwitched(writing, changed, by);
  const lines = by ? linesOf(conversation, changed, by) : [];
  if (by) {
    let row = conversation;
    let told: Conversation | undefined;
    for (const system of lines) {
      const after = { ...changed, version: row.version };
      const line = { type: 'system', system, userId: by.userId } as const;
      ({ row, conversation: told } = await addTeamLine(writing, row, after, line));
    }
    if (told) return told;
  }
  const isSameRow = (['assignedTo', 'status', 'unread', 'botEnabled'] as const).every(
    (name) => changed[name] === conversation[name],
  );
  if (isSameRow && !hasNewLabels) return presentConversation(writing.database, conversation);
  return saveAndTell(writing, conversation, changed);
}

/** Beside the conversation as it has become: whoever shows the bot's switch alone hears of it too. */
async function tellBotSwitched(writing: Writing, { id, clientCode, botEnabled }: ConversationRow, by: DecidedBy) {
  const body = { enabled: botEnabled === 1, conversationId: id, by: by.userId ?? 'bot' };
  await writing.event(clientCode, 'bot:status_changed', () => Promise.resolve(body));
}

/** What a change says to those who read the conversation later. */
function linesOf(before: ConversationRow, after: ConversationRow, { userId, nameOf }: DecidedBy): SystemLine[] {
  const by = userId === null ? 'Bot' : nameOf(userId);
  const lines: SystemLine[] = [];
  if (before.assignedTo !== after.assignedTo) {
    if (after.assignedTo === null) lines.push({ code: 'unassigned', params: { by } });
    else if (after.assignedTo === userId) lines.push({ code: 'taken', params: { by } });
    else lines.push({ code: 'assigned', params: { by, to: nameOf(after.assignedTo) } });
  }
  if (before.status !== after.status) {
    lines.push({ code: after.status === 'closed' ? 'closed' : 'reopened', params: { by } });
  }
  return lines;
}

function isSame(held: readonly string[], wanted: readonly string[]): boolean {
  const sorted = [...new Set(wanted)].sort();
  return held.length === sorted.length && held.every((id, index) => id === sorted[index]);
}

/** Saves a new or changed conversation and logs `conversation:updated`. */
export async function saveAndTell(
  writing: Writing,
  before: ConversationRow,
  after: ConversationRow,
): Promise<Conversation> {
  const body = await writing.event(after.clientCode, 'conversation:updated', async (seq) => {
    const row = { ...after, version: seq };
    await saveConversation(writing, before, row);
    return { contactId: row.contactId, conversation: await presentConversation(writing.database, row) };
  });
  return body.conversation;
}
